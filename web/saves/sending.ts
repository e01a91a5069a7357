// Sends the queue: addresses together, files three at a time; what is refused waits where it is, and the rest goes on.
import { AnswerError, toAnswerError, unreachable } from '../answer-error.ts'
import { whenSomeoneElse } from '../session.ts'
import { beginSaves, sendFile } from './data.ts'
import { hold, isHeld, isReached, whenItGoesOn } from './hold.ts'
import { isAway, keepWaiting, letGo, takeOver } from './outbox.ts'
import { change, type Draft, drafts, isHopeless, isMine, isOpen, remove, settleWords, wordsOf } from './queue.ts'

const AT_ONCE = 3
/** What the server takes in one request: so many addresses, and rather less than 64 KiB in all. */
const MOST_ADDRESSES = 50
const MOST_BYTES = 48 * 1024
const underWay = new Map<string, AbortController>()
let sending = 0

whenItGoesOn(goOn)
// Its cookie may be that of the next one before it has arrived.
whenSomeoneElse(() => {
  for (const controller of underWay.values()) controller.abort()
})
addEventListener('beforeunload', event => {
  // Words are remembered and the server goes on by itself: only files would be lost.
  if (drafts.get().some(draft => draft.file && !draft.kept && draft.stage !== 'sent' && !isHopeless(draft)))
    event.preventDefault()
})

/** Everything that has not been sent, once more also what was refused. */
export function sendAll(): void {
  for (const { key, stage } of drafts.get()) if (stage !== 'sent') change(key, { asked: true })
  send(isOpen)
}

export function sendOne(key: string): void {
  send(draft => draft.key === key && isOpen(draft))
}

/** Of what is on its way nothing is kept. */
export function cancelSending(key: string): void {
  underWay.get(key)?.abort()
  void letGo(drafts.get().find(draft => draft.key === key))
  remove(draft => draft.key === key)
}

function send(chosen: (draft: Draft) => boolean): void {
  const keys = new Set(
    drafts
      .get()
      .filter(chosen)
      .map(({ key }) => key),
  )
  settleWords(chosen)
  for (const key of keys) change(key, { stage: 'waiting', done: 0, error: undefined, asked: true, pause: '' })
  goOn()
  if (isHeld()) keepAll()
}

/** Also what was left by a window that is gone. */
export async function sendWhatWaits(): Promise<void> {
  if ((await takeOver()) > 0) goOn()
}

function goOn(): void {
  if (isAway()) return hold(unreachable())
  const addresses = drafts.get().filter(draft => draft.url !== undefined && draft.stage === 'waiting' && isMine(draft))
  for (const portion of inPortions(addresses)) void begin(portion)
  sendFiles()
}

function keepAll(): void {
  for (const draft of drafts.get()) if (draft.stage === 'waiting') void keepWaiting(draft)
}

function inPortions(going: Draft[]): Draft[][] {
  const portions: Draft[][] = []
  let bytes = Infinity
  for (const draft of going) {
    const size = new TextEncoder().encode(JSON.stringify({ url: draft.url, ...wordsOf(draft) })).length
    const portion = portions.at(-1)
    if (portion && portion.length < MOST_ADDRESSES && bytes + size <= MOST_BYTES) {
      portion.push(draft)
      bytes += size
    } else {
      portions.push([draft])
      bytes = size
    }
  }
  return portions
}

async function begin(all: Draft[]): Promise<void> {
  // Between one and the next somebody else may have come.
  const going = all.filter(isMine)
  if (going.length === 0) return
  for (const { key } of going) change(key, { stage: 'sending' })
  try {
    const saves = await beginSaves(
      going.map(draft => ({ url: draft.url ?? '', key: draft.saveKey, ...wordsOf(draft) })),
    )
    isReached()
    for (const [index, { key }] of going.entries()) settle(key, { stage: 'sent', saveId: saves[index]?.id })
  } catch (error) {
    const refusal = toAnswerError(error)
    if (refusal.code === 'unavailable') return wait(going, refusal)
    isReached()
    // One of them is wrong: the others need not wait for it.
    if (refusal.code === 'invalid' && going.length > 1) for (const one of going) await begin([one])
    else for (const { key } of going) settle(key, { stage: 'refused', error: ofOne(refusal) })
  }
}

/** What is wrong is told by its place in the list that was sent: `saves.0.title`. */
function ofOne({ code, message, fields, image }: AnswerError): AnswerError {
  const named = Object.entries(fields).map(([name, text]) => [name.replace(/^saves\.\d+\./, ''), text] as const)
  return new AnswerError({ code, message, fields: Object.fromEntries(named), image })
}

function sendFiles(): void {
  while (sending < AT_ONCE && !isHeld()) {
    const next = drafts.get().find(draft => draft.file && draft.stage === 'waiting' && isMine(draft))
    if (!next?.file) return
    sending++
    void sendTheFile(next.key, next.file).finally(() => {
      sending--
      sendFiles()
    })
  }
}

async function sendTheFile(key: string, file: File): Promise<void> {
  const controller = new AbortController()
  underWay.set(key, controller)
  change(key, { stage: 'sending', done: 0, pause: '' })
  const draft = drafts.get().find(one => one.key === key)
  try {
    if (!draft) return
    const progress = (done: number) => change(key, { done })
    const save = await sendFile(file, draft.saveKey, wordsOf(draft), progress, controller.signal)
    isReached()
    settle(key, { stage: 'sent', saveId: save.id })
  } catch (error) {
    if (!draft || controller.signal.aborted) return
    const refusal = toAnswerError(error)
    if (refusal.code === 'unavailable') return wait([draft], refusal)
    isReached()
    settle(key, { stage: 'refused', error: refusal })
  } finally {
    underWay.delete(key)
  }
}

/** What did not get through waits. The server may have it: it will know it by its key. */
function wait(those: Draft[], error: AnswerError): void {
  for (const { key } of those) change(key, { stage: 'waiting', done: 0 })
  hold(error)
  keepAll()
}

/** The server has answered: nothing of it waits any more. */
function settle(key: string, news: Partial<Draft>): void {
  const draft = drafts.get().find(one => one.key === key)
  change(key, news)
  void letGo(draft)
}
