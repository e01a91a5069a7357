// Web Push: what somebody is told, on the screen of a device where no window of ours is open.
import { ECDH } from 'node:crypto'
import { msg } from '@lit/localize'
import webPush from 'web-push'
import type { SignedIn } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Task } from '../jobs/jobs.ts'
import { inLanguageOf } from '../language/reader.ts'
import { postableAddress } from '../media/post.ts'
import { describe, findForPush, getKeys, pathOf, pushTask } from '../notifications/notifications.ts'
import { deleteSubscription, insertSubscription, listSubscriptions, type Subscription } from './queries.ts'

/** Of one person: a browser that is opened anew each time would otherwise leave one behind each time. */
const mostBrowsers = 20
/** For as long a push service keeps it for a device that is off, in seconds: what is older is seen in the app. */
const keptFor = 24 * 3_600

/** By which browsers know that it is this instance that calls. */
export async function getPushKey(ctx: Context): Promise<string> {
  return (await getKeys(ctx)).vapidPublic
}

/**
 * Calls this browser from now on, until its session ends; whoever used it before is not called there any more.
 * @throws {AppError} `invalid` for what no browser gives, and for an address that may not be called
 */
export async function subscribe(
  ctx: Context,
  { accountId, sessionId }: Pick<SignedIn, 'accountId' | 'sessionId'>,
  subscription: Subscription,
): Promise<void> {
  if (!isCurvePoint(subscription.p256dh) || Buffer.from(subscription.auth, 'base64url').length !== 16) {
    throw new AppError(
      'invalid',
      msg('The keys of this browser cannot be used. Switch its notifications off and on again.'),
    )
  }
  if (!postableAddress(subscription.endpoint, ctx.config)) {
    throw new AppError('invalid', msg('The push service of this browser cannot be called from here.'))
  }
  await insertSubscription(ctx.db, { accountId, sessionId, most: mostBrowsers, ...subscription })
}

/** Idempotent. */
export async function unsubscribe(ctx: Context, accountId: string, endpoint: string): Promise<void> {
  await deleteSubscription(ctx.db, accountId, endpoint)
}

function isCurvePoint(key: string): boolean {
  try {
    const point = Buffer.from(key, 'base64url')
    ECDH.convertKey(point, 'prime256v1', undefined, undefined, 'compressed')
    return point.length === 65
  } catch {
    return false
  }
}

export function pushWork(ctx: Context): Task {
  return {
    name: pushTask,
    atOnce: 2,
    work: ({ notificationId = '', accountId = '' }) => call(ctx, accountId, notificationId),
  }
}

/** Every browser of a person. Called twice, each shows it once: the later takes the place of the earlier. */
async function call(ctx: Context, accountId: string, notificationId: string): Promise<void> {
  // Read or withdrawn since.
  const notification = await findForPush(ctx, accountId, notificationId)
  if (!notification) return
  const payload = JSON.stringify({
    title: 'Bowerbird',
    words: await inLanguageOf(ctx, ctx.db, accountId, () => describe(notification)),
    url: pathOf(notification),
    tag: `notification-${notificationId}`,
  })
  const { vapidPublic, vapidPrivate } = await getKeys(ctx)
  const options = {
    vapidDetails: { subject: contact(ctx), publicKey: vapidPublic, privateKey: vapidPrivate },
    TTL: keptFor,
    contentEncoding: 'aes128gcm' as const,
    topic: `n${notificationId}`,
  }
  const browsers = await listSubscriptions(ctx.db, accountId)
  const again = await Promise.all(browsers.map(browser => send(ctx, accountId, browser, payload, options)))
  if (again.includes(true)) throw new Error('a push service could not be reached, or asks for patience')
}

/** @returns whether to try again */
async function send(
  ctx: Context,
  accountId: string,
  { endpoint, p256dh, auth }: Subscription,
  payload: string,
  options: Parameters<typeof webPush.generateRequestDetails>[2],
): Promise<boolean> {
  const { host } = new URL(endpoint)
  try {
    const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, options)
    const given = Object.entries(headers).map(([name, value]) => [name, String(value)])
    const status = await ctx.media.post(endpoint, { headers: Object.fromEntries(given), body: body! })
    if (status === 404 || status === 410) await deleteSubscription(ctx.db, accountId, endpoint)
    else if (status >= 300 && status < 500 && status !== 429)
      ctx.log.warn({ host, status }, 'a push service has refused')
    return status === 429 || status >= 500
  } catch (error) {
    ctx.log.info({ err: error, host }, 'a push service could not be called')
    return true
  }
}

/** Whom a push service may write to, as VAPID wants it. */
function contact({ config: { publicUrl } }: Context): string {
  return publicUrl.protocol === 'https:' ? publicUrl.origin : `mailto:bowerbird@${publicUrl.hostname}`
}
