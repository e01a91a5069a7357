import { dropOldParcels } from './parcels.ts'

const SCRIPT = '/service-worker.js'

/** Once the page stands; without it only what other apps share is lost, so a failure needs no words. */
export function registerServiceWorker(): void {
  // Not on plain http, and not in every private window.
  if (!('serviceWorker' in navigator)) return
  addEventListener('load', () => void register().catch((error: unknown) => console.warn(error)), { once: true })
}

async function register(): Promise<void> {
  await navigator.serviceWorker.register(scriptUrl(), { scope: '/', updateViaCache: 'none' })
  await dropOldParcels()
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
