// The service worker, which keeps what is to be there without a connection.
const SCRIPT = '/service-worker.js'

/** Once the page stands. */
export async function register(): Promise<void> {
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
