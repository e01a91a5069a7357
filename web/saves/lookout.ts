// Hears of saves from the start; the tray and all that belongs to it is loaded when there is something to show.
import type { ImageView, OwnAccountView } from '../../server/views.ts'
import { session, whenSomeoneElse } from '../session.ts'
import { ask, connection, on } from '../socket.ts'
import { type Heard, hear, isWanted, type Told } from './heard.ts'

let opening = false
/** Of the page before this one, which files were on their way: what this one sends is no part of it. */
const left = remembered()
/** Whose held images this window has asked for: from then on it hears of them. */
let heldOf: string | undefined

export function lookOutForSaves(): void {
  for (const name of ['save:changed', 'save:progressed', 'save:cancelled', 'image:saved'] as const) tell(name)
  // By themselves these are no reason to show anything.
  for (const name of ['image:changed', 'image:removed'] as const) tell(name, isWanted)
  on('live:caught-up', () => void list())
  whenSomeoneElse(() => {
    heldOf = undefined
    const me = session.get()
    if (me && left) void import('./unsent.ts').then(({ tellOfUnsent }) => tellOfUnsent(me.username, left))
    if (connection.get().state === 'live') void list()
  })
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem('bowerbird-unsent')
  } catch {
    return null
  }
}

function tell<Name extends Told>(name: Name, matters = () => true): void {
  on(name, payload => {
    if (matters()) pass({ name, payload, live: connection.get().state === 'live' } as unknown as Heard)
  })
}

async function list(): Promise<void> {
  const me = session.get()
  if (!me) return
  const askedAt = performance.now()
  // Quiet: the next connection asks again.
  const [answer, held] = await Promise.all([ask('save:list', {}).catch(() => undefined), listHeld(me)])
  if (session.get()?.username !== me.username) return
  if (answer && (isWanted() || answer.saves.length > 0)) pass({ name: 'listed', saves: answer.saves, askedAt })
  if (held.length > 0) pass({ name: 'held', images: held })
}

async function listHeld({ username, saveDelay }: OwnAccountView): Promise<ImageView[]> {
  if (saveDelay === 0 || heldOf === username) return []
  heldOf = username
  const answer = await ask('image:list', { by: username, limit: 50 }).catch(() => undefined)
  if (!answer) heldOf = undefined
  return answer?.images.filter(({ heldUntil }) => heldUntil) ?? []
}

function pass(heard: Heard): void {
  if (hear(heard) || opening) return
  opening = true
  // When its code cannot be loaded, the next event tries again.
  import('./save-tray.ts').catch(() => (opening = false))
}
