// The copy of everything that is mine: as the server has it, and how far it has come.
import type { ExportView } from '../../server/protocol-own.ts'
import { Value } from '../observe.ts'
import { whenSomeoneElse } from '../session.ts'
import { ask, on } from '../socket.ts'

/** Undefined until the server has said; null when there is none. */
export const copy = new Value<ExportView | null | undefined>(undefined)

on('export:changed', ({ export: view }) => copy.set(view))
on('export:progressed', ({ id, done, total }) => {
  const view = copy.get()
  if (view?.id === id && view.state !== 'ready') copy.set({ ...view, state: 'working', done, total })
})
on('live:resync', () => void lookForCopy())
whenSomeoneElse(() => copy.set(undefined))

export async function lookForCopy(): Promise<void> {
  copy.set((await ask('export:get', {})).export)
}

export async function beginCopy(): Promise<void> {
  copy.set((await ask('export:begin', {})).export)
}

export async function removeCopy(): Promise<void> {
  await ask('export:remove', {})
  copy.set(null)
}
