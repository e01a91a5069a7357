// Every SQL statement about reports.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { accountRef, imageView, refOf, time } from '../database/views.ts'
import { accountVisible, contentVisible } from '../policy/visible.ts'
import type { ReportOutcome, ReportReason, ReportResolution, ReportView } from '../protocol-moderation.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

export interface Target {
  kind: 'image' | 'account'
  accountId: string
  imageId: string | null
}

/** Of an image that the reporter may see. */
export async function findImageTarget(db: Db, id: string, viewerId: string): Promise<Target | undefined> {
  const { rows } = await sql<Target>`
    select 'image' as kind, image.account_id, image.id as image_id from image join account on account.id = image.account_id
    where image.id = ${id} and image.held_until is null and ${contentVisible(viewerId)}`.execute(db)
  return rows[0]
}

/** Whoever has blocked somebody may still report them. */
export async function findAccountTarget(db: Db, username: string, viewerId: string): Promise<Target | undefined> {
  const { rows } = await sql<Target>`
    select 'account' as kind, account.id as account_id, null as image_id from account
    where lower(username) = lower(${username}) and (${accountVisible(viewerId)} or (active and exists (
      select from block where block.blocker_id = ${viewerId}::bigint and block.blocked_id = account.id)))`.execute(db)
  return rows[0]
}

export interface NewReport extends Target {
  reporterId: string
  reason: ReportReason
  words: string
}

/** Undefined when the same person's report about it is still open. */
export async function insertReport(trx: Trx, report: NewReport): Promise<string | undefined> {
  const row = await trx
    .insertInto('report')
    .values(report)
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

const resolution = sql.raw(`case when report.resolved_at is not null then json_build_object(
  'outcome', report.outcome, 'words', report.answer, 'by', `)

/** Who keeps order may read every report, those about themselves too: of these nobody is told whose they are. */
const reporter = sql`case when account.role = 'person' then ${refOf('reporter')} end`

const reportView = sql<ReportView>`json_build_object(
  'id', report.id::text, 'kind', report.kind, 'reason', report.reason, 'words', report.words,
  'sentAt', ${sql.raw(time('report.sent_at'))}, 'by', ${reporter}, 'account', ${accountRef},
  'image', case when image.id is not null then ${imageView} end,
  'resolution', ${resolution}${refOf('resolver')}, 'at', ${sql.raw(time('report.resolved_at'))}) end)`

const joins = sql.raw(`
  join account on account.id = report.account_id
  left join account as reporter on reporter.id = report.reporter_id
  left join account as resolver on resolver.id = report.resolved_by
  left join image on image.id = report.image_id
  left join picture on picture.id = image.picture_id`)

/** Its target too where that is private: who keeps order has to see it. */
export async function findReport(db: Db, id: string): Promise<ReportView | undefined> {
  const { rows } = await sql<{ view: ReportView }>`
    select ${reportView} as view from report ${joins} where report.id = ${id}`.execute(db)
  return rows[0]?.view
}

/** Newest first. */
export async function listReportRows(
  db: Db,
  { state, before, limit }: { state: 'open' | 'resolved' | null; before: string; limit: number },
): Promise<{ id: string; view: ReportView }[]> {
  const which = { open: sql`and report.resolved_at is null`, resolved: sql`and report.resolved_at is not null` }
  const { rows } = await sql<{ id: string; view: ReportView }>`
    select report.id, ${reportView} as view from report ${joins}
    where report.id < ${before}::bigint ${state ? which[state] : sql``}
    order by report.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

export async function countOpen(db: Db): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from report where resolved_at is null`.execute(db)
  return rows[0]!.open
}

/** @returns what an open report is about; undefined when there is no such open one */
export async function findOpenTarget(db: Db, id: string): Promise<(Target & { username: string }) | undefined> {
  const { rows } = await sql<Target & { username: string }>`
    select report.kind, report.account_id, report.image_id, account.username
    from report join account on account.id = report.account_id
    where report.id = ${id} and report.resolved_at is null`.execute(db)
  return rows[0]
}

/** Whether anybody else keeps order here. */
export async function hasOtherStaff(db: Db, accountId: string): Promise<boolean> {
  const { rows } = await sql`
    select from account where role <> 'person' and active and id <> ${accountId} limit 1`.execute(db)
  return rows.length > 0
}

/** The open ones about the same thing. */
export async function listOpenOf(db: Db, target: Target): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from report where resolved_at is null and kind = ${target.kind} and account_id = ${target.accountId}
      and image_id is not distinct from ${target.imageId}::bigint`.execute(db)
  return rows.map(row => row.id)
}

/** @returns those that were open until now */
export async function resolveReports(
  trx: Trx,
  ids: string[],
  { outcome, words, actorId }: { outcome: ReportOutcome; words: string; actorId: string },
): Promise<{ id: string; resolution: ReportResolution }[]> {
  const { rows } = await sql<{ id: string; resolution: ReportResolution }>`
    with done as (
      update report set resolved_at = now(), outcome = ${outcome}, answer = ${words}, resolved_by = ${actorId}
      where resolved_at is null and id = any(${ids}::bigint[]) returning id, outcome, answer, resolved_at
    )
    select done.id, json_build_object('outcome', done.outcome, 'words', done.answer,
      'by', (select ${accountRef} from account where account.id = ${actorId}),
      'at', ${sql.raw(time('done.resolved_at'))}) as resolution
    from done order by done.id`.execute(trx)
  return rows
}
