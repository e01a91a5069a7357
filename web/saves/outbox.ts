// Saves that wait for the connection are kept on this device: they outlive this window and a restart of the browser. Sent twice, each is the
// same save to the server, by its key.
import { openedOffline } from '../first-screen.ts'
import { drop, keep, listKept, LONGEST, type WaitingSave } from '../offline/device.ts'
import { holdTab, isAlive, tab } from '../offline/tabs.ts'
import { session } from '../session.ts'
import { connection } from '../socket.ts'
import { addWaiting, change, type Draft, drafts, isMine, wordsOf } from './queue.ts'
import { whatWaits } from './hold.ts'

const MOST_BYTES = 200 * 1024 * 1024
/** Of one window after another: who takes over what a closed one has left. */
const TURN = 'bowerbird-outbox'

/** Without these a save cannot be told from one that another window sends. */
const isPossible = 'locks' in navigator && 'indexedDB' in globalThis && isSecureContext

/** Keeps it on this device, or says in its words that there is no room. */
export async function keepWaiting(draft: Draft): Promise<void> {
  const { saveKey, file, url, owner } = draft
  if (draft.kept || !owner || !isMine(draft)) return
  try {
    if (!isPossible) throw new DOMException('Nothing is kept here.', 'NotSupportedError')
    // Else the worker takes it for one whose window is gone, and sends it as well.
    await holdTab()
    const all = await listKept('saves')
    const bytes = all.reduce((sum, { file }) => sum + (file?.size ?? 0), draft.file?.size ?? 0)
    if (bytes > MOST_BYTES) throw new DOMException('Too much waits already.', 'QuotaExceededError')
    await keep('saves', { key: saveKey, owner, tab, at: Date.now(), file, url, words: { ...wordsOf(draft) } })
    const now = drafts.get().find(one => one.saveKey === saveKey)
    // Meanwhile it was sent, refused or cancelled.
    if (now?.stage !== 'waiting' && now?.stage !== 'sending') return void (await drop('saves', saveKey))
    change(now.key, { kept: true })
    whatWaits()
    await callBack()
  } catch (error) {
    console.warn(error)
    change(draft.key, { full: true })
    whatWaits()
  }
}

/** It has been sent, refused or cancelled. */
export async function letGo(draft: Draft | undefined): Promise<void> {
  if (!draft?.kept) return
  change(draft.key, { kept: false })
  await drop('saves', draft.saveKey).catch((error: unknown) => console.warn(error))
}

/** Takes over what waits for me and is shown by no window. @returns how many there are */
export async function takeOver(): Promise<number> {
  const owner = session.get()?.username
  if (!isPossible || !owner) return 0
  await holdTab()
  const mine = await navigator.locks.request(TURN, async () => {
    const taken: WaitingSave[] = []
    for (const save of await listKept('saves')) {
      if (Date.now() - save.at <= LONGEST && save.owner === owner && !(await isShown(save))) {
        await keep('saves', { ...save, tab })
        taken.push(save)
      }
    }
    return taken
  })
  // Whoever is here by now has nothing to do with it.
  if (mine.length === 0 || session.get()?.username !== owner) return 0
  addWaiting(mine)
  return mine.length
}

/** In this window what waits is shown no more once somebody else has been here. */
async function isShown({ key, tab: its }: WaitingSave): Promise<boolean> {
  return its === tab ? drafts.get().some(({ saveKey }) => saveKey === key) : isAlive(its)
}

/** So that they go out even when no window is open by then; not every browser can. */
async function callBack(): Promise<void> {
  const registration = (await navigator.serviceWorker?.getRegistration()) as
    (ServiceWorkerRegistration & { sync?: { register(name: string): Promise<void> } }) | undefined
  await registration?.sync?.register('saves').catch((error: unknown) => console.warn(error))
}

/** Whether it is not worth a try. */
export const isAway = (): boolean =>
  connection.get().state === 'offline' || (openedOffline && connection.get().state !== 'live')
