// What each request about notifications accepts, and what answers it.
import { msg } from '@lit/localize'
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { defaultLimit, id, page } from '../schemas.ts'
import { listNotifications, readNotifications } from './notifications.ts'
import { getPreferences, kinds, prefer } from './preferences.ts'

const Which = z
  .object({
    ids: z
      .array(id, { error: () => msg('Give the ids as a list.') })
      .max(100, { error: () => msg('At most 100 at once; give a position for more.') })
      .optional(),
    upTo: page.before,
  })
  .refine(({ ids, upTo }) => ids || upTo, { error: () => msg('Say which ones, or up to which.'), path: ['ids'] })

const way = z.boolean({ error: () => msg('This must be true or false.') }).optional()
const Preference = z
  .object({
    kind: z.enum(kinds, { error: () => msg('There are no notifications of this kind.') }).optional(),
    app: way,
    digest: way,
    push: way,
    every: z
      .enum(['off', 'daily', 'weekly'], { error: () => msg('A digest comes daily, weekly, or is off.') })
      .optional(),
  })
  .refine(({ kind, app, digest, push }) => kind !== undefined || (app ?? digest ?? push) === undefined, {
    error: () => msg('Say of which kind.'),
    path: ['kind'],
  })

export const notificationConsumers = {
  'notification:list': signedIn(z.object(page), (ctx, { accountId }, { before, limit = defaultLimit }) =>
    listNotifications(ctx, accountId, { before, limit }),
  ),

  'notification:read': signedIn(Which, (ctx, { accountId }, which) => readNotifications(ctx, accountId, which)),

  'notification:preferences': signedIn(z.object({}), (ctx, { accountId }) => getPreferences(ctx.db, accountId)),

  'notification:prefer': signedIn(Preference, (ctx, { accountId }, change) => prefer(ctx, accountId, change)),
} satisfies Partial<Consumers>
