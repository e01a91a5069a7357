// What I am told, and everything this asks the server. The count of the unread is one for all tabs: whoever reads, reads for all.
import type { Data, Input, NotificationView, PreferencesView } from '../../server/protocol.ts'
import { Value } from '../observe.ts'
import { session, whenSomeoneElse } from '../session.ts'
import { ask, on } from '../socket.ts'

/** How many groups are unread; 100 are that many or more. */
export const unread = new Value(0)
export const preferences = new Value<PreferencesView | undefined>(undefined)

type Change = Input<'notification:prefer'>

/** As the server has it. */
let preferred: PreferencesView | undefined
const underWay = new Set<Change>()
let version = 0n

/** Of two counts the one with the greater version is the newer, in whatever order they come. */
function learn(count: { unread: number; version: string }): void {
  if (BigInt(count.version) < version) return
  version = BigInt(count.version)
  unread.set(count.unread)
}

on('notification:changed', learn)
on('notification:read', learn)
on('notification:forgotten', learn)
on('notification:preferred', ({ kinds, digest }) => prefers({ kinds, digest }))
on('live:resync', () => void count())
whenSomeoneElse(() => {
  version = 0n
  unread.set(0)
  prefers(undefined)
  void count()
})
void count()

/** Quiet: the next broadcast says it too. */
async function count(): Promise<void> {
  if (session.get()) await list(undefined, 1).catch(() => undefined)
}

export async function list(before?: string, limit = 20): Promise<Data<'notification:list'>> {
  const answer = await ask('notification:list', { limit, ...(before && { before }) })
  learn(answer)
  return answer
}

/** Up to and including a position, on every device. */
export async function readUpTo(position: string): Promise<void> {
  if (unread.get() > 0) learn(await ask('notification:read', { upTo: position }))
}

export async function loadPreferences(): Promise<void> {
  prefers(await ask('notification:preferences', {}))
}

/** Shown at once; what the server refuses goes back. */
export async function prefer(change: Change): Promise<void> {
  underWay.add(change)
  prefers(preferred)
  try {
    preferred = await ask('notification:prefer', change)
  } finally {
    underWay.delete(change)
    prefers(preferred)
  }
}

/** The answer to one change says nothing of the next, which is on its way. */
function prefers(view: PreferencesView | undefined): void {
  preferred = view
  preferences.set(view && [...underWay].reduce(withChange, view))
}

function withChange({ kinds, digest }: PreferencesView, { kind, every, ...ways }: Change): PreferencesView {
  return { kinds: kinds.map(row => (row.kind === kind ? { ...row, ...ways } : row)), digest: every ?? digest }
}

/** Where one goes from there. */
export function pathOf({ kind, actors, count, image }: NotificationView): string {
  if (kind === 'requested') return '/settings/people'
  if (image) return `/images/${image.id}/${encodeURIComponent(image.slug)}`
  return count === 1 && actors[0] ? `/people/${actors[0].username}` : '/people'
}
