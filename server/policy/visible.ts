// Who may see whom, as SQL: every read that shows people or what is theirs asks here. The same rules for what is told live are in
// audience.ts.
import { sql, type RawBuilder } from 'kysely'

type Condition = RawBuilder<boolean>

/**
 * Whether the viewer (an account's id; null for a visitor) may know that an account is there: it is neither suspended nor about to be
 * deleted, and no block stands between them. What somebody has blocked can be unblocked in the settings. Moderators see whoever is
 * suspended, and are not shut out by the blocks of others.
 * @param account the name of the table in the statement, with all columns of `account`
 */
export function accountVisible(viewerId: string | null, account = 'account'): Condition {
  const it = sql.table(account)
  if (viewerId === null) return sql`${it}.active`
  return sql`(${it}.id = ${viewerId}::bigint or (
    (${it}.active or (${it}.delete_at is null and ${isStaff(viewerId)}))
    and not exists (select from block where block.blocker_id = ${viewerId}::bigint and block.blocked_id = ${it}.id)
    and not exists (
      select from block where block.blocker_id = ${it}.id and block.blocked_id = ${viewerId}::bigint and not ${isStaff(viewerId)})))`
}

/** Whether the viewer may see what an account shows: its images, activity, followers and whom it follows. */
export function contentVisible(viewerId: string | null, account = 'account'): Condition {
  const it = sql.table(account)
  if (viewerId === null) return sql`(${it}.active and not ${it}.private)`
  return sql`(${accountVisible(viewerId, account)} and (not ${it}.private or ${it}.id = ${viewerId}::bigint or exists (
    select from follow where follow.follower_id = ${viewerId}::bigint and follow.followed_id = ${it}.id)))`
}

/** Whether the viewer wants to hear nothing of an account. */
export function accountMuted(viewerId: string | null, account = 'account'): Condition {
  if (viewerId === null) return sql`false`
  return sql`exists (select from mute where mute.muter_id = ${viewerId}::bigint and mute.muted_id = ${sql.table(account)}.id)`
}

const isStaff = (viewerId: string): Condition =>
  sql`exists (select from account as viewer where viewer.id = ${viewerId}::bigint and viewer.role <> 'person')`
