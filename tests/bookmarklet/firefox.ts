// Firefox with a real bookmark on its toolbar, which is really clicked.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startDaemon } from '../support/daemon.ts'
import { findFirefox } from '../support/tools.ts'
import { connectMarionette, type Marionette } from './marionette.ts'
import { TAG, type Tab, type TestBrowser } from './tab.ts'

const preferences = {
  'marionette.port': 0,
  'browser.toolbars.bookmarks.visibility': 'always',
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.newtabpage.enabled': false,
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'http://127.0.0.1:9/',
  // Windows as people have them, so that the small one is one.
  'browser.link.open_newwindow.restriction': 2,
}
const keys: Record<string, string> = { Escape: '\uE00C', Tab: '\uE004', Enter: '\uE007', Space: ' ' }
const button = '#PlacesToolbarItems toolbarbutton'

export interface Firefox extends TestBrowser {
  newTab(bookmark: string): Promise<FirefoxTab>
}

export interface FirefoxTab extends Tab {
  /** Goes on in the window that has been opened since: what is typed and run from then on is so there. False while there is none. */
  enterWindow(): Promise<boolean>
  countWindows(): Promise<number>
}

export async function startFirefox(): Promise<Firefox> {
  const profile = await mkdtemp(join(tmpdir(), 'bowerbird-firefox-'))
  const lines = Object.entries(preferences).map(
    entry => `user_pref(${entry.map(one => JSON.stringify(one)).join(', ')});`,
  )
  await writeFile(join(profile, 'user.js'), lines.join('\n'))
  const daemon = startDaemon(
    findFirefox() ?? 'firefox',
    ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile],
    { env: { ...process.env, HOME: profile, MOZ_HEADLESS_WIDTH: '1300', MOZ_HEADLESS_HEIGHT: '1000' } },
  )
  const remote = await connectMarionette(await portOf(profile, daemon.output))
  await remote.send('WebDriver:NewSession', {})
  return {
    newTab: bookmark => newTab(remote, bookmark),
    async close() {
      remote.close()
      await daemon.stop('SIGKILL')
      await rm(profile, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** It writes down where it listens as soon as it does. */
async function portOf(profile: string, output: () => string): Promise<number> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await delay(50)) {
    const port = await readFile(join(profile, 'MarionetteActivePort'), 'utf8').catch(() => '')
    if (port) return Number(port)
  }
  throw new Error(`Firefox did not start:\n${output()}`)
}

async function newTab(remote: Marionette, bookmark: string): Promise<FirefoxTab> {
  const { send } = remote
  const run = async <T>(script: string, args: unknown[] = [], command = 'WebDriver:ExecuteScript') =>
    (await send<{ value: T }>(command, { script, args, sandbox: 'system', newSandbox: false })).value
  const asBrowser = async <T>(work: () => Promise<T>): Promise<T> => {
    await send('Marionette:SetContext', { value: 'chrome' })
    return work().finally(() => send('Marionette:SetContext', { value: 'content' }))
  }
  await asBrowser(() => run(keepBookmark, [bookmark, button], 'WebDriver:ExecuteAsyncScript'))
  const home = await send<{ value: string }>('WebDriver:GetWindowHandle')
  const pointer = (x: number, y: number) => [
    { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
    { type: 'pointerDown', button: 0 },
    { type: 'pointerUp', button: 0 },
  ]
  const perform = (type: string, actions: object[]) =>
    send('WebDriver:PerformActions', { actions: [{ type, id: type, actions }] })

  const listWindows = () => send<string[]>('WebDriver:GetWindowHandles')
  const findWindow = async () => (await listWindows()).find(one => one !== home.value)

  const tab: FirefoxTab = {
    async open(url) {
      await send('WebDriver:Navigate', { url })
      await asBrowser(() => run('Services.console.reset()'))
    },
    press: () =>
      asBrowser(async () => {
        const { value } = await send<{ value: Record<string, string> }>('WebDriver:FindElement', {
          using: 'css selector',
          value: button,
        })
        await send('WebDriver:ElementClick', { id: Object.values(value)[0] })
      }),
    inPage: work => run(`return (${work})(window.bowerbirdTest ||= {})`),
    inPicker: (work, given) =>
      run(
        `const root = document.querySelector('${TAG}')?.openOrClosedShadowRoot; return root ? (${work})(root, arguments[0]) : undefined`,
        [given],
      ).then(value => (value ?? undefined) as never),
    async click(selector) {
      const place = await tab.inPicker(middleOf, selector)
      if (!place) throw new Error(`${selector} is not there`)
      await perform('pointer', pointer(...place))
    },
    async type(key) {
      const value = keys[key] ?? key
      await perform('key', [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ])
    },
    async takeWindow() {
      const handle = await findWindow()
      if (!handle) return undefined
      await send('WebDriver:SwitchToWindow', { handle })
      const { value } = await send<{ value: string }>('WebDriver:GetCurrentURL')
      const there = value !== 'about:blank'
      if (there) await send('WebDriver:CloseWindow')
      await send('WebDriver:SwitchToWindow', { handle: home.value })
      return there ? value : undefined
    },
    async enterWindow() {
      const handle = await findWindow()
      if (handle) await send('WebDriver:SwitchToWindow', { handle })
      return handle !== undefined
    },
    countWindows: async () => (await listWindows()).length,
    problems: () => asBrowser(() => run<string[]>(listProblems)),
    close: async () => {},
  }
  return tab
}

export function middleOf(root: ShadowRoot, selector: string): [number, number] | undefined {
  const element = root.querySelector(selector)
  element?.scrollIntoView({ block: 'nearest' })
  const box = element?.getBoundingClientRect()
  return box && [box.left + box.width / 2, box.top + box.height / 2]
}

const keepBookmark = `
  const [url, button, done] = arguments
  const { PlacesUtils } = ChromeUtils.importESModule('resource://gre/modules/PlacesUtils.sys.mjs')
  const parentGuid = PlacesUtils.bookmarks.toolbarGuid
  PlacesUtils.bookmarks.eraseEverything()
    .then(() => PlacesUtils.bookmarks.insert({ parentGuid, title: 'Bowerbird it', url }))
    .then(function look() { document.querySelector(button)?.getBoundingClientRect().width ? done() : setTimeout(look, 50) })`

/** Errors of pages and everything about their policies; not what the browser itself does around them. */
const listProblems = `
  return Services.console.getMessageArray().flatMap(message => {
    try { message.QueryInterface(Ci.nsIScriptError) } catch { return [] }
    const { category, errorMessage, sourceName, flags } = message
    const ours = /^CSP/.test(category) || (/content/.test(category) && !(flags & 1))
    return ours && !/favicon/i.test(sourceName) ? [errorMessage] : []
  })`
