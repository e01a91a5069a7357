// What the service worker answers itself, in browsers that do not route past it. What goes to the network is not its business.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { TO_KEEP } from '../../web/offline/device.ts'
import type { FetchEvent, PushEvent } from '../../web/service-worker/worker-types.ts'

const here = 'https://bowerbird.example'
const listeners = new Map<string, (event: FetchEvent & PushEvent) => void>()
const shown: string[] = []

beforeAll(async () => {
  const words = { en: { news: 'News' }, de: { news: 'Neues' } }
  vi.stubGlobal('__BUILT__', { page: '', files: [], languages: {}, words, version: '1' })
  vi.stubGlobal('navigator', { languages: ['tlh', 'de-AT', 'en'] })
  vi.stubGlobal('registration', {
    showNotification: (title: string, { body }: { body: string }) => shown.push(title, body),
  })
  vi.stubGlobal('location', new URL(here))
  vi.stubGlobal('addEventListener', (type: string, listener: (event: FetchEvent & PushEvent) => void) =>
    listeners.set(type, listener),
  )
  await import('../../web/service-worker/service-worker.ts')
})
afterAll(() => void vi.unstubAllGlobals())

interface Asked {
  url: string
  method?: string
  mode?: string
  referrer?: string
  headers?: Record<string, string>
}

function isAnswered({ url, method = 'GET', mode = 'cors', referrer = '', headers = {} }: Asked): boolean {
  let answered = false
  const request = { method, mode, referrer, url: new URL(url, here).href, headers: new Headers(headers) }
  const respondWith = (answer: Promise<Response>) => {
    answered = true
    // There is no network here, and nothing is kept.
    answer.catch(() => undefined)
  }
  listeners.get('fetch')!({ request, respondWith } as unknown as FetchEvent & PushEvent)
  return answered
}

test.each<[string, Asked, boolean]>([
  ['a page', { url: '/images', mode: 'navigate' }, true],
  ['code', { url: '/assets/lit.js' }, true],
  ['a picture', { url: '/media/1.webp' }, true],
  ['code that is fetched only to be kept', { url: '/assets/lit.js', headers: { [TO_KEEP]: '1' } }, false],
  ['a picture that is fetched only to be kept', { url: '/media/1.webp', headers: { [TO_KEEP]: '1' } }, false],
  ['what is asked of the server', { url: '/api/session' }, false],
  ['a file that is no page', { url: '/opensearch.xml', mode: 'navigate' }, false],
  ['what is on another site', { url: 'https://elsewhere.example/assets/lit.js' }, false],
  ['signing out', { url: '/api/session', method: 'DELETE' }, true],
  ['what the system shares', { url: '/images/share', method: 'POST', mode: 'navigate' }, true],
  [
    'a form for it from another site',
    { url: '/images/share', method: 'POST', referrer: 'https://elsewhere.example/' },
    false,
  ],
])('%s', (_what, asked, answered) => expect(isAnswered(asked)).toBe(answered))

test('what is pushed in words is shown in them, and what cannot be read in the language of the browser', async () => {
  const push = async (text: string) => {
    let work: Promise<unknown> | undefined
    const event = { data: { text: () => text }, waitUntil: (given: Promise<unknown>) => (work = given) }
    listeners.get('push')!(event as unknown as FetchEvent & PushEvent)
    await work
    return shown.splice(0)
  }
  expect(await push(JSON.stringify({ title: 'Ada', words: 'vous suit', url: '/', tag: '1' }))).toEqual([
    'Ada',
    'vous suit',
  ])
  expect(await push('')).toEqual(['Bowerbird', 'Neues'])
})
