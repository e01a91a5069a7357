// What each request about follows accepts, and what answers it.
import { z } from 'zod'
import { anyone, signedIn, type Consumers } from '../channels/consumers.ts'
import { defaultLimit, page, username } from '../schemas.ts'
import { followAccount, removeFollower, unfollowAccount } from './follows.ts'
import { approveRequest, declineRequest, listPeople, listRequests } from './lists.ts'
import { suggestAccounts } from './suggestions.ts'

const ByUsername = z.object({ username })
const OfPerson = z.object({ username, ...page })

export const followConsumers = {
  'account:follow': signedIn(ByUsername, (ctx, caller, input) => followAccount(ctx, caller.accountId, input.username)),

  'account:unfollow': signedIn(ByUsername, (ctx, caller, input) =>
    unfollowAccount(ctx, caller.accountId, input.username),
  ),

  'account:remove-follower': signedIn(ByUsername, (ctx, caller, input) =>
    removeFollower(ctx, caller.accountId, input.username),
  ),

  'account:followers': anyone(OfPerson, (ctx, caller, { limit = defaultLimit, ...input }) =>
    listPeople(ctx, caller.accountId, 'followers', { ...input, limit }),
  ),

  'account:following': anyone(OfPerson, (ctx, caller, { limit = defaultLimit, ...input }) =>
    listPeople(ctx, caller.accountId, 'following', { ...input, limit }),
  ),

  'account:suggested': signedIn(z.object({ limit: page.limit }), async (ctx, caller, { limit = 10 }) => ({
    suggestions: await suggestAccounts(ctx, caller.accountId, limit),
  })),

  'request:list': signedIn(z.object(page), (ctx, caller, { before, limit = defaultLimit }) =>
    listRequests(ctx, caller.accountId, { before, limit }),
  ),

  'request:approve': signedIn(ByUsername, (ctx, caller, input) =>
    approveRequest(ctx, caller.accountId, input.username),
  ),

  'request:decline': signedIn(ByUsername, async (ctx, caller, input) => {
    await declineRequest(ctx, caller.accountId, input.username)
    return {}
  }),
} satisfies Partial<Consumers>
