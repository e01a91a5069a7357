// What is about to be saved from this tab: it lives as long as the tab does, whichever page is shown.
import type { Id } from '../../server/views.ts'
import type { AnswerError } from '../answer-error.ts'
import { Value } from '../observe.ts'
import { session, whenSomeoneElse } from '../session.ts'
import type { Words } from './data.ts'

/** `sent`: the server has it, and goes on by itself; what becomes of it is in the ledger. */
export type Stage = 'draft' | 'waiting' | 'sending' | 'sent' | 'refused'

/** Words of its own where it has them; else those for all. */
export interface Draft extends Partial<Words> {
  readonly key: string
  /** Whoever has added it: it is sent as nobody else. */
  readonly owner: string | undefined
  /** For the server: asked for twice under the same, it is one save. */
  readonly saveKey: string
  /** A file, or else an address. */
  readonly file: File | undefined
  readonly url: string | undefined
  /** An address that an `img` can show. */
  readonly preview: string
  stage: Stage
  /** How much has been sent, as a fraction. */
  done: number
  error: AnswerError | undefined
  saveId: Id | undefined
  /** Whether the button has been pressed while it was here. */
  asked: boolean
  /** Why a file that waits cannot go on now; empty while it only waits for its turn. */
  pause: string
  /** Whether it is kept on this device until it is sent. */
  kept: boolean
  /** It should be, and there is no room. */
  full: boolean
}

export const MOST = 200
const none: Words = { title: '', description: '', alt: '', pageUrl: '' }

export const drafts = new Value<readonly Draft[]>([])
/** For every picture that has no words of its own. */
export const common = new Value<Words>(none)
/** What has been left out, and why. */
export const note = new Value('')
/** While the save page shows the queue, the tray does not. */
export const onPage = new Value(false)

let last = 0
let beforeTheyGo: () => void = () => undefined

// Whoever is here next finds nothing of it, and sends nothing of it. What waits on the device comes back with its owner.
whenSomeoneElse(() => {
  beforeTheyGo()
  clear()
})

/** What to do while all of it is still here, just before it goes with whoever it is of. */
export function whenTheyGo(listener: () => void): void {
  beforeTheyGo = listener
}

/** Whether it is of whoever is here. */
export function isMine({ owner }: Draft): boolean {
  return owner === session.get()?.username
}

export function wordsOf(draft: Draft): Words {
  const { title, description, alt, pageUrl } = { ...common.get(), ...ownWords(draft) }
  return { title: title.trim(), description: description.trim(), alt: alt.trim(), pageUrl: pageUrl.trim() }
}

export function ownWords(draft: Draft): Partial<Words> {
  const { title, description, alt, pageUrl } = draft
  const entries = Object.entries({ title, description, alt, pageUrl }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Partial<Words>
}

/** Sending it once more, as it is, would change nothing. */
export function isHopeless({ error }: Draft): boolean {
  return /^(conflict|unsupported|too_large)$/.test(error?.code ?? '')
}

/** Whether the button sends it. */
export function isOpen(draft: Draft): boolean {
  return draft.stage === 'draft' || (draft.stage === 'refused' && !isHopeless(draft))
}

/** Nothing more will become of it here: it makes room for what comes next. */
export function isOver(draft: Draft): boolean {
  return draft.stage === 'sent' || (draft.stage === 'refused' && draft.asked && isHopeless(draft))
}

/** How many there is room for yet. */
export function room(): number {
  return MOST - drafts.get().length
}

/**
 * A picture that is in the queue already is not added again. Returns how many were.
 * @param refused those that need not be sent, and why
 */
export function addFiles(
  files: File[],
  words: (file: File) => Partial<Words>,
  refused: ReadonlyMap<File, AnswerError> = new Map(),
): number {
  const known = new Set(drafts.get().map(({ file }) => file && fingerprint(file)))
  const fresh = files.filter(file => !known.has(fingerprint(file)) && known.add(fingerprint(file))).slice(0, room())
  add(
    fresh.map(file => ({
      ...words(file),
      file,
      url: undefined,
      preview: URL.createObjectURL(file),
      error: refused.get(file),
    })),
  )
  return fresh.length
}

export function addAddresses(pictures: ({ url: string; saveKey?: string } & Partial<Words>)[]): void {
  const known = new Set(drafts.get().map(({ url }) => url))
  const fresh = pictures.filter(({ url }) => !known.has(url) && known.add(url)).slice(0, room())
  add(fresh.map(picture => ({ ...picture, file: undefined, preview: picture.url })))
}

/** What has waited on this device since before this window was opened. */
export function addWaiting(
  saves: { key: string; file: File | undefined; url: string | undefined; words: object }[],
): void {
  const known = new Set(drafts.get().map(({ saveKey }) => saveKey))
  const fresh = saves.filter(({ key }) => !known.has(key))
  // Words remembered of the same address are those of the same save.
  remove(({ url, stage }) => stage === 'draft' && url !== undefined && fresh.some(save => save.url === url))
  add(
    fresh.map(({ key, file, url, words }) => ({
      ...words,
      saveKey: key,
      file,
      url,
      preview: file ? URL.createObjectURL(file) : (url ?? ''),
      stage: 'waiting' as const,
      asked: true,
      kept: true,
    })),
  )
}

type New = Pick<Draft, 'file' | 'url' | 'preview'> &
  Partial<Words & Pick<Draft, 'error' | 'saveKey' | 'stage' | 'asked' | 'kept'>>

function add(pictures: New[]): void {
  const made = pictures.map(picture => ({
    saveKey: drawKey(),
    stage: picture.error ? ('refused' as const) : ('draft' as const),
    asked: false,
    kept: false,
    full: false,
    ...picture,
    key: `draft-${++last}`,
    owner: session.get()?.username,
    done: 0,
    error: picture.error,
    saveId: undefined,
    pause: '',
  }))
  if (made.length === 0) return
  // What has been sent is a thing of the past as soon as something new is at hand.
  if (drafts.get().every(isOver)) clearAway()
  drafts.set([...drafts.get(), ...made])
}

/** Unlike crypto.randomUUID, there on plain http too. */
function drawKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
}

export function change(key: string, news: Partial<Draft>): void {
  drafts.set(drafts.get().map(draft => (draft.key === key ? { ...draft, ...news } : draft)))
}

/** From here on these words are theirs alone: what comes after them begins without any. */
export function settleWords(chosen: (draft: Draft) => boolean): void {
  drafts.set(
    drafts.get().map(draft => {
      if (!chosen(draft)) return draft
      // What is left empty may still be said for all, should it be refused.
      return { ...draft, ...Object.fromEntries(Object.entries(wordsOf(draft)).filter(([, text]) => text)) }
    }),
  )
  if (!drafts.get().some(draft => isOpen(draft) && !chosen(draft))) common.set(none)
}

/** Makes room for what comes next. */
export function clearAway(): void {
  drop(drafts.get().filter(isOver))
}

/** Words for all stay only with pictures that are to be sent yet. */
export function putAway(): void {
  clearAway()
  if (drafts.get().length === 0) common.set(none)
}

export function remove(gone: (draft: Draft) => boolean): void {
  const leaving = drafts.get().filter(gone)
  if (leaving.length === 0) return
  drop(leaving)
  // Words for all are those of these pictures: they do not wait for the next ones.
  if (drafts.get().length === 0) common.set(none)
}

/** @returns puts it back where it was, with its words */
export function leaveOut(draft: Draft): () => void {
  const at = drafts.get().findIndex(({ key }) => key === draft.key)
  const words = common.get()
  remove(({ key }) => key === draft.key)
  return () => {
    if (!isMine(draft)) return
    const { file } = draft
    const back = file ? { ...draft, preview: URL.createObjectURL(file) } : draft
    if (drafts.get().length === 0) common.set(words)
    drafts.set(drafts.get().toSpliced(at, 0, back))
  }
}

function drop(leaving: readonly Draft[]): void {
  if (leaving.length === 0) return
  for (const { file, preview } of leaving) if (file) URL.revokeObjectURL(preview)
  drafts.set(drafts.get().filter(draft => !leaving.includes(draft)))
}

export function clear(): void {
  remove(() => true)
  common.set(none)
  note.set('')
}

/** Tells a file from others, also after a reload, when it is chosen again. */
export function fingerprint(file: File): string {
  return `${file.name}:${file.size}:${file.lastModified}`
}
