// Sends the queue: addresses together, files three at a time; what is refused waits where it is, and the rest goes on.
import type { Id, ImageView } from '../../server/views.ts'
import { AnswerError, toAnswerError } from '../answer-error.ts'
import { beginSaves, sendFile } from './data.ts'
import { hear } from './heard.ts'
import { hold, isHeld, isReached, whenItGoesOn } from './hold.ts'
import { arrivals } from './ledger.ts'
import { change, type Draft, drafts, isHopeless, isOpen, remove, settleWords, wordsOf } from './queue.ts'

const AT_ONCE = 3
/** What the server takes in one request: so many addresses, and rather less than 64 KiB in all. */
const MOST_ADDRESSES = 50
const MOST_BYTES = 48 * 1024
/** The clocks of this device and of the server need not agree. */
const CLOCKS = 10 * 60_000
const underWay = new Map<string, AbortController>()
/** When a file was first sent whose answer did not come: the server may have it. */
const unanswered = new Map<string, number>()
let sending = 0

whenItGoesOn(sendFiles)
addEventListener('beforeunload', event => {
  // Words are remembered and the server goes on by itself: only files would be lost.
  if (drafts.get().some(draft => draft.file && draft.stage !== 'sent' && !isHopeless(draft))) event.preventDefault()
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
  unanswered.delete(key)
  remove(draft => draft.key === key)
}

function send(chosen: (draft: Draft) => boolean): void {
  let going = drafts.get().filter(chosen)
  settleWords(chosen)
  const keys = new Set(going.map(({ key }) => key))
  for (const key of keys) change(key, { stage: 'waiting', done: 0, error: undefined, asked: true, pause: '' })
  going = drafts.get().filter(({ key }) => keys.has(key))
  for (const portion of inPortions(going.filter(({ url }) => url !== undefined))) void begin(portion)
  sendFiles()
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

async function begin(going: Draft[]): Promise<void> {
  for (const { key } of going) change(key, { stage: 'sending' })
  try {
    const saves = await beginSaves(going.map(draft => ({ url: draft.url ?? '', ...wordsOf(draft) })))
    for (const [index, { key }] of going.entries()) change(key, { stage: 'sent', saveId: saves[index]?.id })
  } catch (error) {
    const refusal = toAnswerError(error)
    // One of them is wrong: the others need not wait for it.
    if (refusal.code === 'invalid' && going.length > 1) for (const one of going) await begin([one])
    else for (const { key } of going) change(key, { stage: 'refused', error: ofOne(refusal) })
  }
}

/** What is wrong is told by its place in the list that was sent: `saves.0.title`. */
function ofOne({ code, message, fields, image }: AnswerError): AnswerError {
  const named = Object.entries(fields).map(([name, text]) => [name.replace(/^saves\.\d+\./, ''), text] as const)
  return new AnswerError({ code, message, fields: Object.fromEntries(named), image })
}

function sendFiles(): void {
  while (sending < AT_ONCE && !isHeld()) {
    const next = drafts.get().find(({ file, stage }) => file && stage === 'waiting')
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
  const began = Date.now()
  const draft = drafts.get().find(one => one.key === key)
  try {
    if (!draft) return
    const progress = (done: number) => change(key, { done })
    const save = await sendFile(file, wordsOf(draft), progress, controller.signal)
    isReached()
    unanswered.delete(key)
    change(key, { stage: 'sent', saveId: save.id })
  } catch (error) {
    if (!controller.signal.aborted) refuse(key, toAnswerError(error), began)
  } finally {
    underWay.delete(key)
  }
}

/** What did not get through waits; what is there since a try whose answer was lost is saved. */
function refuse(key: string, error: AnswerError, began: number): void {
  if (error.code === 'unavailable') {
    if (!unanswered.has(key)) unanswered.set(key, began)
    change(key, { stage: 'waiting', done: 0 })
    return hold(error)
  }
  isReached()
  const since = unanswered.get(key)
  unanswered.delete(key)
  const saveId = error.code === 'conflict' && error.image && since ? saveOf(error.image, since) : undefined
  change(key, saveId ? { stage: 'sent', saveId } : { stage: 'refused', error })
}

/** The save that an image of a lost answer comes from. What I have had for longer comes from none: to undo it would take away something else. */
function saveOf(image: ImageView, since: number): Id | undefined {
  const arrival = arrivals.get().find(one => one.image.id === image.id)
  if (arrival?.saveId) return arrival.saveId
  if (Date.parse(image.bookmarkedAt) < since - CLOCKS) return undefined
  // Its own name was in the answer that was lost.
  const saveId = `unanswered-${image.id}`
  hear({ name: 'image:saved', payload: { cursor: '', image, alike: [], saveId }, live: true })
  return arrivals.get().find(one => one.image.id === image.id)?.saveId ?? undefined
}
