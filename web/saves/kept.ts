// What I have already is no failure: it is said for a while, and then let go of on all my devices.
import type { SaveView } from '../../server/views.ts'
import { cancel } from './ledger.ts'
import { paced } from './paced.ts'
import type { Draft } from './queue.ts'
import { cancelSending } from './sending.ts'

const SHOWN_FOR = 15_000
/** By the id of its save, or the key of its draft. */
const leavesAt = new Map<string, number>()

/** Told again and again of what is shown. */
export function letGoOfKept(saves: readonly SaveView[], drafts: readonly Draft[]): void {
  for (const { key } of drafts) if (isOver(key)) cancelSending(key)
  const over = saves.filter(({ id }) => isOver(id))
  // Quiet: what cannot be let go of now stays as long again.
  void paced(over, ({ id }) => cancel(id))
}

export function keepUntil(least: number): void {
  for (const [key, time] of leavesAt) leavesAt.set(key, Math.max(time, least))
}

function isOver(key: string): boolean {
  const now = Date.now()
  const time = leavesAt.get(key)
  if (time !== undefined && time > now) return false
  leavesAt.set(key, now + SHOWN_FOR)
  return time !== undefined
}
