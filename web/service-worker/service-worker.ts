// What reaches this browser while no window of ours may be open: what is pushed to it is shown, and opened by a press; what other apps
// share stays in it until the person has said yes; and when the server does not answer, what was seen last is shown. The network always
// comes first: pages that are live have nothing to gain from a copy of yesterday.
import { forgetPerson, INTERFACE, PICTURES, TO_KEEP } from '../offline/device.ts'
import { dropOldInterfaces, keepInterface, openPage } from './interface.ts'
import { openShown, showPush } from './receive-push.ts'
import { receiveShare } from './receive-share.ts'
import { sendWaiting } from './send-waiting.ts'
import type { Route, WorkerScope } from './worker-types.ts'

const worker = globalThis as unknown as WorkerScope
const SHARE = '/images/share'
const notPages = /^\/(api|media|socket\.io|assets|icons|sitemap)\/|\.\w+$/

// Reading needs no worker, so nothing waits until one has started: the browser itself looks into what is kept, or asks the network.
const routes: Route[] = [
  { condition: { urlPattern: { pathname: '/assets/*' } }, source: 'cache' },
  { condition: { urlPattern: { pathname: '/media/*' } }, source: { cacheName: PICTURES } },
  { condition: { requestMethod: 'GET', requestMode: 'navigate' }, source: 'race-network-and-fetch-handler' },
  { condition: { requestMethod: 'GET' }, source: 'network' },
]
let routed = false

worker.addEventListener('install', event => {
  const adding = event.addRoutes?.(routes).then(
    () => (routed = true),
    // Not all of them in this browser.
    () => undefined,
  )
  // What it keeps of the version before stays for a while, so a new one may take over at once.
  event.waitUntil(Promise.all([adding, keepInterface(), worker.skipWaiting()]))
})

worker.addEventListener('activate', event => {
  // Where nothing is routed, the network is asked while the worker starts.
  const preload = routed ? undefined : worker.registration.navigationPreload?.enable()
  event.waitUntil(Promise.all([preload, dropOldInterfaces(), worker.clients.claim()]))
})

worker.addEventListener('fetch', event => {
  const { method, url, referrer, mode, headers } = event.request
  const { pathname, origin } = new URL(url)
  if (origin !== location.origin) return
  if (method === 'GET') {
    if (mode === 'navigate' && !notPages.test(pathname))
      event.respondWith(openPage(event.request, event.preloadResponse))
    else if (/^\/(assets|media)\//.test(pathname) && !headers.has(TO_KEEP)) event.respondWith(fromKept(event.request))
    return
  }
  // Whoever signs out leaves nothing behind, whether or not a window is there to see to it.
  if (method === 'DELETE' && pathname === '/api/session') return event.respondWith(signOut(event.request))
  if (method !== 'POST' || pathname !== SHARE) return
  // Another site has sent the form: the server refuses that, because it is told more about where a request comes from. A form without
  // a referrer cannot be told from what the system shares; nothing of it is saved before the person has said so.
  if (referrer && new URL(referrer).origin !== location.origin) return
  event.respondWith(receiveShare(event.request))
})

worker.addEventListener('push', event => event.waitUntil(showPush(worker, event.data?.text() ?? '')))

worker.addEventListener('notificationclick', event => event.waitUntil(openShown(worker, event.notification)))

worker.addEventListener('sync', event => event.waitUntil(sendWaiting()))

async function signOut(request: Request): Promise<Response> {
  const answer = await fetch(request)
  // Whoever could not be signed out is still here, with all that waits.
  if (answer.ok) await forgetPerson(true)
  return answer
}

/** In browsers that know no routes. */
async function fromKept(request: Request): Promise<Response> {
  for (const name of await caches.keys()) {
    if (name !== PICTURES && !name.startsWith(INTERFACE)) continue
    const kept = await caches.match(request, { cacheName: name })
    if (kept) return kept
  }
  return fetch(request)
}
