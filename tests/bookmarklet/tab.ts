// A tab of a real browser, as far as these tests touch it.

export interface Tab {
  /** Goes there, and comes back when everything is loaded. */
  open(address: string): Promise<void>
  /** Presses the bookmarklet. */
  press(): Promise<void>
  /** Runs a function in a world of its own, out of reach of the page's scripts and policies. `state` is kept from call to call. */
  inPage<T>(run: (state: Record<string, unknown>) => T): Promise<T>
  /** The same, given the closed root of our element; undefined when it is not there. */
  inPicker<T, Given>(run: (root: ShadowRoot, given: Given) => T, given: Given): Promise<T | undefined>
  /** With the real mouse, in the middle of what is found in our element. */
  click(selector: string): Promise<void>
  /** With the real keyboard: a letter, or the name of a key. */
  type(key: string): Promise<void>
  /** The address of the window that has been opened since, or undefined; it is closed again. */
  takeWindow(): Promise<string | undefined>
  /** What the browser has complained about on this page. */
  problems(): Promise<string[]>
  close(): Promise<void>
}

export interface TestBrowser {
  /** @param bookmark the bookmarklet */
  newTab(bookmark: string): Promise<Tab>
  close(): Promise<void>
}

export const TAG = 'bowerbird-picker'
