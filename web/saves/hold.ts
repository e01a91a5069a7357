// Files that could not be handed over wait for the connection, and go on by themselves.
import { msg } from '@lit/localize'
import type { AnswerError } from '../answer-error.ts'
import { backoff } from '../backoff.ts'
import { connection } from '../socket.ts'
import { change, drafts } from './queue.ts'

/** So often in vain although the connection is there: then the server's own words help more. */
const IN_VAIN = 3

let failures = 0
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
  const serverSays = connection.get().state === 'live' && failures > IN_VAIN
  const pause = serverSays ? message : msg('Waiting for the connection…')
  for (const { key, file, stage } of drafts.get()) if (file && stage === 'waiting') change(key, { pause })
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
