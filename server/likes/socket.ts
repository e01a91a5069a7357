// What each request about likes accepts, and what answers it.
import { z } from 'zod'
import { anyone, signedIn, type Consumers } from '../channels/consumers.ts'
import { defaultLimit, id, page } from '../schemas.ts'
import { likeImage, listLikers, unlikeImage } from './likes.ts'

const ById = z.object({ id })

export const likeConsumers = {
  'image:like': signedIn(ById, (ctx, caller, input) => likeImage(ctx, caller.accountId, input.id)),

  'image:unlike': signedIn(ById, (ctx, caller, input) => unlikeImage(ctx, caller.accountId, input.id)),

  'image:likers': anyone(z.object({ id, ...page }), (ctx, caller, { limit = defaultLimit, ...input }) =>
    listLikers(ctx, caller.accountId, { ...input, limit }),
  ),
} satisfies Partial<Consumers>
