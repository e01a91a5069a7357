// What each request about one's identities at providers accepts, and what answers it.
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { id } from '../schemas.ts'
import { listIdentities, unlinkIdentity } from './providers.ts'

export const providerConsumers = {
  'identity:list': signedIn(z.object({}), (ctx, { accountId }) => listIdentities(ctx, accountId)),

  'identity:unlink': signedIn(z.object({ id }), async (ctx, { accountId }, input) => {
    await unlinkIdentity(ctx, accountId, input.id)
    return listIdentities(ctx, accountId)
  }),
} satisfies Partial<Consumers>
