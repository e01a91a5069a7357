// The address bar and the page: a tiny router over the History API that keeps the pages one can go back to.
import { herePath, withLanguage, withoutLanguage } from './language/address.ts'

export interface Route {
  /** `/images/:id/:slug`; a part that ends in `?` may be missing. */
  pattern: string
  /** Only for those who are signed in. */
  members?: boolean
  /** Loads the code and makes the page. */
  open(parameters: Record<string, string>, query: URLSearchParams): Promise<HTMLElement>
}

export interface Entry {
  /** Of the place in the history: going back finds the same key again. */
  key: string
  url: URL
  /** Whether it was reached by the back or forward button. */
  returning: boolean
  /** Where this is shown over another page, and where that page is in the history. */
  over?: Over
}

export interface Over {
  /** Of the entry below. */
  key: string
  /** How many entries back it is. */
  depth: number
}

/** What the history keeps of an entry, also while the page is read anew. */
interface State {
  key: string
  over?: Over
}

let listener: (entry: Entry) => void = () => undefined
let overWhat: (url: URL, clicked: EventTarget[]) => Over | undefined = () => undefined

/** @param over over which entry an address opens whose link was clicked; undefined where it is a page of its own */
export function startRouter(changed: (entry: Entry) => void, over = overWhat): void {
  listener = changed
  overWhat = over
  history.scrollRestoration = 'manual'
  addEventListener('popstate', () => arrive(true))
  document.addEventListener('click', follow)
  arrive(false)
}

/** @param over opens it over that entry, which stays as it is */
export function go(path: string, over?: Over): void {
  history.pushState({ key: newKey(), over } satisfies State, '', withLanguage(path))
  arrive(false)
}

/** Goes elsewhere without leaving the current address in the history. */
export function replace(path: string): void {
  history.replaceState({ key: newKey() }, '', withLanguage(path))
  arrive(false)
}

/** Corrects the address of the page that is shown. */
export function correctAddress(path: string): void {
  if (herePath() !== path) history.replaceState(history.state, '', withLanguage(path) + location.search)
}

/** The parameters of the pattern in the path, or undefined when it does not fit. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const parts = path.split('/').filter(Boolean)
  const expected = pattern.split('/').filter(Boolean)
  if (parts.length > expected.length) return undefined
  const parameters: Record<string, string> = {}
  for (const [index, name] of expected.entries()) {
    const part = parts[index]
    if (part === undefined) {
      if (!name.endsWith('?')) return undefined
    } else if (name.startsWith(':')) parameters[name.replace(/[:?]/g, '')] = decode(part)
    else if (name !== part) return undefined
  }
  return parameters
}

/** Unlike crypto.randomUUID, there on plain http too. */
function newKey(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function arrive(returning: boolean): void {
  const state = history.state as Partial<State> | null
  const key = state?.key ?? newKey()
  if (!state?.key) history.replaceState({ key }, '')
  const url = new URL(location.href)
  url.pathname = herePath()
  listener({ key, url, returning, over: state?.over })
}

function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return
  const clicked = event.composedPath()
  const link = clicked.find(target => target instanceof HTMLAnchorElement)
  if (!link?.href || link.target || link.hasAttribute('download')) return
  const url = new URL(link.href)
  if (url.origin !== location.origin || /^\/(api|media|socket\.io)\//.test(url.pathname)) return
  event.preventDefault()
  url.pathname = withoutLanguage(url.pathname)
  const path = url.pathname + url.search + url.hash
  if (path === herePath() + location.search + location.hash) scrollTo({ top: 0, behavior: 'smooth' })
  else go(path, overWhat(url, clicked))
}
