// What each request about activity accepts, and what answers it.
import { z } from 'zod'
import { anyone, type Consumers } from '../channels/consumers.ts'
import { everybody } from '../channels/groups.ts'
import { findShown } from '../accounts/accounts.ts'
import { defaultLimit, oneSpot, pageAnywhere, username } from '../schemas.ts'
import { listActivity } from './activity.ts'

export const activityConsumers = {
  'activity:list': anyone(
    z.object({ by: username.optional(), ...pageAnywhere }).refine(...oneSpot),
    async (ctx, caller, { by, limit = defaultLimit, ...spot }) => {
      if (by === undefined) return listActivity(ctx, caller.accountId, { ...spot, limit })
      const accountId = await findShown(ctx, by, caller.accountId)
      if (!accountId) return { activities: [], next: null, previous: null }
      return listActivity(ctx, caller.accountId, { ...spot, by: accountId, limit })
    },
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
