// What each request about people accepts, and what answers it.
import { z } from 'zod'
import { anyone, signedIn, type Consumers } from '../channels/consumers.ts'
import { visitorsOf } from '../channels/groups.ts'
import { setPrivate } from '../follows/follows.ts'
import { defaultLimit, page, pictureAddress, username } from '../schemas.ts'
import { getAccount, listAccounts } from './accounts.ts'
import { AccountChanges } from './profile-schema.ts'
import { editAccount } from './profile.ts'
import { removePhoto, setPhotoByAddress } from './photos.ts'
import { findIdentifier } from './queries.ts'

const ByUsername = z.object({ username })
const ByAddress = z.object({ url: pictureAddress })

export const accountConsumers = {
  'account:edit': signedIn(AccountChanges, async (ctx, { accountId }, { private: isPrivate, ...changes }) => {
    // It concerns others too: who follows, and who looks at this moment.
    if (isPrivate !== undefined) await setPrivate(ctx, accountId, isPrivate)
    return editAccount(ctx, accountId, changes)
  }),

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
    return caller.watch(visitorsOf(id), async isOf => {
      const { view } = await getAccount(ctx, input.username, caller.accountId)
      isOf(id)
      return view
    })
  }),

  // Also of somebody who cannot be seen any more, and the same for nobody.
  'account:unwatch': anyone(ByUsername, async (ctx, caller, input) => {
    const id = await findIdentifier(ctx.db, input.username)
    if (id) caller.leave(visitorsOf(id))
    return {}
  }),
} satisfies Partial<Consumers>
