// What each request about activity accepts, and what answers it.
import { z } from 'zod'
import { anyone, type Consumers } from '../channels/consumers.ts'
import { everybody } from '../channels/groups.ts'
import { defaultLimit, page } from '../schemas.ts'
import { listActivity } from './activity.ts'

export const activityConsumers = {
  'activity:list': anyone(z.object(page), (ctx, caller, { before, limit = defaultLimit }) =>
    listActivity(ctx, caller.accountId, { before, limit }),
  ),

  'activity:watch': anyone(z.object({}), async (_ctx, caller) => {
    caller.join(everybody)
    return {}
  }),

  'activity:unwatch': anyone(z.object({}), async (_ctx, caller) => {
    caller.leave(everybody)
    return {}
  }),
} satisfies Partial<Consumers>
