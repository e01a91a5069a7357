// What each request about blocks and mutes accepts, and what answers it.
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import { defaultLimit, page, username } from '../schemas.ts'
import { blockAccount, listSetAside, muteAccount, unblockAccount, unmuteAccount } from './blocks.ts'

const ByUsername = z.object({ username })

const done =
  (verb: typeof blockAccount) =>
  async (ctx: Context, caller: { accountId: string }, input: { username: string }): Promise<Record<string, never>> => {
    await verb(ctx, caller.accountId, input.username)
    return {}
  }

export const blockConsumers = {
  'account:block': signedIn(ByUsername, done(blockAccount)),
  'account:unblock': signedIn(ByUsername, done(unblockAccount)),
  'account:mute': signedIn(ByUsername, done(muteAccount)),
  'account:unmute': signedIn(ByUsername, done(unmuteAccount)),

  'account:blocked': signedIn(z.object(page), (ctx, caller, { before, limit = defaultLimit }) =>
    listSetAside(ctx, caller.accountId, 'blocked', { before, limit }),
  ),

  'account:muted': signedIn(z.object(page), (ctx, caller, { before, limit = defaultLimit }) =>
    listSetAside(ctx, caller.accountId, 'muted', { before, limit }),
  ),
} satisfies Partial<Consumers>
