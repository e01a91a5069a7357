import { built, spokenHere } from './built.ts'
import type { Shown, WorkerScope } from './worker-types.ts'

/** What the server sends, encrypted for this browser alone. */
interface Message {
  title: string
  words: string
  /** A path of ours. */
  url: string
  tag: string
}

/** Shows it; the same again takes the place of the first. Browsers want something to be shown for everything that comes. */
export async function showPush(worker: WorkerScope, text: string): Promise<void> {
  const { title, words, url, tag } = await read(text)
  await worker.registration.showNotification(title, {
    body: words,
    tag,
    icon: '/icons/icon-192.png',
    data: { url },
  })
}

async function read(text: string): Promise<Message> {
  try {
    return JSON.parse(text) as Message
  } catch {
    const words = built.words[await spokenHere()].news
    return { title: 'Bowerbird', words, url: '/notifications', tag: 'news' }
  }
}

/** Goes there in a window that is open already, or in a new one. */
export async function openShown(worker: WorkerScope, shown: Shown): Promise<void> {
  shown.close()
  const url = new URL(String(shown.data?.url ?? '/notifications'), location.origin)
  if (url.origin !== location.origin) return
  const windows = await worker.clients.matchAll({ type: 'window' })
  const [open] = windows
  if (!open) return void (await worker.clients.openWindow(url.href))
  // Its router goes there, so that what is typed on its page is still there on the way back.
  open.postMessage({ open: url.pathname + url.search })
  await open.focus()
}
