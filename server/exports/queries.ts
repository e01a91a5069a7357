// Every SQL statement about the copies themselves; what stands in them is read by queries-content.ts.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { time } from '../database/views.ts'
import type { ExportView } from '../protocol-own.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

const view = sql.raw<ExportView>(`json_build_object(
  'id', export.id::text, 'state', export.state, 'done', export.done, 'total', export.total,
  'begunAt', ${time('export.begun_at')}, 'url', case when export.file is not null then '/api/export/' || export.id end,
  'bytes', export.bytes, 'expiresAt', ${time('export.expires_at')})`)

export async function findExportView(db: Db, accountId: string): Promise<ExportView | undefined> {
  const { rows } = await sql<{ view: ExportView }>`
    select ${view} as view from export where account_id = ${accountId}`.execute(db)
  return rows[0]?.view
}

export async function insertExport(trx: Trx, accountId: string): Promise<ExportView> {
  const { rows } = await sql<{ view: ExportView }>`
    insert into export (account_id, total)
    select ${accountId}, count(*)::int from image where account_id = ${accountId}
    returning ${view} as view`.execute(trx)
  return rows[0]!.view
}

/** @returns its file, where it had one; undefined when there was no copy */
export async function deleteExportOf(trx: Trx, accountId: string): Promise<{ file: string | null } | undefined> {
  const { rows } = await sql<{ file: string | null }>`
    delete from export where account_id = ${accountId} returning file`.execute(trx)
  return rows[0]
}

/** Marks it as being worked at; undefined when it is done, has failed, or is not wanted any more. */
export async function beginWork(db: Db, id: string): Promise<{ accountId: string; username: string } | undefined> {
  const { rows } = await sql<{ accountId: string; username: string }>`
    update export set state = 'working', done = 0 from account
    where export.id = ${id} and export.state in ('waiting', 'working') and account.id = export.account_id
    returning export.account_id, account.username`.execute(db)
  return rows[0]
}

/** @returns whether it is still wanted */
export async function updateProgress(db: Db, id: string, done: number, total: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update export set done = ${done}, total = ${total} where id = ${id} and state = 'working'`.execute(db)
  return numAffectedRows === 1n
}

export interface Finished {
  accountId: string
  email: string
  view: ExportView
}

/** Undefined when it is not wanted any more, or another was quicker. */
export async function markReady(
  trx: Trx,
  id: string,
  { file, bytes, days }: { file: string; bytes: number; days: number },
): Promise<Finished | undefined> {
  const { rows } = await sql<Finished>`
    update export set state = 'ready', file = ${file}, bytes = ${bytes}, done = total,
      expires_at = now() + make_interval(days => ${days}::int)
    from account where export.id = ${id} and export.state = 'working' and account.id = export.account_id
    returning export.account_id, account.email, ${view} as view`.execute(trx)
  return rows[0]
}

export async function markFailed(trx: Trx, id: string): Promise<Omit<Finished, 'email'> | undefined> {
  const { rows } = await sql<Omit<Finished, 'email'>>`
    update export set state = 'failed' where id = ${id} and state in ('waiting', 'working')
    returning account_id, ${view} as view`.execute(trx)
  return rows[0]
}

export interface Download {
  file: string
  username: string
  day: string
}

/** Of a copy that is ready, for whom it is about alone. */
export async function findDownload(db: Db, id: string, accountId: string): Promise<Download | undefined> {
  const { rows } = await sql<Download>`
    select export.file, account.username, to_char(export.begun_at at time zone 'UTC', 'YYYY-MM-DD') as day
    from export join account on account.id = export.account_id
    where export.id = ${id} and export.account_id = ${accountId} and export.state = 'ready' and export.expires_at > now()`.execute(
    db,
  )
  return rows[0]
}

/** At most a hundred. */
export async function listExpired(db: Db): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select account_id from export where expires_at <= now() order by expires_at limit 100`.execute(db)
  return rows.map(row => row.accountId)
}

/** Which of these files belong to no copy. */
export async function listUnusedFiles(db: Db, files: string[]): Promise<string[]> {
  const { rows } = await sql<{ file: string }>`
    select asked.file from unnest(${files}::text[]) as asked(file)
    where not exists (select from export where export.file = asked.file)`.execute(db)
  return rows.map(row => row.file)
}
