// What each request about one's e-mail accepts, and what answers it.
import { z } from 'zod'
import { anyone, signedIn, type Consumers } from '../channels/consumers.ts'
import { email } from '../schemas.ts'
import { cancelEmailChange, changeEmail, confirmLink, lookAtLink, refuseLink, resendConfirmation } from './email.ts'
import { linkToken } from './links.ts'

const ByToken = z.object({ token: linkToken })
const None = z.object({})

export const credentialConsumers = {
  'email:resend': signedIn(None, async (ctx, { accountId }) => {
    await resendConfirmation(ctx, accountId)
    return {}
  }),

  'email:change': signedIn(z.object({ email }), (ctx, { accountId }, input) =>
    changeEmail(ctx, accountId, input.email),
  ),

  'email:cancel': signedIn(None, (ctx, { accountId }) => cancelEmailChange(ctx, accountId)),

  'email:look': anyone(ByToken, (ctx, _caller, { token }) => lookAtLink(ctx, token)),

  'email:confirm': anyone(ByToken, (ctx, _caller, { token }) => confirmLink(ctx, token)),

  'email:refuse': anyone(ByToken, async (ctx, _caller, { token }) => {
    await refuseLink(ctx, token)
    return {}
  }),
} satisfies Partial<Consumers>
