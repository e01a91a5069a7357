// Every SQL statement about saves.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { time } from '../database/views.ts'
import type { ErrorView, SaveView } from '../views.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

export interface NewSave {
  url: string | null
  /** Of an upload, whose bytes are among the originals. */
  hash: string | null
  title: string
  description: string
  alt: string
  pageUrl: string | null
}

export interface Save extends NewSave {
  id: string
  accountId: string
  beganAt: Date
  /** When it was first put off; null when it never was. */
  postponedAt: Date | null
  view: SaveView
}

const view = sql.raw<SaveView>(`json_build_object(
  'id', save.id::text, 'state', save.state, 'url', save.url, 'title', save.title, 'pageUrl', save.page_url,
  'beganAt', ${time('save.began_at')}, 'retryAt', ${time('save.retry_at')}, 'error', save.error)`)

/** In the order given. */
export async function insertSaves(trx: Trx, accountId: string, saves: NewSave[]): Promise<SaveView[]> {
  const rows = saves.map(({ pageUrl, ...save }, place) => ({ ...save, page_url: pageUrl, place }))
  const inserted = await sql<{ view: SaveView }>`
    with inserted as (
      insert into save (account_id, url, hash, title, description, alt, page_url)
      select ${accountId}::bigint, url, hash, title, description, alt, page_url
      from json_to_recordset(${JSON.stringify(rows)}::json) as row
        (url text, hash text, title text, description text, alt text, page_url text, place int)
      order by place
      returning *
    )
    select ${view} as view from inserted as save order by id`.execute(trx)
  return inserted.rows.map(row => row.view)
}

export async function countSaves(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from save where account_id = ${accountId}`.execute(db)
  return rows[0]!.count
}

/** Oldest first. */
export async function listSaveViews(db: Db, accountId: string): Promise<SaveView[]> {
  const { rows } = await sql<{ view: SaveView }>`
    select ${view} as view from save where account_id = ${accountId} order by id`.execute(db)
  return rows.map(row => row.view)
}

/** Marks it as being worked at; undefined when it is done, gone or given up. */
export async function beginWork(db: Db, id: string): Promise<Save | undefined> {
  const { rows } = await sql<Save>`
    update save set state = 'working', retry_at = null where id = ${id} and state <> 'failed'
    returning id, account_id, url, hash, title, description, alt, page_url, began_at, postponed_at,
      ${view} as view`.execute(db)
  return rows[0]
}

/** Another time; undefined when it is gone. */
export async function postpone(trx: Trx, id: string, retryAt: Date): Promise<SaveView | undefined> {
  const { rows } = await sql<{ view: SaveView }>`
    update save set state = 'waiting', retry_at = ${retryAt}, postponed_at = coalesce(postponed_at, now())
    where id = ${id} and state = 'working'
    returning ${view} as view`.execute(trx)
  return rows[0]?.view
}

export async function findSaver(db: Db, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ accountId: string }>`select account_id from save where id = ${id}`.execute(db)
  return rows[0]?.accountId
}

/** Undefined when it is gone, or failed already. */
export async function markFailed(
  trx: Trx,
  id: string,
  error: ErrorView,
): Promise<{ accountId: string; view: SaveView } | undefined> {
  const { rows } = await sql<{ accountId: string; view: SaveView }>`
    update save set state = 'failed', retry_at = null, error = ${JSON.stringify(error)}::json
    where id = ${id} and state <> 'failed' returning account_id, ${view} as view`.execute(trx)
  return rows[0]
}

/** From the beginning; undefined when it has not failed. */
export async function renew(trx: Trx, id: string, accountId: string): Promise<SaveView | undefined> {
  const { rows } = await sql<{ view: SaveView }>`
    update save set state = 'waiting', error = null, began_at = now(), postponed_at = null
    where id = ${id} and account_id = ${accountId} and state = 'failed' returning ${view} as view`.execute(trx)
  return rows[0]?.view
}

export async function findSaveView(db: Db, id: string, accountId: string): Promise<SaveView | undefined> {
  const { rows } = await sql<{ view: SaveView }>`
    select ${view} as view from save where id = ${id} and account_id = ${accountId}`.execute(db)
  return rows[0]?.view
}

/** The save of the same bytes by the same person that has not failed. */
export async function findOpenUpload(db: Db, accountId: string, hash: string): Promise<SaveView | undefined> {
  const { rows } = await sql<{ view: SaveView }>`
    select ${view} as view from save
    where account_id = ${accountId} and hash = ${hash} and state <> 'failed' limit 1`.execute(db)
  return rows[0]?.view
}

/** @returns the original that it was to become an image of; undefined when it was not there */
export async function deleteSave(
  trx: Trx,
  id: string,
  accountId: string,
): Promise<{ hash: string | null } | undefined> {
  const { rows } = await sql<{ hash: string | null }>`
    delete from save where id = ${id} and account_id = ${accountId} returning hash`.execute(trx)
  return rows[0]
}

/** Failures that nobody has looked after for a month. @returns how many there were */
export async function deleteOldFailures(db: Db): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from save where state = 'failed' and began_at < now() - interval '30 days'`.execute(db)
  return Number(numAffectedRows ?? 0)
}
