// What each request about images accepts, and what answers it.
import { z } from 'zod'
import { anyone, signedIn, type Consumers } from '../channels/consumers.ts'
import { watchersOf } from '../channels/groups.ts'
import { defaultLimit, id, oneSpot, pageAnywhere, username } from '../schemas.ts'
import { bookmarkAddress, editImage, getImage, getOwned, listImages, releaseOwnImage, removeImage } from './images.ts'
import { keepImage } from './keep.ts'
import { listRelated } from './related.ts'
import { ChangedImage, NewImageByAddress } from './schemas.ts'

const ById = z.object({ id })

export const imageConsumers = {
  'image:bookmark': signedIn(NewImageByAddress, (ctx, { accountId }, input) => bookmarkAddress(ctx, accountId, input)),

  'image:keep': signedIn(ById, (ctx, { accountId }, input) => keepImage(ctx, accountId, input.id)),

  'image:related': anyone(ById, async (ctx, caller, input) => ({
    images: await listRelated(ctx, input.id, caller.accountId),
  })),

  'image:edit': signedIn(ChangedImage, (ctx, { accountId }, input) => editImage(ctx, accountId, input)),

  'image:remove': signedIn(ById, async (ctx, { accountId }, input) => {
    await removeImage(ctx, accountId, input.id)
    return {}
  }),

  'image:release': signedIn(ById, (ctx, { accountId }, input) => releaseOwnImage(ctx, accountId, input.id)),

  'image:get': anyone(ById, (ctx, caller, input) => getImage(ctx, input.id, caller.accountId)),

  'image:list': anyone(
    z.object({ by: username.optional(), ...pageAnywhere }).refine(...oneSpot),
    (ctx, caller, { limit = defaultLimit, ...input }) => listImages(ctx, caller.accountId, { ...input, limit }),
  ),

  'image:watch': anyone(ById, (ctx, caller, input) =>
    caller.watch(watchersOf(input.id), async isOf => {
      const { accountId, view } = await getOwned(ctx, input.id, caller.accountId)
      isOf(accountId)
      return view
    }),
  ),

  'image:unwatch': anyone(ById, async (_ctx, caller, input) => {
    caller.leave(watchersOf(input.id))
    return {}
  }),
} satisfies Partial<Consumers>
