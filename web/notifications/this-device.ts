// Whether this device is called while no window of ours is open. The browser keeps the subscription, we remember whose it is.
import { msg } from '@lit/localize'
import { AnswerError } from '../answer-error.ts'
import { Value } from '../observe.ts'
import { go } from '../router.ts'
import { session, whenSomeoneElse } from '../session.ts'
import { ask } from '../socket.ts'

/** `denied`: the person has told the browser so, and only there it can be changed. */
export type DeviceState = 'unknown' | 'unsupported' | 'denied' | 'off' | 'on'

export const device = new Value<DeviceState>('unknown')

const OWNER = 'bowerbird-called'
const supported = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

const current = async () => (await navigator.serviceWorker.ready).pushManager.getSubscription()

/** Asks the person, so only by a press. @throws when they have not answered, and when the browser or the server refuses */
export async function callThisDevice(): Promise<void> {
  const permission = await Notification.requestPermission()
  if (permission === 'default') {
    const message = msg(
      'Your browser has not been told that Bowerbird may notify you. Try again, and allow it when it asks.',
    )
    throw new AnswerError({ code: 'forbidden', message })
  }
  if (permission === 'denied') return look()
  const { pushKey } = await ask('instance:get', {})
  const { pushManager } = await navigator.serviceWorker.ready
  const options = { userVisibleOnly: true, applicationServerKey: pushKey ?? '' }
  // One that was made for another key, as after a restore, is of no use.
  const made = await pushManager.subscribe(options).catch(async () => {
    await (await pushManager.getSubscription())?.unsubscribe()
    return pushManager.subscribe(options)
  })
  await tell(made)
  localStorage.setItem(OWNER, session.get()?.username ?? '')
  device.set('on')
}

export async function leaveThisDevice(): Promise<void> {
  const subscription = await current()
  if (subscription) {
    await ask('push:unsubscribe', { endpoint: subscription.endpoint })
    await subscription.unsubscribe()
  }
  localStorage.removeItem(OWNER)
  device.set('off')
}

/** Looks how it is; a subscription of whoever is here is renewed, because it ends with each session. */
export async function look(): Promise<void> {
  if (!supported) return device.set('unsupported')
  if (Notification.permission === 'denied') return device.set('denied')
  const registered = await navigator.serviceWorker.getRegistration()
  const subscription = await registered?.pushManager.getSubscription()
  const mine = Boolean(subscription) && localStorage.getItem(OWNER) === session.get()?.username
  if (subscription && mine) await tell(subscription)
  device.set(mine ? 'on' : 'off')
}

async function tell(subscription: PushSubscription): Promise<void> {
  const { endpoint = '', keys = {} } = subscription.toJSON()
  const { p256dh = '', auth = '' } = keys
  await ask('push:subscribe', { subscription: { endpoint, keys: { p256dh, auth } } })
}

if (supported) {
  // Allowed or forbidden in the settings of the browser.
  navigator.permissions
    .query({ name: 'notifications' })
    .then(permission => permission.addEventListener('change', lookQuietly), console.warn)
  // A notification of ours has been pressed on the screen.
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ open?: unknown }>) => {
    if (typeof data?.open === 'string') go(data.open)
  })
}
whenSomeoneElse(() => {
  device.set('unknown')
  lookQuietly()
})
if (session.get()) lookQuietly()

function lookQuietly(): void {
  look().catch((error: unknown) => console.warn(error))
}
