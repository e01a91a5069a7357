// Invitations, and who may come in: the one gate for every way in which an account is made.
import { createHash, randomBytes } from 'node:crypto'
import { msg, str } from '@lit/localize'
import type { Transaction } from 'kysely'
import { recordAction } from '../administration/administration.ts'
import { change } from '../channels/change.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import type { Database } from '../database/tables.ts'
import { AppError } from '../errors.ts'
import { getSettings, isEmpty } from '../instance/instance.ts'
import { wholeNumber } from '../language/words.ts'
import { isStaff } from '../policy/standing.ts'
import type { Role } from '../policy/requests.ts'
import type { InvitationView } from '../protocol-moderation.ts'
import type { AccountRef } from '../views.ts'
import {
  countUsable,
  findInvitation,
  insertInvitation,
  listInvitationRows,
  revoke,
  useInvitation,
  writeInviter,
  type Invited,
} from './queries.ts'

/** Of one person, that somebody could still come by. */
const mostUsable = 50

// 128 bits that nobody guesses need no slow hash.
const hashCode = (code: string) => createHash('sha256').update(code).digest()

export interface NewInvitation {
  email: string | null
  uses: number
  days: number
}

/**
 * The code is given out once: only its hash is kept.
 * @throws {AppError} `forbidden` where only those who keep order may invite, or nobody may come in; `too_many`
 */
export async function createInvitation(
  ctx: Context,
  { accountId, role }: { accountId: string; role: Role },
  invitation: NewInvitation,
): Promise<{ invitation: InvitationView; code: string; url: string }> {
  const { registration, invitations } = await getSettings(ctx.db)
  if (registration === 'closed') throw new AppError('forbidden', msg('This place takes nobody new at the moment.'))
  if (invitations === 'staff' && !isStaff(role))
    throw new AppError('forbidden', msg('Only moderators can invite people here.'))
  const code = randomBytes(16).toString('base64url')
  const view = await change(ctx, async trx => {
    if ((await countUsable(trx, accountId)) >= mostUsable) {
      throw new AppError(
        'too_many',
        msg(str`You have ${wholeNumber(mostUsable)} open invitations. Revoke one before you make another.`),
      )
    }
    return insertInvitation(trx, { ...invitation, accountId, codeHash: hashCode(code) })
  })
  return { invitation: view, code, url: new URL(`/sign-up?invitation=${code}`, ctx.config.publicUrl).href }
}

/** Newest first. */
export async function listInvitations(
  ctx: Context,
  accountId: string | null,
  { before = top, limit }: { before?: string; limit: number },
): Promise<{ invitations: InvitationView[]; next: string | null }> {
  const listed = await listInvitationRows(ctx.db, { accountId, before, limit: limit + 1 })
  const { rows, next } = cutPage(listed, limit)
  return { invitations: rows.map(row => row.view), next }
}

/** Nobody comes by it any more. Idempotent. Of somebody else's it is recorded who did it. @throws {AppError} `not_found` */
export async function revokeInvitation(
  ctx: Context,
  { accountId, role }: { accountId: string; role: Role },
  id: string,
): Promise<void> {
  await change(ctx, async trx => {
    const revoked = await revoke(trx, id, isStaff(role) ? null : accountId)
    if (!revoked) throw new AppError('not_found', msg('There is no such invitation.'))
    const { ownerId, fresh } = revoked
    if (ownerId === accountId || !fresh) return
    await recordAction(trx, { actorId: accountId, action: 'revoke-invitation', accountId: ownerId })
  })
}

/** @throws {AppError} `not_found`, or `forbidden` with why it is worth nothing any more */
export async function lookAtInvitation(ctx: Context, code: string): Promise<{ by: AccountRef; email: string | null }> {
  const { by, email } = await requireInvitation(ctx.db, code)
  return { by, email }
}

async function requireInvitation(db: Context['db'], code: string): Promise<Invited> {
  const invited = await findInvitation(db, hashCode(code))
  if (!invited)
    throw new AppError('not_found', msg('There is no such invitation. Check that the link is whole.'), {
      fields: { invitation: msg('There is no such invitation.') },
    })
  const { problem } = invited
  if (problem === 'used') throw refusal(msg('This invitation has been used up. Ask for another one.'))
  if (problem === 'expired') throw refusal(msg('This invitation has expired. Ask for another one.'))
  if (problem === 'revoked') throw refusal(msg('This invitation has been taken back. Ask for another one.'))
  return invited
}

function refusal(message: string): AppError {
  return new AppError('forbidden', message, { fields: { invitation: message } })
}

const isFor = (invited: Invited, email: string) => !invited.email || invited.email.toLowerCase() === email.toLowerCase()

/** By whom somebody new comes in; null where nobody is needed. */
export type Admission = Pick<Invited, 'id' | 'accountId'> | null

/**
 * Whether somebody new may come in, before anything is made. The first account of an instance may always be made.
 * @throws {AppError} `forbidden` when registration is closed, or by invitation and there is none that holds for this e-mail
 */
export async function requireAdmission(
  db: Context['db'] | Transaction<Database>,
  { code, email }: { code?: string; email: string },
): Promise<Admission> {
  const { registration } = await getSettings(db)
  if (registration !== 'open' && (await isEmpty(db))) return null
  if (registration === 'closed') throw new AppError('forbidden', msg('This place takes nobody new at the moment.'))
  if (!code) {
    if (registration === 'open') return null
    throw refusal(msg('One comes here by invitation. Open the link that somebody has sent you.'))
  }
  if (registration === 'open') {
    // Whoever could come without one is not kept out by an old one.
    const invited = await findInvitation(db, hashCode(code))
    return invited && !invited.problem && isFor(invited, email) ? invited : null
  }
  const invited = await requireInvitation(db, code)
  if (!isFor(invited, email)) {
    throw refusal(msg('This invitation is for another e-mail address.'))
  }
  return invited
}

/** Uses the invitation up in the transaction in which the account is made. @throws {AppError} `forbidden` when somebody was quicker */
export async function admit(trx: Transaction<Database>, accountId: string, admission: Admission): Promise<void> {
  if (!admission) return
  if (!(await useInvitation(trx, admission.id)))
    throw refusal(msg('This invitation has been used up. Ask for another one.'))
  await writeInviter(trx, accountId, admission.accountId)
}
