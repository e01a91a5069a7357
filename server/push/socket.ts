// What each request about the browsers that are called accepts, and what answers it.
import { msg } from '@lit/localize'
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { text } from '../schemas.ts'
import { subscribe, unsubscribe } from './push.ts'

const key = (most: number) =>
  text(most, () => msg('The key')).regex(/^[\w-]+=*$/, { error: () => msg('The key must be in base64url.') })
const endpoint = text(2_000, () => msg('The address')).min(1, {
  error: () => msg('The address of the push service is missing.'),
})
const Subscription = z.object({
  subscription: z.object({ endpoint, keys: z.object({ p256dh: key(100), auth: key(40) }) }),
})

export const pushConsumers = {
  'push:subscribe': signedIn(Subscription, async (ctx, caller, { subscription: { endpoint, keys } }) => {
    await subscribe(ctx, caller, { endpoint, ...keys })
    return {}
  }),

  'push:unsubscribe': signedIn(z.object({ endpoint }), async (ctx, { accountId }, { endpoint }) => {
    await unsubscribe(ctx, accountId, endpoint)
    return {}
  }),
} satisfies Partial<Consumers>
