// What the service worker answers itself, in browsers that do not route past it. What goes to the network is not its business.
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { TO_KEEP } from '../../web/offline/device.ts'
import type { FetchEvent } from '../../web/service-worker/worker-types.ts'

const here = 'https://bowerbird.example'
const listeners = new Map<string, (event: FetchEvent) => void>()

beforeAll(async () => {
  vi.stubGlobal('__BUILT__', { page: '', files: [], version: '1' })
  vi.stubGlobal('location', new URL(here))
  vi.stubGlobal('addEventListener', (type: string, listener: (event: FetchEvent) => void) =>
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
  listeners.get('fetch')!({ request, respondWith } as unknown as FetchEvent)
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
