// Bowerbird beside the other apps of a device: offered by the browser, or done by hand.
import { msg } from '@lit/localize'
import { Value } from './observe.ts'
import { notify } from './ui/notices.ts'

interface Offer extends Event {
  prompt(): Promise<unknown>
}

/** Of the browser; undefined where it makes none, and when it is installed. */
export const offer = new Value<Offer | undefined>(undefined)
/** Milliseconds: time to find what is spoken of. */
const STAY = 20_000

addEventListener('beforeinstallprompt', event => {
  // It is asked for in the menu, never out of the blue.
  event.preventDefault()
  offer.set(event as Offer)
})
addEventListener('appinstalled', () => offer.set(undefined))

/** iPhones and iPads offer nothing, and can all the same; there alone this is known. */
const isByHand = (navigator as { standalone?: boolean }).standalone === false

export function canInstall(): boolean {
  return isByHand || offer.get() !== undefined
}

export async function install(): Promise<void> {
  const offered = offer.get()
  if (!offered) return notify(msg('Press the share button of your browser, then “Add to Home Screen”.'), 'plain', STAY)
  // Good for one time.
  offer.set(undefined)
  await offered.prompt()
}
