// What begins once the first page stands: what is seen is kept, what waits is sent, and a newer interface is noticed.
import type { RequestName } from '../../server/protocol.ts'
import { openedOffline } from '../first-screen.ts'
import { whenIdle } from '../idle.ts'
import { dropOldParcels } from '../service-worker/parcels.ts'
import { session, whenSomeoneElse } from '../session.ts'
import { askThrough, connection } from '../socket.ts'
import { drop, INTERFACE, listKept, LONGEST, TO_KEEP } from './device.ts'
import { askAndKeep, remember } from './keeper.ts'
import { watchForUpdate } from './update.ts'

export async function begin(): Promise<void> {
  if (!openedOffline) {
    const here = session.get()
    // Whoever is here by the time of the answer has not asked for it.
    const keepEarly = <Name extends RequestName>(name: Name, input: object, answer: unknown) =>
      (here === undefined || here?.username === session.get()?.username) &&
      remember(name, input as never, answer as never)
    for (const [name, input, answer] of askThrough(Promise.resolve(askAndKeep)))
      answer.then(
        data => keepEarly(name, input, data),
        () => undefined,
      )
  }
  watchForUpdate()
  keepOpened()
  whenSomeoneElse(() => void sendWaiting())
  connection.subscribe(() => connection.get().state === 'live' && void sendWaiting())
  await dropOldSaves()
  await sendWaiting()
  await dropOldParcels()
}

/** Whoever is here, and whoever they are of. */
async function dropOldSaves(): Promise<void> {
  for (const { key, at } of await listKept('saves')) if (Date.now() - at > LONGEST) await drop('saves', key)
}

/** Saves that have waited since another window was closed. Their code is loaded when there are some. */
async function sendWaiting(): Promise<void> {
  const me = session.get()?.username
  if (!me || !(await listKept('saves')).some(({ owner }) => owner === me)) return
  const [{ sendWhatWaits }] = await Promise.all([import('../saves/sending.ts'), import('../saves/save-tray.ts')])
  await sendWhatWaits()
}

/** The code of what has been opened, for when it is opened again without a connection. It is in the browser already. */
function keepOpened(): void {
  const seen = new Set<string>()
  const observer = new PerformanceObserver(list => {
    const paths = list.getEntries().map(({ name }) => new URL(name).pathname)
    const fresh = paths.filter(path => path.startsWith('/assets/') && !seen.has(path) && seen.add(path))
    if (fresh.length > 0) whenIdle(() => keepCode(fresh))
  })
  observer.observe({ type: 'resource', buffered: true })
}

async function keepCode(paths: string[]): Promise<void> {
  // The worker of this version makes it: at the first visit what is opened is there before.
  await navigator.serviceWorker.ready
  const name = (await caches.keys()).findLast(one => one.startsWith(INTERFACE))
  if (!name) return
  const cache = await caches.open(name)
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname))
  for (const path of paths) if (!kept.has(path)) await cache.add(new Request(path, { headers: { [TO_KEEP]: '1' } }))
}
