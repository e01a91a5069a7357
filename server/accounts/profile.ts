// The profile: what people decide and say about themselves.
import { msg } from '@lit/localize'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { everyTab, followersOf, tabsOf, visitorsOf, type NewEvent } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { addPoints } from '../database/throttle.ts'
import { AppError } from '../errors.ts'
import type { OwnAccountView } from '../views.ts'
import type { AccountChanges } from './profile-schema.ts'
import { findOwnView, updateAccount } from './queries.ts'

/** Whether the account is private is decided elsewhere: it concerns those who follow, too. */
type ProfileChanges = Omit<AccountChanges, 'private'>

/** What everybody may see of it. */
const shown = ['name', 'bio', 'site'] as const

const mostNamesAnHour = 30

/**
 * Changes what is given: the person's own tabs are told all of it, others what they may see.
 * @throws {AppError} `too_many` for yet another name
 */
export async function editAccount(ctx: Context, accountId: string, changes: ProfileChanges): Promise<OwnAccountView> {
  const before = await findOwnView(ctx.db, accountId)
  const renamed = changes.name !== undefined && changes.name !== before?.name
  if (renamed) await countName(ctx, accountId)
  return change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    if (Object.keys(changes).length > 0) {
      const { username } = await updateAccount(trx, accountId, changes)
      await recordEvents(trx, editEvents(accountId, username, changes, renamed))
    }
    return (await findOwnView(trx, accountId))!
  })
}

/** Each is told to every socket: one person may not do that without end. */
async function countName(ctx: Context, accountId: string): Promise<void> {
  const [count] = await addPoints(ctx.db, [{ key: `name:${accountId}`, seconds: 3_600 }])
  if (!count || count.points <= mostNamesAnHour) return
  const fields = { name: msg('You have changed your name very often. Try again in an hour.') }
  throw new AppError('too_many', fields.name, { fields, retryAfter: Math.max(1, Math.ceil(count.seconds)) })
}

function editEvents(accountId: string, username: string, changes: ProfileChanges, renamed: boolean): NewEvent[] {
  const told = Object.fromEntries(shown.flatMap(name => (name in changes ? [[name, changes[name]]] : [])))
  // A name stands on any screen: beside images, in lists, in stories.
  const groups = renamed ? [everyTab] : [tabsOf(accountId), visitorsOf(accountId), followersOf(accountId)]
  return [
    { name: 'account:edited', groups: [tabsOf(accountId)], payload: changes },
    ...(Object.keys(told).length > 0
      ? [{ name: 'account:changed', groups, subjects: [accountId], payload: { username, ...told } }]
      : []),
  ]
}
