// Words outlive a reload and a sign-out, in this tab; of files no more than their names.
import { Value } from '../observe.ts'
import { session, whenSomeoneElse } from '../session.ts'
import type { Words } from './data.ts'
import { addAddresses, common, drafts, fingerprint, isOver, ownWords, whenTheyGo } from './queue.ts'
import { rememberUnsent } from './unsent.ts'

interface Remembered {
  username: string
  common: Words
  addresses: ({ url: string; saveKey: string } & Partial<Words>)[]
  /** By the fingerprint of the file: it gets its words again when it is chosen again. */
  files: Record<string, Partial<Words>>
}

const KEY = 'bowerbird-drafts'
const files = new Value<Record<string, Partial<Words>>>({})
let owner: string | undefined
let timer: ReturnType<typeof setTimeout> | undefined

// The queue forgets what another has written: it is remembered before, and found again after that.
whenTheyGo(keep)
whenSomeoneElse(recall)
drafts.subscribe(later)
common.subscribe(later)
addEventListener('pagehide', keep)
recall()

export function wordsOfFile(file: File): Partial<Words> | undefined {
  return files.get()[fingerprint(file)]
}

function recall(): void {
  const username = session.get()?.username
  if (username === owner) return
  owner = username
  files.set({})
  const kept = username ? read() : undefined
  if (kept?.username !== username || !kept) return keep()
  files.set(kept.files)
  common.set({ ...common.get(), ...kept.common })
  addAddresses(kept.addresses)
}

function later(): void {
  clearTimeout(timer)
  timer = setTimeout(keep, 300)
}

function keep(): void {
  clearTimeout(timer)
  if (!owner) return
  const open = drafts.get().filter(draft => !isOver(draft) && !draft.kept)
  const underWay = open.filter(({ stage }) => stage === 'waiting' || stage === 'sending')
  rememberUnsent({ username: owner, names: underWay.flatMap(({ file }) => file?.name ?? []) })
  const over = new Set(drafts.get().flatMap(draft => (draft.file && isOver(draft) ? [fingerprint(draft.file)] : [])))
  if (over.size > 0) files.set(Object.fromEntries(Object.entries(files.get()).filter(([print]) => !over.has(print))))
  const words = open.flatMap(draft => (draft.file ? [[fingerprint(draft.file), ownWords(draft)] as const] : []))
  const kept: Remembered = {
    username: owner,
    common: common.get(),
    addresses: open.flatMap(draft =>
      draft.url ? [{ url: draft.url, saveKey: draft.saveKey, ...ownWords(draft) }] : [],
    ),
    files: { ...files.get(), ...Object.fromEntries(words) },
  }
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept))
  } catch {
    // Full or switched off: nothing is remembered.
  }
}

function read(): Remembered | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
