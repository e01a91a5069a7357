// What could not be handed over waits for the connection, and goes on by itself.
import { msg } from '@lit/localize'
import type { AnswerError } from '../answer-error.ts'
import { backoff } from '../backoff.ts'
import { connection } from '../socket.ts'
import { change, type Draft, drafts } from './queue.ts'

/** So often in vain although the connection is there: then the server's own words help more. */
const IN_VAIN = 3

let failures = 0
/** Of the server, the last time. */
let words = ''
let timer: ReturnType<typeof setTimeout> | undefined
let goOn: () => void = () => undefined

connection.subscribe(() => connection.get().state === 'live' && proceed())

/** What to do when it may be tried again. */
export function whenItGoesOn(listener: () => void): void {
  goOn = listener
}

export function isHeld(): boolean {
  return timer !== undefined
}

/** All that waits does so until the connection is back, or until a pause that grows is over. */
export function hold({ message }: AnswerError): void {
  if (timer === undefined) timer = setTimeout(proceed, backoff(failures++))
  words = message
  whatWaits()
}

/** Says of each why it waits. */
export function whatWaits(): void {
  if (!isHeld()) return
  const isLive = connection.get().state === 'live'
  for (const draft of drafts.get()) {
    if (draft.stage !== 'waiting') continue
    const pause =
      isLive && failures > IN_VAIN ? words : isLive ? msg('Waiting for the connection…') : waitsInWords(draft)
    if (pause !== draft.pause) change(draft.key, { pause })
  }
}

function waitsInWords({ kept, full }: Draft): string {
  if (kept) return msg('Waits for a connection. It is kept on this device.')
  if (full) return msg('Waits for a connection. There is no room to keep it: leave this window open.')
  return msg('Waits for a connection.')
}

/** The server has answered, whatever it said. */
export function isReached(): void {
  failures = 0
}

function proceed(): void {
  if (timer === undefined) return
  clearTimeout(timer)
  timer = undefined
  goOn()
}
