// Paste or drop anywhere on a wall: what comes is taken to the save page.
import { msg } from '@lit/localize'
import { herePath } from '../language/address.ts'
import { go } from '../router.ts'
import { notify } from '../ui/notices.ts'
import { isWritten } from '../ui/typing.ts'
import { heldOver } from './held-over.ts'

const SAVE_PAGE = '/images/new'
/** Where pictures are looked at; elsewhere a paste or a drop may mean something else. */
const places = /^\/(|images(\/.*)?|people(\/.*)?)$/

/** Set while something of our own page is dragged about. */
let ours = false
let leaving: ReturnType<typeof setTimeout> | undefined

export function listenForGestures(): void {
  addEventListener('paste', paste)
  addEventListener('dragover', dragOver)
  addEventListener('drop', drop)
  addEventListener('dragstart', () => (ours = true))
  addEventListener('dragend', () => (ours = false))
}

function paste(event: ClipboardEvent): void {
  const data = event.clipboardData
  if (!data || event.defaultPrevented || !places.test(herePath())) return
  const text = data.getData('text/plain').trim()
  // A field takes text itself; on the save page it has no use for a picture.
  if (isWritten(event.composedPath()[0]) && (herePath() !== SAVE_PAGE || text || data.files.length === 0)) return
  take(event, { files: [...data.files], entries: [], address: isAddress(text) ? text : undefined })
}

function drop(event: DragEvent): void {
  heldOver.set(false)
  const data = event.dataTransfer
  if (!data || event.defaultPrevented || !isForUs(data)) return
  // Both can be asked for in this very turn only.
  const entries = [...data.items]
    .map(item => item.webkitGetAsEntry?.() ?? undefined)
    .filter(entry => entry !== undefined)
  const files = entries.length > 0 ? [] : [...data.files]
  const [, picture] = /<img\b[^>]*?\bsrc\s*=\s*["']?([^"'\s>]+)/i.exec(data.getData('text/html')) ?? []
  const link = data
    .getData('text/uri-list')
    .split(/\r?\n/)
    .find(line => line && !line.startsWith('#'))
  const address = [picture?.replaceAll('&amp;', '&'), link].find(text => text && isAddress(text))
  take(event, { files, entries, address })
}

function dragOver(event: DragEvent): void {
  if (!event.dataTransfer || event.defaultPrevented || !isForUs(event.dataTransfer)) return
  event.preventDefault()
  event.dataTransfer.dropEffect = 'copy'
  if (!heldOver.get()) import('./drop-overlay.ts').catch(() => undefined)
  heldOver.set(true)
  clearTimeout(leaving)
  // Sent again and again while it is held over the page, wherever the pointer is.
  leaving = setTimeout(() => heldOver.set(false), 300)
}

function isForUs(data: DataTransfer): boolean {
  return !ours && places.test(herePath()) && data.types.some(type => type === 'Files' || type === 'text/uri-list')
}

interface Brought {
  files: File[]
  entries: FileSystemEntry[]
  address: string | undefined
}

function take(event: Event, { files, entries, address }: Brought): void {
  const brought = files.length + entries.length > 0
  if (!brought && !address) return
  event.preventDefault()
  if (brought) void receive(files, entries)
  else go(`${SAVE_PAGE}?url=${encodeURIComponent(address ?? '')}`)
}

async function receive(files: File[], entries: FileSystemEntry[]): Promise<void> {
  try {
    const { receiveFiles } = await import('./receive.ts')
    await receiveFiles(files, entries)
    if (herePath() !== SAVE_PAGE) go(SAVE_PAGE)
  } catch (error) {
    console.error(error)
    notify(msg('This could not be opened. Check your connection, or reload.'), 'error')
  }
}

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text)
}
