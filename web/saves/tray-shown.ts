import type { Id, SaveView } from '../../server/views.ts'
import { type Arrival, arrivals, saves } from './ledger.ts'
import { type Draft, drafts, onPage } from './queue.ts'

export interface Shown {
  failed: SaveView[]
  /** What I have already. */
  kept: SaveView[]
  working: SaveView[]
  saved: Arrival[]
  sending: Draft[]
  refused: Draft[]
  keptDrafts: Draft[]
}

/** What the tray shows: nothing that the save page of this tab shows already. `known` are the ids of the saves that it shows now. */
export function toShow(known: ReadonlySet<Id>): Shown & { ids: ReadonlySet<Id> } {
  const queue = onPage.get() ? drafts.get() : []
  const elsewhere = new Set(queue.map(({ saveId }) => saveId ?? ''))
  // What the page is just sending is announced before the page is told its id.
  const only = queue.some(({ stage }) => stage === 'sending') ? known : undefined
  const mine = (id: Id | null) => !elsewhere.has(id ?? '-') && (!only || only.has(id ?? '-'))
  const open = saves.get().filter(({ id }) => mine(id))
  const saved = arrivals.get().filter(({ saveId, leavesAt }) => leavesAt > 0 && mine(saveId))
  const local = onPage.get() ? [] : drafts.get()
  const refused = local.filter(({ stage }) => stage === 'refused')
  return {
    failed: open.filter(({ state, error }) => state === 'failed' && !error?.image),
    kept: open.filter(({ error }) => error?.image),
    working: open.filter(({ state }) => state !== 'failed'),
    saved,
    sending: local.filter(({ stage }) => stage === 'waiting' || stage === 'sending'),
    refused: refused.filter(({ error }) => !error?.image),
    keptDrafts: refused.filter(({ error }) => error?.image),
    ids: new Set([...open.map(({ id }) => id), ...saved.map(({ saveId }) => saveId ?? '-')]),
  }
}
