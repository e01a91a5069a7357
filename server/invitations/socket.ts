// What each request about invitations accepts, and what answers it.
import { msg, str } from '@lit/localize'
import { z } from 'zod'
import { anyone, signedIn, type Consumers, type SignedIn } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { wholeNumber } from '../language/words.ts'
import { isStaff } from '../policy/standing.ts'
import type { Role } from '../policy/requests.ts'
import { defaultLimit, id, page, text } from '../schemas.ts'
import { createInvitation, listInvitations, lookAtInvitation, revokeInvitation } from './invitations.ts'

const whole = (least: number, most: number, what: () => string) => {
  const wrong = {
    error: () => msg(str`${what()} must be a whole number from ${wholeNumber(least)} to ${wholeNumber(most)}.`),
  }
  return z.int(wrong).min(least, wrong).max(most, wrong)
}

const Invitation = z.object({
  email: text(254, () => msg('The e-mail'))
    .refine(value => value === '' || z.email().safeParse(value).success, {
      error: () => msg('Enter an e-mail address like name@example.org.'),
    })
    .transform(value => value || null)
    .nullable()
    .default(null),
  uses: whole(1, 100, () => msg('The number of people')).default(1),
  days: whole(1, 90, () => msg('The days')).default(14),
})

export const invitationConsumers = {
  'invitation:create': signedIn(Invitation, async (ctx, caller, input) =>
    createInvitation(ctx, { accountId: caller.accountId, role: await roleOf(ctx, caller) }, input),
  ),

  'invitation:get': anyone(z.object({ code: text(100, () => msg('The invitation')) }), (ctx, _caller, { code }) =>
    lookAtInvitation(ctx, code),
  ),

  'invitation:list': signedIn(
    z.object({ all: z.boolean({ error: () => msg('This must be true or false.') }).default(false), ...page }),
    async (ctx, caller, { all, before, limit = defaultLimit }) => {
      if (all && !isStaff(await roleOf(ctx, caller)))
        throw new AppError('forbidden', msg('Only moderators can see them all.'))
      return listInvitations(ctx, all ? null : caller.accountId, { before, limit })
    },
  ),

  'invitation:revoke': signedIn(z.object({ id }), async (ctx, caller, input) => {
    await revokeInvitation(ctx, { accountId: caller.accountId, role: await roleOf(ctx, caller) }, input.id)
    return {}
  }),
} satisfies Partial<Consumers>

async function roleOf(ctx: Context, caller: SignedIn): Promise<Role> {
  return (await ctx.sessions.look(caller))?.role ?? 'person'
}
