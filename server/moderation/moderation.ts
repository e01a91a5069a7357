// Moderation: who keeps order, and what they may do to an account or an image that breaks it.
import { msg } from '@lit/localize'
import type { Transaction } from 'kysely'
import { restoreAccount, withdrawAccount } from '../accounts/accounts.ts'
import { recordAction } from '../administration/administration.ts'
import { roleChanged } from '../blocks/blocks.ts'
import { change } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { groupClosed, tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { cutPage, top } from '../database/page.ts'
import type { Database } from '../database/tables.ts'
import { AppError } from '../errors.ts'
import { takeAway } from '../images/images.ts'
import type { Role } from '../policy/requests.ts'
import type { PersonView } from '../protocol-moderation.ts'
import { endSessions } from '../sessions/sessions.ts'
import { closeTokens } from '../tokens/tokens.ts'
import {
  countOtherAdministrators,
  findOwnerOf,
  findPerson,
  findRole,
  listPeopleRows,
  lockPerson,
  updateRole,
  updateSuspension,
  type Standing,
} from './queries.ts'

type Trx = Transaction<Database>

const rank: Record<Role, number> = { person: 0, moderator: 1, administrator: 2 }

/**
 * Gives a person another role. They hear of it in their open windows; when it is a lower one, their sockets are then closed: what they
 * were told as one who keeps order ends there, on every node.
 * @throws {AppError} `not_found`; `conflict` for the last administrator, and for somebody who is suspended or leaving
 */
export async function setRole(ctx: Context, actorId: string, username: string, role: Role): Promise<PersonView> {
  return getPerson(ctx, actorId, await giveRole(ctx, { actorId, username, role }))
}

/** The same by whoever runs the server, who may be nobody here. @returns the account's id */
export async function giveRole(
  ctx: Context,
  { actorId, username, role, reason = '' }: { actorId: string | null; username: string; role: Role; reason?: string },
): Promise<string> {
  return change(ctx, async trx => {
    const person = await requirePerson(trx, username)
    if (person.role === role) return person.id
    if (person.role === 'administrator' && (await countOtherAdministrators(trx, person.id)) === 0) {
      throw new AppError('conflict', msg('Somebody has to run this place. Make somebody else an administrator first.'))
    }
    if (!person.active) throw new AppError('conflict', msg('This account is suspended, or about to be deleted.'))
    await updateRole(trx, person.id, role)
    await roleChanged(trx, person.id)
    await recordAction(trx, { actorId, action: `make-${role}`, accountId: person.id, reason })
    await recordEvents(trx, [
      { name: 'account:edited', groups: [tabsOf(person.id)], payload: { role } },
      ...(rank[role] < rank[person.role] ? [groupClosed(tabsOf(person.id))] : []),
    ])
    // Of their tokens some do not hear what their account is told, and would go on hearing what moderators are told.
    if (rank[role] < rank[person.role]) await closeTokens(trx, person.id)
    return person.id
  })
}

/**
 * Signs an account out everywhere, at once and on every node, and hides it from everybody but those who keep order.
 * @throws {AppError} `not_found`; `forbidden` for somebody of the same rank or a higher one
 */
export async function suspendAccount(
  ctx: Context,
  actorId: string,
  username: string,
  reason: string,
): Promise<PersonView> {
  return getPerson(ctx, actorId, await change(ctx, trx => suspend(trx, actorId, username, reason)))
}

/** The same in the transaction of whoever decides it. @returns the account's id */
export async function suspend(trx: Trx, actorId: string, username: string, reason: string): Promise<string> {
  const person = await requireLower(trx, actorId, username)
  if (person.suspended) return person.id
  await updateSuspension(trx, person.id, reason)
  await endSessions(trx, person.id)
  await withdrawAccount(trx, person.id)
  await recordAction(trx, { actorId, action: 'suspend', accountId: person.id, reason })
  return person.id
}

/** Everything is there again; they have to sign in. @throws {AppError} as `suspendAccount` */
export async function liftSuspension(ctx: Context, actorId: string, username: string): Promise<PersonView> {
  const id = await change(ctx, async trx => {
    const person = await requireLower(trx, actorId, username)
    if (!person.suspended) return person.id
    await updateSuspension(trx, person.id, null)
    if (!person.leaving) await restoreAccount(trx, person.id)
    await recordAction(trx, { actorId, action: 'restore', accountId: person.id })
    return person.id
  })
  return getPerson(ctx, actorId, id)
}

/** Takes anybody's image away, as if its owner had. @throws {AppError} `not_found` */
export async function removeAnyImage(ctx: Context, actorId: string, id: string, reason: string): Promise<void> {
  await change(ctx, trx => removeImageOf(ctx, trx, actorId, id, reason))
}

/** The same in the transaction of whoever decides it, before its first write. */
export async function removeImageOf(
  ctx: Context,
  trx: Trx,
  actorId: string,
  id: string,
  reason: string,
): Promise<void> {
  const owner = await findOwnerOf(trx, id)
  if (!owner || !(await takeAway(trx, ctx.groups, owner, id))) {
    throw new AppError('not_found', msg('This image does not exist, or not any more.'))
  }
  await recordAction(trx, { actorId, action: 'remove-image', accountId: owner, imageId: id, reason })
}

export interface PeopleQuery {
  text?: string
  role?: Role
  state?: 'suspended' | 'leaving'
  before?: string
  limit: number
}

/** Newest first. E-mails are for administrators. */
export async function listPeople(
  ctx: Context,
  actorId: string,
  { text = '', role, state, before = top, limit }: PeopleQuery,
): Promise<{ people: PersonView[]; next: string | null }> {
  const byEmail = (await findRole(ctx.db, actorId)) === 'administrator'
  const filter = { text, role: role ?? null, state: state ?? null, byEmail }
  const { rows, next } = cutPage(await listPeopleRows(ctx.db, { ...filter, before, limit: limit + 1 }), limit)
  return { people: rows.map(({ view }) => (byEmail ? view : { ...view, email: null })), next }
}

async function getPerson(ctx: Context, actorId: string, id: string): Promise<PersonView> {
  const person = (await findPerson(ctx.db, id))!
  return (await findRole(ctx.db, actorId)) === 'administrator' ? person : { ...person, email: null }
}

async function requirePerson(trx: Trx, username: string): Promise<Standing> {
  const person = await lockPerson(trx, username)
  if (!person) throw new AppError('not_found', msg('There is nobody with this username.'))
  return person
}

async function requireLower(trx: Trx, actorId: string, username: string): Promise<Standing> {
  const person = await requirePerson(trx, username)
  const role = await findRole(trx, actorId)
  if (!role || rank[role] <= rank[person.role]) {
    throw new AppError(
      'forbidden',
      person.role === 'administrator'
        ? msg('Administrators cannot be suspended. Another administrator takes the role from them first.')
        : msg('Only an administrator can do that to a moderator.'),
    )
  }
  return person
}
