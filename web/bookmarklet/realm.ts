// Built-ins as the browser made them: old libraries, analytics and mistakes replace those of the page.

type Realm = Window & typeof globalThis

let realm = globalThis as Realm

/** Takes them from an empty frame inside `root`. In a sandboxed page nobody may look into one: then the page's own must do. */
export function borrowRealm(root: ShadowRoot): void {
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.tabIndex = -1
  root.append(frame)
  try {
    // Looking at it throws where it is forbidden.
    if (frame.contentWindow?.document) realm = frame.contentWindow as Realm
  } catch {
    // Opaque to everybody.
  }
}

/** A list whose methods are the browser's. A literal has those of the page, as has every list made before the realm was borrowed. */
export function list<T>(items?: ArrayLike<T>): T[] {
  const made = new realm.Array<T>()
  if (items) for (let index = 0; index < items.length; index++) made[index] = items[index] as T
  return made
}

export const map = <K, V>(): Map<K, V> => new realm.Map<K, V>()

export const promise = <T>(run: (resolve: (value: T) => void) => void): Promise<T> => new realm.Promise<T>(run)

/** @param ms milliseconds */
export const wait = (ms: number): Promise<void> => promise(resolve => realm.setTimeout(resolve, ms))

/** `toJSON` of the page plays no part: it is asked of objects only. */
export const quote = (text: string): string => realm.JSON.stringify(text)

export const parse = (json: string): unknown => realm.JSON.parse(json)

export const intl = (): typeof Intl => realm.Intl

/** Null when the browser or the page does not let us. */
export function openWindow(url: string, features: string): Window | null {
  try {
    return realm.open.call(window, url, '_blank', features)
  } catch {
    return null
  }
}
