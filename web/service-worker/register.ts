import { openedOffline } from '../first-screen.ts'
import { askThrough } from '../socket.ts'

const SCRIPT = '/service-worker.js'

/** Once the page stands; without it what other apps share is lost, and nothing is there offline, so a failure needs no words. */
export function registerServiceWorker(): void {
  // Not on plain http, and not in every private window.
  if (!('serviceWorker' in navigator)) return
  if (openedOffline) askThrough(import('../offline/keeper.ts').then(({ askAndKeep }) => askAndKeep))
  const begin = () => void register().catch((error: unknown) => console.warn(error))
  // The code may come later than all that the HTML shows.
  if (document.readyState === 'complete') begin()
  else addEventListener('load', begin, { once: true })
}

async function register(): Promise<void> {
  await navigator.serviceWorker.register(scriptUrl(), { scope: '/', updateViaCache: 'none' })
  const { begin } = await import('../offline/begin.ts')
  await begin()
}

interface Policies {
  createPolicy(name: string, rules: Policy): Policy
}
interface Policy {
  /** What it gives is no text to the browser, but goes where one is expected. */
  createScriptURL(text: string): string
}

/** Our security policy asks where a text comes from before it becomes a script. */
function scriptUrl(): string {
  const { trustedTypes } = window as { trustedTypes?: Policies }
  return trustedTypes?.createPolicy('service-worker', { createScriptURL: () => SCRIPT }).createScriptURL('') ?? SCRIPT
}
