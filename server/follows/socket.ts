// What each request about follows accepts, and what answers it.
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { username } from '../schemas.ts'
import { followAccount, unfollowAccount } from './follows.ts'

const ByUsername = z.object({ username })

export const followConsumers = {
  'account:follow': signedIn(ByUsername, (ctx, caller, input) => followAccount(ctx, caller.accountId, input.username)),

  'account:unfollow': signedIn(ByUsername, (ctx, caller, input) =>
    unfollowAccount(ctx, caller.accountId, input.username),
  ),
} satisfies Partial<Consumers>
