// What the tests ask of a page and of the picker. Those that take a root or a state run in the browser: they may use nothing from outside themselves.
import { expect } from '@playwright/test'
import type { Tab } from './tab.ts'

/** As `expect.poll`, for what takes some milliseconds. */
export const soon = <T>(ask: () => T | Promise<T>) => expect.poll(ask, { intervals: [30] })

interface Capture {
  v: number
  page: { url: string; title: string; description?: string }
  pictures: { url: string; alt: string; width: number; height: number }[]
}

/** Whether it has said that nothing more will come. */
export function settled(root: ShadowRoot): boolean {
  return root.querySelector('main')?.getAttribute('aria-busy') === 'false'
}

/** "name, width × height" of each picture, in order. */
export function listOffers(root: ShadowRoot): string[] {
  return Array.from(root.querySelectorAll('li input'), box => box.getAttribute('aria-label') ?? '')
}

/** From now on remembers every change outside our element, and every breach of the page's policy. */
export function watchPage(state: Record<string, unknown>): void {
  const tag = 'bowerbird-picker'
  const changes: string[] = []
  const violations: string[] = []
  const isOurs = (node: Node) => (node as Element).localName === tag
  const observer = new MutationObserver(records => {
    for (const { type, target, addedNodes, removedNodes } of records) {
      const others = [...Array.from(addedNodes), ...Array.from(removedNodes)].filter(node => !isOurs(node))
      if (type === 'childList' ? others.length > 0 : !isOurs(target)) changes.push(`${type} of ${target.nodeName}`)
    }
  })
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  document.addEventListener('securitypolicyviolation', event => {
    violations.push(`${event.violatedDirective} ${event.blockedURI}`)
  })
  Object.assign(state, { changes, violations, before: document.documentElement.outerHTML })
}

export function whatChanged(state: Record<string, unknown>): unknown {
  const { changes, violations, before } = state
  return { changes, violations, same: document.documentElement.outerHTML === before }
}

/** What the window of ours has been given. */
export async function readCapture(tab: Tab): Promise<Capture> {
  let address: string | undefined
  await soon(async () => (address = await tab.takeWindow())).toContain('/images/new#capture=')
  const [, text = ''] = (address ?? '').split('#capture=')
  return JSON.parse(decodeURIComponent(text)) as Capture
}

/** Presses the bookmarklet, and waits until it has found everything. */
export async function look(tab: Tab): Promise<void> {
  await tab.press()
  await soon(() => tab.inPicker(settled, undefined)).toBe(true)
}

export async function isGone(tab: Tab): Promise<boolean> {
  return (await tab.inPicker(() => true, undefined)) === undefined
}

export function chooseLeast(root: ShadowRoot, pixels: string): void {
  const select = root.querySelector('select')
  if (!select) throw new Error('There is no choice of sizes')
  select.value = pixels
  select.dispatchEvent(new Event('change'))
}
