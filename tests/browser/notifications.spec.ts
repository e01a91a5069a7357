// What Ada is told of others: the bell in all her windows, the panel and the page, and what her device shows while none is open.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type APIRequestContext, type Browser, type Page } from '@playwright/test'
import type { ImageAnswer } from '../../server/protocol.ts'
import { startNode, type NodeProcess } from '../support/node-process.ts'
import { startPushService, type PushService } from '../support/push-service.ts'
import { paint } from './support/elsewhere.ts'
import { goLive } from './support/live.ts'
import { test, wholeChromium } from './support/test.ts'

test.use(wholeChromium)

let folder: string
let node: NodeProcess
let service: PushService
let address: string
const password = 'correct horse battery'
const people: Record<string, APIRequestContext> = {}

test.beforeAll(async ({ playwright }) => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-notifications-'))
  service = await startPushService()
  const certificate = join(folder, 'push-service.pem')
  await writeFile(certificate, service.certificate!)
  node = await startNode({
    DATA_DIR: folder,
    LOG_LEVEL: 'warn',
    ALLOWED_HOSTS: 'localhost',
    FETCH_ALLOW: service.host,
    NODE_EXTRA_CA_CERTS: certificate,
  })
  address = `http://localhost:${node.port}`
  for (const name of ['Ada', 'Bob', 'Cyd']) {
    const request = await playwright.request.newContext({ baseURL: address, extraHTTPHeaders: { origin: address } })
    const data = { username: name.toLowerCase(), name, email: `${name}@example.org`, password }
    await expect(await request.post('/api/accounts', { data })).toBeOK()
    people[name] = request
  }
})
test.afterAll(async () => {
  for (const request of Object.values(people)) await request.dispose()
  await node.terminate()
  service.close()
  await rm(folder, { recursive: true, force: true })
})

const ask = async (who: string, name: string, data: object) =>
  expect(await people[who]!.post(`/api/${name.replace(':', '/')}`, { data })).toBeOK()

async function upload(who: string, title: string, hue: number): Promise<string> {
  const file = { name: 'picture.jpg', mimeType: 'image/jpeg', buffer: await paint(hue, 300, 200) }
  const answer = await people[who]!.post('/api/images', { multipart: { title, file } })
  return ((await answer.json()) as ImageAnswer).image.id
}

async function openAda(browser: Browser, path: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: address, storageState: await people.Ada!.storageState() })
  const page = await context.newPage()
  await goLive(page, path)
  return page
}

const bell = (page: Page) => page.locator('notification-bell a').first()
const rows = (page: Page) => page.locator('notification-row')

test('Ada sees in every window how much is new, reads it in one, and it is read in all', async ({ browser }) => {
  const kitten = await upload('Ada', 'Kitten', 30)
  const [one, two] = [await openAda(browser, '/images'), await openAda(browser, '/people')]
  await expect(bell(one)).toHaveAccessibleName('Notifications')

  await ask('Bob', 'image:like', { id: kitten })
  await expect(bell(one)).toHaveAccessibleName('Notifications: 1 unread')
  await expect(bell(two)).toHaveAccessibleName('Notifications: 1 unread')
  await ask('Cyd', 'image:like', { id: kitten })
  await ask('Bob', 'account:follow', { username: 'ada' })
  await expect(bell(two)).toHaveAccessibleName('Notifications: 2 unread')

  await bell(one).click()
  await expect(one.getByRole('dialog', { name: 'Notifications' })).toBeVisible()
  await expect(rows(one)).toHaveText([/New:\s+Bob followed you/, /New:\s+Cyd and Bob liked “Kitten”/])
  await expect(bell(two)).toHaveAccessibleName('Notifications')

  await one.keyboard.press('Escape')
  await expect(one.getByRole('dialog', { name: 'Notifications' })).toBeHidden()
  await expect(bell(one)).toBeFocused()
  await bell(one).click()
  await rows(one).nth(1).click()
  await expect(one).toHaveURL(new RegExp(`/images/${kitten}/`))
  await expect(one.getByRole('dialog', { name: 'Notifications' })).toBeHidden()
  await Promise.all([one.context().close(), two.context().close()])
})

test('on the page nothing moves under her eyes: what is new waits, what grows does so in its place', async ({
  browser,
}) => {
  const page = await openAda(browser, '/notifications')
  await expect(page.getByRole('heading', { name: 'Notifications', level: 1 })).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  const fern = await upload('Ada', 'Fern', 120)

  await ask('Bob', 'image:like', { id: fern })
  const pill = page.getByRole('button', { name: '1 new notification' })
  await expect(pill).toBeVisible()
  await expect(rows(page)).toHaveCount(2)
  await pill.click()
  await expect(rows(page).first()).toHaveText(/New:\s+Bob liked “Fern”/)

  await ask('Bob', 'image:unlike', { id: fern })
  await page.getByRole('link', { name: 'Notification settings' }).click()
  await page.getByRole('checkbox', { name: 'Somebody follows you: Here' }).uncheck()
  await page.getByRole('radio', { name: 'Daily' }).check()
  await expect(page.getByText('In the morning, when there is something')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('checkbox', { name: 'Somebody follows you: Here' })).not.toBeChecked()
  await expect(page.getByRole('radio', { name: 'Daily' })).toBeChecked()
  await page.context().close()
})

type Subscription = ReturnType<PushService['subscribe']>

/** A browser of Ada's on the page of its switch. Its push service, which is elsewhere in the world, is ours; the rest is as it is. */
async function openDevice(browser: Browser, { endpoint, keys }: Subscription): Promise<Page> {
  const context = await browser.newContext({ baseURL: address, storageState: await people.Ada!.storageState() })
  await context.grantPermissions(['notifications'], { origin: address })
  await context.addInitScript(
    given => {
      const kept = 'kept-by-the-browser'
      const made = () => ({
        endpoint: given.endpoint,
        toJSON: () => given,
        async unsubscribe() {
          localStorage.removeItem(kept)
          return true
        },
      })
      Object.assign(PushManager.prototype, {
        async subscribe({ applicationServerKey }: { applicationServerKey: string }) {
          localStorage.setItem(kept, applicationServerKey)
          return made()
        },
        getSubscription: async () => (localStorage.getItem(kept) ? made() : null),
      })
    },
    { endpoint, keys },
  )
  const page = await context.newPage()
  await page.goto('/settings/notifications')
  return page
}

test('each device is called while its switch is on, also after a reload, and no more when it is off', async ({
  browser,
}) => {
  const [first, second] = [service.subscribe(), service.subscribe()]
  const [phone, desk] = [await openDevice(browser, first), await openDevice(browser, second)]
  const on = (page: Page) => page.getByRole('button', { name: 'Notify me on this device' })
  const off = (page: Page) => page.locator('device-switch').getByRole('button', { name: 'Switch off' })

  for (const page of [phone, desk]) {
    await on(page).click()
    await expect(page.getByText('This device tells you what is new, also while Bowerbird is closed')).toBeVisible()
    await page.reload()
    await expect(off(page)).toBeVisible()
  }
  await off(phone).click()
  await expect(on(phone)).toBeVisible()
  await phone.reload()
  await expect(on(phone)).toBeVisible()
  const key = await desk.evaluate(() => localStorage.getItem('kept-by-the-browser'))
  await Promise.all([phone.context().close(), desk.context().close()])

  service.answer(second.endpoint, 503)
  const moss = await upload('Ada', 'Moss', 150)
  await ask('Bob', 'image:like', { id: moss })

  // Refused at first: it is called again when all who are to be called have been.
  const pathOf = ({ endpoint }: Subscription) => new URL(endpoint).pathname
  await expect.poll(() => service.calls).toContain(pathOf(second))
  service.answer(second.endpoint, 201)
  const push = await service.next(second.endpoint)
  expect(push.payload).toMatchObject({ words: 'Bob liked “Moss”.', url: `/images/${moss}/moss` })
  expect(push.key).toBe(key)
  expect(service.calls).not.toContain(pathOf(first))
})

test('a browser that does not let us is not asked again: Ada reads where she can change that, and does', async ({
  browser,
}) => {
  const page = await openDevice(browser, service.subscribe())
  const devtools = await browser.newBrowserCDPSession()
  const { targetInfo } = await (await page.context().newCDPSession(page)).send('Target.getTargetInfo')
  const { browserContextId = '' } = targetInfo
  const set = (setting: 'prompt' | 'denied' | 'granted') =>
    devtools.send('Browser.setPermission', {
      permission: { name: 'notifications' },
      setting,
      origin: address,
      browserContextId,
    })
  const words = page.locator('device-switch').getByRole('status')
  const button = page.locator('device-switch').getByRole('button')
  await set('prompt')
  await page.reload()

  // Without a screen the question is closed unanswered.
  await button.click()
  await expect(page.getByRole('alert')).toHaveText(/Try again, and allow it when it asks\.$/)
  await expect(button).toHaveText('Notify me on this device')

  await set('denied')
  await expect(words).toHaveText(
    'Your browser does not let Bowerbird notify you. You can change that in its settings for this site.',
  )
  await expect(button).toHaveCount(0)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.reload()
  await expect(words).toContainText('You can change that in its settings for this site.')
  await set('granted')
  await expect(button).toHaveText('Notify me on this device')
  await page.context().close()
})

test('the service worker shows what is pushed, and says something even when it cannot be read', async ({ browser }) => {
  const page = await openAda(browser, '/images')
  await page.context().grantPermissions(['notifications'], { origin: address })
  const registrationId = await workerOf(page)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('ServiceWorker.enable')
  const push = (data: string) =>
    devtools.send('ServiceWorker.deliverPushMessage', { origin: address, registrationId, data })

  const shown = () =>
    page.evaluate(async () => {
      const { getNotifications } = await navigator.serviceWorker.ready.then(registration => ({
        getNotifications: () => registration.getNotifications(),
      }))
      return (await getNotifications())
        .map(({ title, body, tag }) => ({ title, body, tag }))
        .sort((a, b) => a.tag.localeCompare(b.tag))
    })
  const liked = { title: 'Bowerbird', body: 'Bob liked “Kitten”.', tag: 'notification-1' }
  // Asked in the very moment in which it shows something, a browser may forget it: the same again takes the place of the first.
  const pushUntil = (data: string, all: object[]) =>
    expect(async () => {
      await push(data)
      await expect.poll(shown, { timeout: 2_000 }).toEqual(all)
    }).toPass()
  await pushUntil(JSON.stringify({ title: liked.title, words: liked.body, url: '/people', tag: liked.tag }), [liked])
  await pushUntil('nonsense', [{ title: 'Bowerbird', body: 'Something is new for you.', tag: 'news' }, liked])

  const [worker] = page.context().serviceWorkers()
  await worker!.evaluate(async () => {
    const scope = globalThis as unknown as EventTarget & { registration: ServiceWorkerRegistration }
    const [notification] = await scope.registration.getNotifications({ tag: 'notification-1' })
    const { NotificationEvent } = globalThis as unknown as {
      NotificationEvent: new (name: string, given: object) => Event
    }
    scope.dispatchEvent(new NotificationEvent('notificationclick', { notification }))
  })
  await expect(page).toHaveURL(`${address}/people`)
  await page.context().close()
})

/** As the developer tools number it. */
async function workerOf(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page)
  const found = new Promise<string>(resolve =>
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [registration] = registrations
      if (registration) resolve(registration.registrationId)
    }),
  )
  await devtools.send('ServiceWorker.enable')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  return found
}
