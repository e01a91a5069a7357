// What each request about two-factor sign-in accepts, and what answers it.
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { Code } from './schemas.ts'
import { beginTwoFactor, confirmTwoFactor, disableTwoFactor, getTwoFactor, renewCodes } from './two-factor.ts'

const Nothing = z.object({})

export const factorConsumers = {
  'two-factor:get': signedIn(Nothing, (ctx, { accountId }) => getTwoFactor(ctx, accountId)),

  'two-factor:begin': signedIn(Nothing, (ctx, { accountId }) => beginTwoFactor(ctx, accountId)),

  'two-factor:enable': signedIn(z.object({ code: Code }), async (ctx, { accountId }, { code }) => ({
    codes: await confirmTwoFactor(ctx, accountId, code),
  })),

  'two-factor:disable': signedIn(Nothing, async (ctx, { accountId }) => {
    await disableTwoFactor(ctx, accountId)
    return {}
  }),

  'two-factor:renew-codes': signedIn(Nothing, async (ctx, { accountId }) => ({
    codes: await renewCodes(ctx, accountId),
  })),
} satisfies Partial<Consumers>
