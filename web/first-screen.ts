// What came along with the HTML: who I am, and the answers to what the page asks first. Each is given once, and only to the page that it
// came with; the first connection goes on from where they were read, so that nothing between them is missed.
import type { Data, Handshake, Input, RequestName, SessionAnswer } from '../server/protocol.ts'
import { locale } from './locale.ts'

interface FirstScreen {
  session?: SessionAnswer
  cursor?: string
  everybody?: true
  answers?: { name: RequestName; input: object; data: unknown }[]
  /** The service worker has made the page, because the server did not answer. */
  offline?: true
}

const given = read()
const answers = new Map((given.answers ?? []).map(({ name, input, data }) => [keyOf(name, input), data]))
/** Milliseconds in which the tiles of the first wall are made. */
const TAKEN_OVER = 3_000
/** Milliseconds that the first page may take until it has drawn what can be seen. */
const PATIENCE = 1_000
/** By its fallback the part of the window for which each picture of the HTML was chosen. */
const sizes = new Map<string, string>()
/** The fallbacks of those that can be seen already. */
const come = new Set<string>()
/** By its moment, how long ago something was when the HTML was written. */
const ago = new Map<string, string>()
/** The language of the HTML. */
const written = document.documentElement.lang
/** Milliseconds of the page in which its words hold. */
const AGO_HOLDS = 30_000
/** What has begun to draw the first page, and has not ended. */
const drawing = new Set<Element>()
const shown = Promise.withResolvers<void>()

/** Who I am, as the server said when it sent the page; undefined when it did not say. */
export const firstSession = given.session

export const openedOffline = given.offline === true

/** Resolves when the first page is in the document: what happens from then on is heard. */
export const firstPageShown: Promise<void> = shown.promise

/** The answer to a request, if it came along with the page and nobody has taken it yet. */
export function takeFirst<Name extends RequestName>(name: Name, input: Input<Name>): Data<Name> | undefined {
  if (answers.size === 0) return undefined
  const key = keyOf(name, input)
  const data = answers.get(key)
  answers.delete(key)
  return data as Data<Name> | undefined
}

/** They were given to somebody else. */
export const forgetFirst = (): void => answers.clear()

/** For the first connection: where the answers end. What nobody has taken by then is not current any more. */
export function goOnFromFirst(): Handshake {
  forgetFirst()
  const { cursor, everybody } = given
  return cursor ? { cursor, ...(everybody && { everybody }) } : {}
}

/** The part of the window that a picture was chosen for in the HTML: chosen again for the same, it is not loaded twice. */
export function firstSizes(fallback: string): string | undefined {
  return sizes.get(fallback)
}

/** Whether the HTML has shown this picture: nothing needs to be there until it comes. */
export function hasCome(fallback: string): boolean {
  return come.has(fallback)
}

/** How long ago the HTML says that something was: a browser takes 37 ms to find such words for the first time, a phone four times that. */
export function firstAgo(iso: string): string | undefined {
  return performance.now() < AGO_HOLDS && (locale.spoken ?? written) === written ? ago.get(iso) : undefined
}

/** Whether the HTML is still shown: the first page is made behind it, piece by piece, so that nobody waits for it. */
export const isCovered = (): boolean => document.querySelector('app-shell[first]') !== null

/** What the first page needs more than one task for is waited for, until it is there. */
export function holdFirst(holder: Element, more: boolean): void {
  if (more && isCovered()) drawing.add(holder)
  else drawing.delete(holder)
}

/**
 * The first page takes the place of what the HTML shows in its shell; both are never seen, nor neither. Called when the page is in the
 * document and has not been drawn yet; `patient` waits until what can be seen of it has been made.
 */
export async function takeOver(shell: HTMLElement, patient: boolean): Promise<void> {
  learn(shell)
  if (patient) await drawn()
  // While one of them shows a picture, the browser has it at hand for the tile that comes after it.
  const shownPictures = new Set(shell.querySelectorAll('img'))
  setTimeout(() => {
    shownPictures.clear()
    come.clear()
  }, TAKEN_OVER)
  shell.removeAttribute('first')
  shell.replaceChildren()
  drawing.clear()
  // What it has asked for has been asked before the next task begins.
  setTimeout(shown.resolve)
}

function learn(shell: HTMLElement): void {
  for (const picture of shell.querySelectorAll('picture')) {
    const image = picture.querySelector('img')
    const source = picture.querySelector('source')
    const fallback = image?.getAttribute('src') ?? ''
    if (image?.complete && image.naturalWidth > 0) come.add(fallback)
    if (image && source) sizes.set(fallback, source.sizes)
  }
  // A page out of the browser's history says how long ago it was then.
  if (firstSession) for (const time of shell.querySelectorAll('time')) ago.set(time.dateTime, time.textContent)
}

async function drawn(): Promise<void> {
  const end = performance.now() + PATIENCE
  do await new Promise(resolve => setTimeout(resolve))
  while (drawing.size > 0 && performance.now() < end)
}

function read(): FirstScreen {
  const element = document.querySelector('script#first-screen')
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  // A page out of the history is as old as it may be, and may be that of somebody else.
  if (!element?.textContent) return {}
  const screen = JSON.parse(element.textContent) as FirstScreen
  return navigation?.type === 'back_forward' && !screen.offline ? {} : screen
}

/** The same for the same input, in whichever order it is written and whatever of it is left out. */
function keyOf(name: string, input: object): string {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined && value !== null)
  return JSON.stringify([name, entries.sort(([one], [other]) => (one < other ? -1 : 1))])
}
