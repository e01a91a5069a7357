// Notices that the server has a newer interface than this window. It is said, and nothing is read anew before the person wants it.
import { connection } from '../socket.ts'
import { isOutdated, isPutOff } from './outdated.ts'

/** How often a window that stays open looks: milliseconds. */
const PERIOD = 60 * 60_000

/** The code that runs here, as the page names it; or as the service worker does, which has made the page itself. */
const own =
  document.querySelector<HTMLLinkElement>('#interface')?.href ??
  document.querySelector<HTMLScriptElement>('script[type=module][src*="/assets/"]')?.src
let wasLive = connection.get().state === 'live'

/** After each reconnection, as a server that has been renewed has let go of everybody; when the worker is replaced; every hour. */
export function watchForUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => void lookForUpdate())
  connection.subscribe(() => {
    if (connection.get().state !== 'live') return
    if (wasLive) void lookForUpdate()
    wasLive = true
  })
  setInterval(() => void lookForUpdate(), PERIOD)
}

/** Whether it is why something could not be loaded; then it is said once more. */
export async function explain(): Promise<boolean> {
  isPutOff.set(false)
  return lookForUpdate()
}

/** Whether the server has another version than the one that runs here. */
export async function lookForUpdate(): Promise<boolean> {
  if (isOutdated.get() || !own) return isOutdated.get()
  try {
    // It names the code that belongs to it.
    const answer = await fetch('/service-worker.js', { cache: 'no-cache' })
    if (!answer.ok || (await answer.text()).includes(new URL(own).pathname)) return false
  } catch {
    return false
  }
  isOutdated.set(true)
  const registration = await navigator.serviceWorker?.getRegistration()
  registration?.update().catch((error: unknown) => console.warn(error))
  await import('./update-bar.ts')
  return true
}
