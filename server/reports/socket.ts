// What each request about reports accepts, and what answers it.
import { msg } from '@lit/localize'
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { staff } from '../channels/groups.ts'
import { AppError } from '../errors.ts'
import { isStaff } from '../policy/standing.ts'
import { defaultLimit, id, page, text, username } from '../schemas.ts'
import { countOpenReports, listReports, resolveReport, sendReport } from './reports.ts'

const reason = z.enum(['spam', 'harassment', 'violence', 'nudity', 'illegal', 'rights', 'other'], {
  error: () => msg('Say what is wrong with it.'),
})
const words = text(2_000, () => msg('What you say')).default('')
const grounds = text(2_000, () => msg('The reason')).default('')

const Report = z.discriminatedUnion(
  'kind',
  [
    z.object({ kind: z.literal('image'), id, reason, words }),
    z.object({ kind: z.literal('account'), username, reason, words }),
  ],
  { error: () => msg('Only an image or an account can be reported.') },
)
const outcome = z.enum(['nothing', 'removed', 'suspended', 'settled'], { error: () => msg('Say what comes of it.') })
const Resolution = z
  .object({ id, outcome, words: grounds })
  .refine(({ outcome, words }) => words || !/^(removed|suspended)$/.test(outcome), {
    path: ['words'],
    error: () => msg('Give a reason: the person is told.'),
  })
const state = z.enum(['open', 'resolved'], { error: () => msg('Reports are open or resolved.') }).optional()

export const reportConsumers = {
  'report:send': signedIn(Report, async (ctx, { accountId }, report) => {
    await sendReport(ctx, accountId, report)
    return {}
  }),

  'report:list': signedIn(z.object({ state, ...page }), (ctx, _caller, { limit = defaultLimit, ...range }) =>
    listReports(ctx, { ...range, limit }),
  ),

  'report:resolve': signedIn(Resolution, (ctx, { accountId }, input) => resolveReport(ctx, accountId, input)),

  'report:watch': signedIn(z.object({}), (ctx, caller) =>
    caller.watch(staff, async () => {
      // Asked again once the socket is in the group: a role that was lost in between has closed no socket there.
      const standing = await ctx.sessions.look(caller)
      if (!standing || !isStaff(standing.role)) throw new AppError('forbidden', msg('Only moderators can do that.'))
      return { open: await countOpenReports(ctx) }
    }),
  ),

  'report:unwatch': signedIn(z.object({}), (_ctx, caller) => {
    caller.leave(staff)
    return Promise.resolve({})
  }),
} satisfies Partial<Consumers>
