// Short messages for the person, from anywhere: shown by `<toast-stack>`.
import { Value } from '../observe.ts'

export interface Notice {
  id: number
  message: string
  kind: 'plain' | 'error'
}

export const notices = new Value<Notice[]>([])

const STAY = 6_000
let last = 0

/** @param stay milliseconds */
export function notify(message: string, kind: Notice['kind'] = 'plain', stay: number = STAY): void {
  // The same sentence twice says no more than once.
  for (const same of notices.get().filter(notice => notice.message === message)) dismiss(same.id)
  const id = ++last
  notices.set([...notices.get(), { id, message, kind }].slice(-3))
  setTimeout(() => dismiss(id), stay)
}

export function dismiss(id: number): void {
  notices.set(notices.get().filter(notice => notice.id !== id))
}
