// Every SQL statement about people as those see and change them who keep order.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { time } from '../database/views.ts'
import type { Role } from '../policy/requests.ts'
import type { PersonView } from '../protocol-moderation.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

const personView = sql.raw<PersonView>(`json_build_object(
  'username', account.username, 'name', account.name, 'photo', account.photo, 'role', account.role, 'email', account.email,
  'joinedAt', ${time('account.joined_at')}, 'private', account.private, 'images', account.images,
  'lastSeenAt', (select ${time('max(session.last_used_at)')} from session where session.account_id = account.id),
  'suspended', case when account.suspended_at is not null then json_build_object(
    'at', ${time('account.suspended_at')}, 'reason', coalesce(account.suspended_for, '')) end,
  'leavesAt', ${time('account.delete_at')},
  'openReports', (select count(*) from report where report.account_id = account.id and report.resolved_at is null))`)

export interface Standing {
  id: string
  username: string
  role: Role
  suspended: boolean
  leaving: boolean
  active: boolean
}

/** Locked until the end of the transaction. */
export async function lockPerson(trx: Trx, username: string): Promise<Standing | undefined> {
  const { rows } = await sql<Standing>`
    select id, username, role, suspended_at is not null as suspended, delete_at is not null as leaving, active from account
    where lower(username) = lower(${username}) for update`.execute(trx)
  return rows[0]
}

export async function findRole(db: Db, id: string): Promise<Role | undefined> {
  return (await db.selectFrom('account').select('role').where('id', '=', id).executeTakeFirst())?.role as
    Role | undefined
}

export async function findPerson(db: Db, id: string): Promise<PersonView | undefined> {
  const { rows } = await sql<{ view: PersonView }>`
    select ${personView} as view from account where id = ${id}`.execute(db)
  return rows[0]?.view
}

export interface PeoplePage {
  text: string
  role: Role | null
  state: 'suspended' | 'leaving' | null
  /** Whether the text may be the beginning of an e-mail. */
  byEmail: boolean
  before: string
  limit: number
}

/** Newest first. */
export async function listPeopleRows(
  db: Db,
  { text, role, state, byEmail, before, limit }: PeoplePage,
): Promise<{ id: string; view: PersonView }[]> {
  const beginning = `${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<{ id: string; view: PersonView }>`
    select account.id, ${personView} as view from account
    where account.id < ${before}::bigint
      and (${text} = '' or lower(username) like ${beginning} or lower(name) like ${beginning}
        or lower(name) like '% ' || ${beginning} or (${byEmail} and lower(email) like ${beginning}))
      and (${role}::text is null or role = ${role})
      and (${state}::text is null or case ${state}::text when 'suspended' then suspended_at is not null else delete_at is not null end)
    order by account.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

export async function updateRole(trx: Trx, id: string, role: Role): Promise<void> {
  await trx.updateTable('account').set({ role }).where('id', '=', id).execute()
}

/** Locks them all, so that two who step down at once do so one after the other. @returns how many there are beside this one */
export async function countOtherAdministrators(trx: Trx, id: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    select id from account where role = 'administrator' and active order by id for update`.execute(trx)
  return rows.filter(row => row.id !== id).length
}

/** @param reason null lifts it */
export async function updateSuspension(trx: Trx, id: string, reason: string | null): Promise<void> {
  await sql`
    update account set suspended_at = ${reason === null ? sql`null` : sql`now()`}, suspended_for = ${reason}
    where id = ${id}`.execute(trx)
}

/** Whose an image is, whether or not anybody else may see it. */
export async function findOwnerOf(db: Db, imageId: string): Promise<string | undefined> {
  return (await db.selectFrom('image').select('accountId').where('id', '=', imageId).executeTakeFirst())?.accountId
}
