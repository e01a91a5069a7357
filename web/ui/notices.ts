// Short messages for the person, from anywhere: shown by `<toast-stack>`.
import { Value } from '../observe.ts'

export interface Notice {
  id: number
  message: string
  kind: 'plain' | 'error'
  /** Takes back what the message says has been done. */
  undo?: () => void
  /** Milliseconds. */
  stay: number
}

export const notices = new Value<Notice[]>([])

const STAY = 6_000
/** There is something to decide. */
const STAY_TO_UNDO = 12_000
const timers = new Map<number, ReturnType<typeof setTimeout>>()
let held = false
let last = 0

/** @param stay milliseconds */
export function notify(message: string, kind: Notice['kind'] = 'plain', stay: number = STAY): void {
  show({ id: ++last, message, kind, stay })
}

/** Says what has been done, with a button that takes it back. */
export function notifyUndo(message: string, undo: () => void): void {
  show({ id: ++last, message, kind: 'plain', undo, stay: STAY_TO_UNDO })
}

export function dismiss(id: number): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
  notices.set(notices.get().filter(notice => notice.id !== id))
}

/** Whoever is here now has done nothing that could be taken back. */
export function dismissUndos(): void {
  for (const { id, undo } of notices.get()) if (undo) dismiss(id)
}

/** While one of them is pointed at or has the focus, none goes away by itself. */
export function hold(on: boolean): void {
  held = on
  for (const notice of notices.get()) count(notice)
}

function show(notice: Notice): void {
  // The same sentence twice says no more than once.
  for (const same of notices.get().filter(({ message }) => message === notice.message)) dismiss(same.id)
  notices.set([...notices.get(), notice].slice(-3))
  count(notice)
}

function count({ id, stay }: Notice): void {
  clearTimeout(timers.get(id))
  const timer = held ? undefined : setTimeout(() => dismiss(id), stay)
  if (timer) timers.set(id, timer)
}
