// Chromium: an address that begins with javascript: is given to the browser as its address bar and bookmarks give it,
// so that the policy of the page is in force but not asked about the bookmarklet itself.
import type { Browser, BrowserContext } from '@playwright/test'
import { middleOf } from './firefox.ts'
import { TAG, type Tab, type TestBrowser } from './tab.ts'

export function useChromium(browser: Browser): TestBrowser {
  return { newTab: bookmark => newTab(browser, bookmark), close: async () => {} }
}

async function newTab(browser: Browser, bookmark: string): Promise<Tab> {
  return openTab(await browser.newContext({ viewport: { width: 1280, height: 880 } }), bookmark)
}

/** In a window that may have a history and cookies; closed together with it. */
export async function openTab(context: BrowserContext, bookmark: string): Promise<Tab> {
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  const problems: string[] = []
  page.on('pageerror', error => problems.push(error.message))
  page.on('console', message => message.type() === 'error' && problems.push(message.text()))
  await devtools.send('Page.enable')
  let world = 0

  const evaluate = (expression: string, returnByValue = true) =>
    devtools.send('Runtime.evaluate', { expression, contextId: world, returnByValue })

  async function rootOfPicker(): Promise<string | undefined> {
    const { result } = await evaluate(`document.querySelector('${TAG}')`, false)
    if (!result.objectId) return undefined
    const { node } = await devtools.send('DOM.describeNode', { objectId: result.objectId, depth: 1, pierce: true })
    const backendNodeId = node.shadowRoots?.[0]?.backendNodeId
    if (!backendNodeId) return undefined
    return (await devtools.send('DOM.resolveNode', { backendNodeId, executionContextId: world })).object.objectId
  }

  const tab: Tab = {
    async open(address) {
      await page.goto(address)
      problems.length = 0
      const { frameTree } = await devtools.send('Page.getFrameTree')
      const made = await devtools.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'tests' })
      world = made.executionContextId
    },
    // It never becomes a navigation: the answer says that it was given up.
    press: async () => void (await devtools.send('Page.navigate', { url: bookmark })),
    async inPage(run) {
      const { result, exceptionDetails } = await evaluate(`(${run})(globalThis.state ||= {})`)
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description)
      return result.value as never
    },
    async inPicker(run, given) {
      const objectId = await rootOfPicker()
      if (!objectId) return undefined
      const functionDeclaration = `function (given) { return (${run})(this, given) }`
      const call = { objectId, functionDeclaration, arguments: [{ value: given }], returnByValue: true }
      const { result, exceptionDetails } = await devtools.send('Runtime.callFunctionOn', call)
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description)
      return result.value as never
    },
    async click(selector) {
      const place = await tab.inPicker(middleOf, selector)
      if (!place) throw new Error(`${selector} is not there`)
      await page.mouse.click(...place)
    },
    type: key => page.keyboard.press(key),
    async takeWindow() {
      for (const other of context.pages().filter(one => one !== page)) {
        // Of the window itself: what the driver knows of its address may be older, and stay so.
        const address = await other.evaluate(() => location.href).catch(() => '')
        if (!address.includes('#')) continue
        await other.close()
        return address
      }
      return undefined
    },
    problems: async () => [...problems],
    close: () => context.close(),
  }
  return tab
}
