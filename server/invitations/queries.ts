// Every SQL statement about invitations.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { accountRef, time } from '../database/views.ts'
import type { InvitationView } from '../protocol-moderation.ts'
import type { AccountRef } from '../views.ts'

type Db = Kysely<Database>
type Trx = Transaction<Database>

const view = sql<InvitationView>`json_build_object(
  'id', invitation.id::text, 'email', invitation.email, 'uses', invitation.uses, 'used', invitation.used,
  'createdAt', ${sql.raw(time('invitation.created_at'))}, 'expiresAt', ${sql.raw(time('invitation.expires_at'))},
  'revokedAt', ${sql.raw(time('invitation.revoked_at'))}, 'by', ${accountRef})`

export interface NewInvitation {
  codeHash: Buffer
  accountId: string
  email: string | null
  uses: number
  days: number
}

export async function insertInvitation(trx: Trx, invitation: NewInvitation): Promise<InvitationView> {
  const { codeHash, accountId, email, uses, days } = invitation
  const { rows } = await sql<{ view: InvitationView }>`
    with invitation as (
      insert into invitation (code_hash, account_id, email, uses, expires_at)
      values (${codeHash}, ${accountId}, ${email}, ${uses}, now() + make_interval(days => ${days}::int)) returning *
    ) select ${view} as view from invitation join account on account.id = invitation.account_id`.execute(trx)
  return rows[0]!.view
}

/** Newest first; of everybody where no account is named. */
export async function listInvitationRows(
  db: Db,
  { accountId, before, limit }: { accountId: string | null; before: string; limit: number },
): Promise<{ id: string; view: InvitationView }[]> {
  const { rows } = await sql<{ id: string; view: InvitationView }>`
    select invitation.id, ${view} as view from invitation join account on account.id = invitation.account_id
    where invitation.id < ${before}::bigint ${accountId ? sql`and account_id = ${accountId}` : sql``}
    order by invitation.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

/** How many of an account's can still be used. */
export async function countUsable(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from invitation
    where account_id = ${accountId} and used < uses and expires_at > now() and revoked_at is null`.execute(db)
  return rows[0]!.count
}

export interface Invited {
  id: string
  accountId: string
  by: AccountRef
  email: string | null
  problem: 'revoked' | 'used' | 'expired' | null
}

/** One whose inviter is not there any more is worth nothing. */
export async function findInvitation(db: Db, codeHash: Buffer): Promise<Invited | undefined> {
  const { rows } = await sql<Invited>`
    select invitation.id, invitation.account_id, ${accountRef} as by, invitation.email,
      case when revoked_at is not null or not account.active then 'revoked' when used >= uses then 'used'
        when expires_at <= now() then 'expired' end as problem
    from invitation join account on account.id = invitation.account_id where code_hash = ${codeHash}`.execute(db)
  return rows[0]
}

/** @returns whether it could still be used */
export async function useInvitation(trx: Trx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update invitation set used = used + 1
    where id = ${id} and used < uses and expires_at > now() and revoked_at is null`.execute(trx)
  return numAffectedRows === 1n
}

export async function writeInviter(trx: Trx, accountId: string, inviterId: string): Promise<void> {
  await trx.updateTable('account').set({ invitedBy: inviterId }).where('id', '=', accountId).execute()
}

/** @param ownerId null for any. @returns whose it is, and whether it was worth something until now; undefined when there is no such one */
export async function revoke(
  trx: Trx,
  id: string,
  ownerId: string | null,
): Promise<{ ownerId: string; fresh: boolean } | undefined> {
  const { rows } = await sql<{ ownerId: string; fresh: boolean }>`
    update invitation set revoked_at = coalesce(invitation.revoked_at, now())
    from (select id, revoked_at from invitation where id = ${id} for update) as before
    where invitation.id = before.id ${ownerId ? sql`and account_id = ${ownerId}` : sql``}
    returning account_id as owner_id, before.revoked_at is null as fresh`.execute(trx)
  return rows[0]
}
