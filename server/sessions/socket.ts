// What each request about sessions accepts, and what answers it.
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { id } from '../schemas.ts'
import { endOtherSessions, endOwnSession, listSessions } from './sessions.ts'

const None = z.object({})

export const sessionConsumers = {
  'session:list': signedIn(None, async (ctx, caller) => ({ sessions: await listSessions(ctx, caller) })),

  'session:end': signedIn(z.object({ id }), async (ctx, caller, input) => {
    await endOwnSession(ctx, caller, input.id)
    return {}
  }),

  'session:end-others': signedIn(None, async (ctx, caller) => ({ ended: await endOtherSessions(ctx, caller) })),
} satisfies Partial<Consumers>
