// Keeps what was last seen on this device, and gives it back while the server cannot be asked. Loaded when the first page stands, or at
// once where the service worker has opened that page without a connection.
import { msg, str } from '@lit/localize'
import type { Data, Input, RequestName } from '../../server/protocol.ts'
import { AnswerError, toAnswerError, unreachable } from '../answer-error.ts'
import { openedOffline } from '../first-screen.ts'
import { goneImages } from '../images/data.ts'
import { whenIdle } from '../idle.ts'
import { language } from '../language/current.ts'
import { languageOf } from '../locale.ts'
import { session } from '../session.ts'
import { away, connection, lookAgain } from '../socket.ts'
import { asShown, imagesIn, tooMuch, without } from './bounds.ts'
import { drop, findKept, forgetPerson, keep, type Kept, listKept } from './device.ts'
import { keepPictures } from './pictures.ts'

const kinds: ReadonlySet<string> = new Set([
  'account:get',
  'activity:list',
  'image:get',
  'image:list',
  'image:popular',
  'notification:list',
])
/** Milliseconds: what comes together is tidied up together. */
const PAUSE = 2_000

let owner: string | undefined
/** Opened from the device, it shows what was kept until it is live. */
let untilLive = openedOffline
/** Whether something was shown that may be of yesterday. */
let shown = false
/** Of what is shown: in milliseconds. */
let from: number | undefined
let timer: ReturnType<typeof setTimeout> | undefined
/** What is written, one thing after the other. */
let work: Promise<unknown> = Promise.resolve()

session.subscribe(learnWho)
language.subscribe(learnWho)
goneImages.subscribe(() => goneImages.get().size > 0 && then(dropGone))
connection.subscribe(learnConnection)
addEventListener('offline', learnConnection)
addEventListener('online', learnConnection)
learnWho()
learnConnection()

/** Asks, and keeps the answer; without a connection what was kept is the answer, or a refusal at once. */
export async function askAndKeep<Name extends RequestName>(
  name: Name,
  input: Input<Name>,
  send: () => Promise<Data<Name>>,
): Promise<Data<Name>> {
  if (isOffline()) return recall(name, input, unreachableOffline)
  if (!kinds.has(name)) return send()
  try {
    const asked = owner
    const data = await send()
    return asked === owner ? remember(name, input, data) : data
  } catch (error) {
    const refusal = toAnswerError(error)
    if (refusal.code === 'not_found') void then(() => drop('kept', keyOf(name, input)))
    if (refusal.code !== 'unavailable') throw refusal
    return recall(name, input, () => refusal)
  }
}

function isOffline(): boolean {
  return connection.get().state !== 'live' && (!navigator.onLine || untilLive)
}

function unreachableOffline(): AnswerError {
  if (navigator.onLine) return unreachable()
  return new AnswerError({ code: 'unavailable', message: msg('You are offline. This needs a connection.') })
}

async function recall<Name extends RequestName>(
  name: Name,
  input: Input<Name>,
  refusal: () => AnswerError,
): Promise<Data<Name>> {
  const kept = kinds.has(name) ? await find(name, input).catch(() => undefined) : undefined
  if (!kept || kept.owner !== owner) throw refusal()
  shown = true
  from = kept.at
  say()
  return asShown(kept.data) as Data<Name>
}

async function find(name: string, input: object): Promise<Kept | undefined> {
  const kept = await findKept('kept', keyOf(name, input))
  if (kept || name !== 'image:get') return kept
  // Whatever stands in a wall can be opened from it.
  const { id } = input as { id: string }
  for (const one of await listKept('kept')) {
    const data = imagesIn(one.data).find(image => image.id === id)
    if (data) return { ...one, data }
  }
  return undefined
}

/** The first page of a list stands for the whole of it. */
function keyOf(name: string, input: object): string {
  const { limit: _limit, at: _at, ...rest } = input as Record<string, unknown>
  const words = Object.entries(rest).filter(([, value]) => value !== undefined)
  return JSON.stringify([owner, name, ...words.sort(([one], [other]) => (one < other ? -1 : 1))])
}

export function remember<Name extends RequestName>(name: Name, input: Input<Name>, data: Data<Name>): Data<Name> {
  const { before, after, at } = input as Partial<Record<string, unknown>>
  if (owner === undefined || !kinds.has(name) || before || after || at) return data
  const [key, whose, time] = [keyOf(name, input), owner, Date.now()]
  void then(async () => {
    if (whose !== owner) return
    await keep('kept', { key, owner: whose, name, data, at: time, size: JSON.stringify(data).length })
    later()
  })
  return data
}

/** In its turn; what this browser refuses to keep is not kept. */
function then(act: () => Promise<unknown>): Promise<unknown> {
  work = work.then(act).catch((error: unknown) => console.warn(error))
  return work
}

function later(): void {
  timer ??= setTimeout(() => {
    timer = undefined
    whenIdle(() => then(tidy))
  }, PAUSE)
}

async function tidy(): Promise<void> {
  if (owner === undefined) return
  const all = await listKept('kept')
  const gone = new Set(tooMuch(all, owner))
  for (const { key } of gone) await drop('kept', key)
  const rest = all.filter(kept => !gone.has(kept)).toSorted((one, other) => other.at - one.at)
  await keepPictures(
    rest.flatMap(({ data }) => imagesIn(data)),
    !navigator.onLine,
  )
}

/** Private is private at once: what is taken back, or not for me any more, goes from here too. */
async function dropGone(): Promise<void> {
  const gone = goneImages.get()
  for (const kept of await listKept('kept')) {
    const data = without(kept.data, gone)
    if (data === undefined) await drop('kept', kept.key)
    else if (JSON.stringify(data).length !== kept.size)
      await keep('kept', { ...kept, data, size: JSON.stringify(data).length })
  }
  await tidy()
}

/** Nothing of one person stays for another, nor when the session is over. */
function learnWho(): void {
  const account = session.get()
  if (account === undefined) return
  const now = account?.username ?? ''
  const first = owner === undefined
  const changed = owner !== now
  owner = now
  void then(async () => {
    const before = (await findKept('facts', 'session'))?.account
    const other = before !== undefined && (before?.username ?? '') !== now
    if (other || (changed && !first)) await forgetPerson(false)
    // What waits to be saved outlasts a session that ends by itself, but nobody else's beginning.
    if (now !== '') for (const save of await listKept('saves')) if (save.owner !== now) await drop('saves', save.key)
    if (now === owner) await keep('facts', { key: 'session', account, language: language.get(), at: Date.now() })
  })
}

function learnConnection(): void {
  const { state } = connection.get()
  if (state === 'offline') from ??= Date.now()
  if (state === 'live') {
    from = undefined
    untilLive = false
    if (shown) lookAgain()
    shown = false
  }
  say()
}

function say(): void {
  if (!isOffline() || from === undefined) return away.set('')
  const since = new Date(from)
  const today = since.toDateString() === new Date().toDateString()
  const time = since.toLocaleString(languageOf(), {
    ...(!today && { dateStyle: 'medium' }),
    timeStyle: 'short',
  })
  away.set(
    navigator.onLine
      ? msg(str`Bowerbird cannot be reached. This is from ${time}.`)
      : msg(str`You are offline. This is from ${time}.`),
  )
}
