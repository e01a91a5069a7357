// What each request of those who keep order accepts, and what answers it.
import { msg } from '@lit/localize'
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { liftSuspension, listPeople, removeAnyImage, setRole, suspendAccount } from '../moderation/moderation.ts'
import { defaultLimit, id, page, text, username } from '../schemas.ts'
import { listActions } from './administration.ts'
import { getHealth } from './health.ts'
import { listJobs, retryJobs } from './jobs.ts'

const role = z.enum(['person', 'moderator', 'administrator'], {
  error: () => msg('A role is person, moderator or administrator.'),
})
const reason = text(1_000, () => msg('The reason')).min(1, { error: () => msg('Give a reason: the person is told.') })

const People = z.object({
  text: text(100, () => msg('What you look for')).default(''),
  role: role.optional(),
  state: z.enum(['suspended', 'leaving'], { error: () => msg('People are suspended or leaving.') }).optional(),
  ...page,
})

export const administrationConsumers = {
  'administration:people': signedIn(People, (ctx, { accountId }, { limit = defaultLimit, ...query }) =>
    listPeople(ctx, accountId, { ...query, limit }),
  ),

  'administration:set-role': signedIn(z.object({ username, role }), (ctx, { accountId }, input) =>
    setRole(ctx, accountId, input.username, input.role),
  ),

  'administration:suspend': signedIn(z.object({ username, reason }), (ctx, { accountId }, input) =>
    suspendAccount(ctx, accountId, input.username, input.reason),
  ),

  'administration:restore': signedIn(z.object({ username }), (ctx, { accountId }, input) =>
    liftSuspension(ctx, accountId, input.username),
  ),

  'administration:remove-image': signedIn(z.object({ id, reason }), async (ctx, { accountId }, input) => {
    await removeAnyImage(ctx, accountId, input.id, input.reason)
    return {}
  }),

  'administration:actions': signedIn(z.object(page), (ctx, _caller, { limit = defaultLimit, before }) =>
    listActions(ctx, { before, limit }),
  ),

  'administration:jobs': signedIn(z.object({}), async ctx => ({ queues: await listJobs(ctx) })),

  'administration:retry-job': signedIn(
    z.object({
      queue: text(100, () => msg('The queue')).min(1, { error: () => msg('Name the queue.') }),
      id: z.uuid({ error: () => msg('This is not an id.') }).optional(),
    }),
    async (ctx, { accountId }, input) => ({ retried: await retryJobs(ctx, accountId, input.queue, input.id) }),
  ),

  'administration:health': signedIn(z.object({}), ctx => getHealth(ctx)),
} satisfies Partial<Consumers>
