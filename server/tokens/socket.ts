// What each request about access tokens accepts, and what answers it.
import { msg, str } from '@lit/localize'
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { wholeNumber } from '../language/words.ts'
import { scopes } from '../policy/requests.ts'
import { id, text } from '../schemas.ts'
import { createToken, listTokens, revokeToken } from './tokens.ts'

const usualDays = 90
const mostDays = 366

const NewToken = z.object({
  name: text(100, () => msg('The name')).min(1, {
    error: () => msg('Give the token a name that tells you later what it is for.'),
  }),
  scopes: z
    .array(z.enum(scopes, { error: () => msg(str`A token may allow: ${scopes.join(', ')}.`) }), {
      error: () => msg('Say as a list what the token may do.'),
    })
    .min(1, { error: () => msg('Choose what the token may do.') })
    .max(20)
    .transform(chosen => scopes.filter(scope => chosen.includes(scope))),
  days: z
    .int({ error: () => msg('The days must be a whole number.') })
    .min(1, { error: () => msg('The token must hold for at least one day.') })
    .max(mostDays, {
      error: () =>
        msg(str`The token may hold for at most ${wholeNumber(mostDays)} days, or (null) until it is revoked.`),
    })
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
