// What reaches this browser while no window of ours may be open: what is pushed to it is shown, and opened by a press. Between the share
// sheet and the save page: what other apps share stays in this browser until the person has said yes. Everything
// else goes to the network as if there were no worker: pages that are live have nothing to gain from a copy of yesterday.
import { openShown, showPush } from './receive-push.ts'
import { receiveShare } from './receive-share.ts'
import type { WorkerScope } from './worker-types.ts'

const worker = globalThis as unknown as WorkerScope
const SHARE = '/images/share'

worker.addEventListener('install', event => {
  // Reading needs no worker, so no page waits until one has started.
  const routes = event.addRoutes?.([{ condition: { requestMethod: 'GET' }, source: 'network' }])
  // It keeps nothing that belongs to a version of the interface, so a new one may take over at once.
  event.waitUntil(Promise.all([routes, worker.skipWaiting()]))
})

worker.addEventListener('activate', event => event.waitUntil(worker.clients.claim()))

worker.addEventListener('fetch', event => {
  const { method, url, referrer } = event.request
  if (method !== 'POST' || new URL(url).pathname !== SHARE) return
  // Another site has sent the form: the server refuses that, because it is told more about where a request comes from. A form without
  // a referrer cannot be told from what the system shares; nothing of it is saved before the person has said so.
  if (referrer && new URL(referrer).origin !== location.origin) return
  event.respondWith(receiveShare(event.request))
})

worker.addEventListener('push', event => event.waitUntil(showPush(worker, event.data?.text() ?? '')))

worker.addEventListener('notificationclick', event => event.waitUntil(openShown(worker, event.notification)))
