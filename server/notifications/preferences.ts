// How people want to be told: by which ways of which kind, and how often by mail.
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { tellAgain } from './notifications.ts'
import type { DigestInterval, NotificationKind, PreferencesView, PreferenceView } from '../protocol.ts'
import { findDigest, listPreferences, updateDigest, upsertPreference } from './preference-queries.ts'

/** In the order in which the settings list them. */
export const kinds = [
  'followed',
  'requested',
  'approved',
  'liked',
  'saved',
  'mentioned',
  'joined',
] as const satisfies NotificationKind[]

const everything = { app: true, digest: true, push: true }

/** Everything is on until it is switched off; a digest comes weekly, to whoever has confirmed the e-mail, when something is unread. */
export async function getPreferences(db: Context['db'], accountId: string): Promise<PreferencesView> {
  const set = new Map((await listPreferences(db, accountId)).map(row => [row.kind, row]))
  return {
    kinds: kinds.map(kind => set.get(kind) ?? { kind, ...everything }),
    digest: await findDigest(db, accountId),
  }
}

export interface PreferenceChange extends Partial<Omit<PreferenceView, 'kind'>> {
  kind?: NotificationKind | undefined
  every?: DigestInterval | undefined
}

/** Changes what is given; the person's other tabs are told. */
export async function prefer(
  ctx: Context,
  accountId: string,
  { kind, every, ...ways }: PreferenceChange,
): Promise<PreferencesView> {
  return change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    const before = await getPreferences(trx, accountId)
    const row = before.kinds.find(row => row.kind === kind)
    if (row) await upsertPreference(trx, accountId, { ...row, ...ways })
    if (row && ways.app !== undefined && ways.app !== row.app) await tellAgain(trx, accountId)
    if (every && every !== before.digest) await updateDigest(trx, accountId, every)
    const payload = await getPreferences(trx, accountId)
    await recordEvents(trx, [{ name: 'notification:preferred', groups: [tabsOf(accountId)], payload }])
    return payload
  })
}
