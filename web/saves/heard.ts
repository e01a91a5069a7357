// What is told of saves, kept for the ledger until its code is here.
import type { Broadcasts } from '../../server/protocol.ts'
import type { ImageView, SaveView } from '../../server/views.ts'

export type Told =
  'save:changed' | 'save:progressed' | 'save:cancelled' | 'image:saved' | 'image:changed' | 'image:removed'

/** `live` is false for what happened while this window was away. */
export type Heard =
  | { [Name in Told]: { name: Name; payload: Broadcasts[Name]; live: boolean } }[Told]
  /** Everything that is not saved yet, as it was at some time after `askedAt` (of `performance.now()`). */
  | { name: 'listed'; saves: SaveView[]; askedAt: number }
  /** What nobody else sees yet, newest first. */
  | { name: 'held'; images: ImageView[] }

const waiting: Heard[] = []
let listener: ((heard: Heard) => void) | undefined

/** Whether something waits, or is listened to. */
export function isWanted(): boolean {
  return listener !== undefined || waiting.length > 0
}

/** Returns whether somebody has listened. */
export function hear(heard: Heard): boolean {
  if (listener) listener(heard)
  else waiting.push(heard)
  return listener !== undefined
}

/** From now on it is told; first of all what has been waiting. */
export function takeOver(listen: (heard: Heard) => void): void {
  listener = listen
  waiting.splice(0).forEach(listen)
}
