// What each request about access tokens accepts, and what answers it.
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { scopes } from '../policy/requests.ts'
import { id, text } from '../schemas.ts'
import { createToken, listTokens, revokeToken } from './tokens.ts'

const usualDays = 90
const mostDays = 366

const NewToken = z.object({
  name: text(100, 'The name').min(1, 'Give the token a name that tells you later what it is for.'),
  scopes: z
    .array(z.enum(scopes, { error: `A token may allow: ${scopes.join(', ')}.` }), {
      error: 'Say as a list what the token may do.',
    })
    .min(1, 'Choose what the token may do.')
    .max(20)
    .transform(chosen => scopes.filter(scope => chosen.includes(scope))),
  days: z
    .int('The days must be a whole number.')
    .min(1, 'The token must hold for at least one day.')
    .max(mostDays, `The token may hold for at most ${mostDays} days, or (null) until it is revoked.`)
    .nullable()
    .default(usualDays),
})

export const tokenConsumers = {
  'token:create': signedIn(NewToken, (ctx, { accountId }, input) => createToken(ctx, accountId, input)),

  'token:list': signedIn(z.object({}), async (ctx, { accountId }) => ({ tokens: await listTokens(ctx, accountId) })),

  'token:revoke': signedIn(z.object({ id }), async (ctx, { accountId }, input) => {
    await revokeToken(ctx, accountId, input.id)
    return {}
  }),
} satisfies Partial<Consumers>
