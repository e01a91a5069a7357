// What each request about people accepts, and what answers it.
import { z } from 'zod'
import { anyone, signedIn, type Consumers } from '../channels/consumers.ts'
import { visitorsOf } from '../channels/groups.ts'
import { defaultLimit, page, pictureAddress, username } from '../schemas.ts'
import { editAccount, getAccount, listAccounts } from './accounts.ts'
import { removePhoto, setPhotoByAddress } from './photos.ts'

const ByUsername = z.object({ username })
const ByAddress = z.object({ url: pictureAddress })

const wrongDelay = 'The delay must be 0, or from 5 to 60 seconds.'
const Changes = z.object({
  saveDelay: z
    .int(wrongDelay)
    .refine(seconds => seconds === 0 || (seconds >= 5 && seconds <= 60), wrongDelay)
    .optional(),
})

export const accountConsumers = {
  'account:edit': signedIn(Changes, (ctx, { accountId }, changes) => editAccount(ctx, accountId, changes)),

  'account:photo': signedIn(ByAddress, (ctx, { accountId }, { url }) => setPhotoByAddress(ctx, accountId, url)),

  'account:remove-photo': signedIn(z.object({}), (ctx, { accountId }) => removePhoto(ctx, accountId)),

  'account:get': anyone(ByUsername, async (ctx, caller, input) => {
    return (await getAccount(ctx, input.username, caller.accountId)).view
  }),

  'account:list': anyone(z.object(page), (ctx, caller, { before, limit = defaultLimit }) =>
    listAccounts(ctx, caller.accountId, { before, limit }),
  ),

  'account:watch': anyone(ByUsername, async (ctx, caller, input) => {
    const { id } = await getAccount(ctx, input.username, caller.accountId)
    const read = async () => (await getAccount(ctx, input.username, caller.accountId)).view
    return caller.watch(visitorsOf(id), read)
  }),

  'account:unwatch': anyone(ByUsername, async (ctx, caller, input) => {
    caller.leave(visitorsOf((await getAccount(ctx, input.username, null)).id))
    return {}
  }),
} satisfies Partial<Consumers>
