// What the server is saving for me, and what it has just saved, on whichever device I began it.
import type { ImageSaved, SaveProgressed } from '../../server/protocol.ts'
import type { AlikeView, Id, ImageView, SaveView } from '../../server/views.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { releaseImage, removeImage } from '../images/data.ts'
import { Value } from '../observe.ts'
import { whenSomeoneElse } from '../session.ts'
import * as server from './data.ts'
import { type Heard, takeOver } from './heard.ts'
import { paced } from './paced.ts'

export interface Arrival {
  image: ImageView
  alike: AlikeView[]
  saveId: Id | null
  /** Until then nobody else sees it: a time of this device, in milliseconds. */
  heldUntil: number | undefined
  /** When the tray lets it go. */
  leavesAt: number
  /** `released`: it was held, and now everybody may see it. */
  state: 'saved' | 'released' | 'busy' | 'taken-back'
  error: AnswerError | undefined
}

const UNDO = 15_000
const UNDO_WITH_ALIKE = 30_000
const LAST_WORD = 4_000
/** Of what happened while this window was away, only the last moments are news. */
const STALE = 30_000
const MOST = 300

/** Oldest first. */
export const saves = new Value<readonly SaveView[]>([])
export const steps = new Value<ReadonlyMap<Id, SaveProgressed>>(new Map())
/** Newest first. */
export const arrivals = new Value<readonly Arrival[]>([])

/** Being taken back together: they change together when it has come to an end. */
const together = new Set<Id>()
/** When each save was last heard of: a list that was asked for before knows less. */
const heardAt = new Map<Id, number>()
/** How far saves are of which nothing else was heard yet. */
const early = new Map<Id, SaveProgressed>()

whenSomeoneElse(() => {
  heardAt.clear()
  early.clear()
  saves.set([])
  steps.set(new Map())
  arrivals.set([])
})
takeOver(hear)

function hear(heard: Heard): void {
  if (heard.name === 'save:changed') keep(heard.payload.save)
  else if (heard.name === 'save:cancelled') forget(heard.payload.id)
  else if (heard.name === 'image:saved') arrive(heard.payload, heard.live)
  else if (heard.name === 'save:progressed') progress(heard.payload)
  else if (heard.name === 'listed') list(heard.saves, heard.askedAt)
  else if (heard.name === 'held')
    heard.images.toReversed().forEach(image => arrive({ image, alike: [], saveId: null }, false))
  else if (together.has(heard.payload.id)) return
  else if (heard.name === 'image:removed') patch(heard.payload.id, gone())
  else if (heard.payload.heldUntil === null) patch(heard.payload.id, released())
}

/** It may come before the beginning of its save, by a quicker way; and after the end, when it would stay for ever. */
function progress(step: SaveProgressed): void {
  if (saves.get().some(({ id }) => id === step.id)) steps.set(new Map(steps.get()).set(step.id, step))
  else if (!heardAt.has(step.id)) {
    // Of ends that were never heard of.
    if (early.size >= MOST) early.clear()
    early.set(step.id, step)
  }
}

function adopt({ id }: SaveView): void {
  const step = early.get(id)
  if (early.delete(id) && step) progress(step)
}

function keep(save: SaveView): void {
  heardAt.set(save.id, performance.now())
  const known = saves.get().some(({ id }) => id === save.id)
  saves.set(known ? saves.get().map(other => (other.id === save.id ? save : other)) : [...saves.get(), save])
  // The word of its beginning may be slower than that of how far it has come.
  if (save.state === 'failed' || save.retryAt) forgetStep(save.id)
  adopt(save)
}

function forget(id: Id): void {
  heardAt.set(id, performance.now())
  saves.set(saves.get().filter(save => save.id !== id))
  early.delete(id)
  forgetStep(id)
}

function forgetStep(id: Id): void {
  if (!steps.get().has(id)) return
  const rest = new Map(steps.get())
  rest.delete(id)
  steps.set(rest)
}

function list(listed: SaveView[], askedAt: number): void {
  const newer = (id: Id) => (heardAt.get(id) ?? -1) >= askedAt
  saves.set([...listed.filter(({ id }) => !newer(id)), ...saves.get().filter(({ id }) => newer(id))])
  listed.forEach(adopt)
}

function arrive({ image, alike, saveId }: Omit<ImageSaved, 'cursor'>, live: boolean): void {
  if (saveId !== null) forget(saveId)
  const age = Date.now() - Date.parse(image.bookmarkedAt)
  const isHeld = image.heldUntil !== null && Date.parse(image.heldUntil) > Date.now()
  if (!live && !isHeld && age > STALE) return
  if (arrivals.get().some(arrival => arrival.image.id === image.id)) return
  const held = image.heldUntil ? stillHeld(image.heldUntil, image.bookmarkedAt, live) : 0
  const stay = Math.max(alike.length > 0 ? UNDO_WITH_ALIKE : UNDO, held + LAST_WORD)
  const now = Date.now()
  const arrival: Arrival = {
    image,
    alike,
    saveId,
    heldUntil: held > 0 ? now + held : undefined,
    leavesAt: now + stay,
    state: 'saved',
    error: undefined,
  }
  arrivals.set([arrival, ...arrivals.get()].slice(0, MOST))
}

/** In milliseconds. Both times are the server's, whose clock need not be that of this device. */
function stillHeld(until: string, since: string, live: boolean): number {
  const whole = Date.parse(until) - Date.parse(since)
  return live ? whole : Math.max(1_000, Math.min(whole, Date.parse(until) - Date.now()))
}

function released(): Partial<Arrival> {
  return { state: 'released', heldUntil: undefined, leavesAt: Date.now() + LAST_WORD }
}

function gone(): Partial<Arrival> {
  return { state: 'taken-back', heldUntil: undefined, leavesAt: Date.now() + LAST_WORD }
}

export function patch(imageId: Id, change: Partial<Arrival>): void {
  if (!arrivals.get().some(({ image }) => image.id === imageId)) return
  arrivals.set(arrivals.get().map(one => (one.image.id === imageId ? { ...one, ...change } : one)))
}

export async function undo(imageId: Id): Promise<void> {
  await attempt(imageId, () => removeImage(imageId), gone)
}

/** Shown as taken back when all have been tried, so that it is said once. */
export async function undoAll(chosen: readonly Arrival[]): Promise<void> {
  for (const { image } of chosen) {
    together.add(image.id)
    patch(image.id, { state: 'busy', error: undefined })
  }
  const outcomes = await paced(chosen, ({ image }) => removeImage(image.id))
  for (const [index, { image, state }] of chosen.entries()) {
    together.delete(image.id)
    const outcome = outcomes[index]
    patch(image.id, outcome?.status === 'rejected' ? refused(state, outcome.reason) : gone())
  }
}

export async function publish(imageId: Id): Promise<void> {
  await attempt(imageId, () => releaseImage(imageId), released)
}

async function attempt(imageId: Id, send: () => Promise<unknown>, then: () => Partial<Arrival>): Promise<void> {
  const before = arrivals.get().find(({ image }) => image.id === imageId)?.state ?? 'saved'
  patch(imageId, { state: 'busy', error: undefined })
  try {
    await send()
    patch(imageId, then())
  } catch (error) {
    patch(imageId, refused(before, error))
  }
}

function refused(before: Arrival['state'], error: unknown): Partial<Arrival> {
  return { state: before, error: toAnswerError(error), leavesAt: Date.now() + UNDO }
}

/** Also lets go of what has failed. */
export async function cancel(id: Id): Promise<void> {
  await server.cancelSave(id)
  forget(id)
}

export async function retry(id: Id): Promise<void> {
  keep(await server.retrySave(id))
}
