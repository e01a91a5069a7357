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
  if (viewerId === null) return sql`${sql.table(account)}.active`
  return sql`(${accountReachable(viewerId, account)} and ${sql.table(account)}.id not in (${blockedBy(viewerId)}))`
}

/** The same, but whom the viewer has blocked is there too: to be unblocked. */
export function accountReachable(viewerId: string | null, account = 'account'): Condition {
  const it = sql.table(account)
  if (viewerId === null) return sql`${it}.active`
  // The lists of blocks are read once for all rows of a statement.
  return sql`(${it}.id = ${viewerId}::bigint or (
    (${it}.active or (${it}.delete_at is null and ${isStaff(viewerId)}))
    and (${it}.id not in (select blocker_id from block where blocked_id = ${viewerId}::bigint) or ${isStaff(viewerId)})))`
}

/** Whether the viewer may see what an account shows: its images, activity, followers and whom it follows. */
export function contentVisible(viewerId: string | null, account = 'account'): Condition {
  const it = sql.table(account)
  if (viewerId === null) return sql`(${it}.active and not ${it}.private)`
  return sql`(${accountVisible(viewerId, account)} and (not ${it}.private or ${it}.id = ${viewerId}::bigint or exists (
    select from follow where follow.follower_id = ${viewerId}::bigint and follow.followed_id = ${it}.id)))`
}

/**
 * Whether the viewer may see what one account did to another, as in the lists of followers and of likes: whoever may see the things of
 * both, and the two themselves.
 * @param other the id of the one whose list it is, whose things the viewer may see
 */
export function deedVisible(viewerId: string | null, otherId: string, account = 'account'): Condition {
  return viewerId === otherId ? accountVisible(viewerId, account) : contentVisible(viewerId, account)
}

/** Whether the viewer wants to hear nothing of an account. */
export function accountMuted(viewerId: string | null, account = 'account'): Condition {
  if (viewerId === null) return sql`false`
  return sql`${sql.table(account)}.id in (select muted_id from mute where muter_id = ${viewerId}::bigint)`
}

const blockedBy = (viewerId: string) => sql`select blocked_id from block where blocker_id = ${viewerId}::bigint`

const isStaff = (viewerId: string): Condition =>
  sql`exists (select from account as viewer where viewer.id = ${viewerId}::bigint and viewer.role <> 'person')`
