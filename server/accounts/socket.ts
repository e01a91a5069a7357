// What each request about people accepts, and what answers it.
import { z } from 'zod'
import { anyone, type Consumers } from '../channels/consumers.ts'
import { visitorsOf } from '../channels/groups.ts'
import { defaultLimit, page, username } from '../schemas.ts'
import { getAccount, listAccounts } from './accounts.ts'

const ByUsername = z.object({ username })

export const accountConsumers = {
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
