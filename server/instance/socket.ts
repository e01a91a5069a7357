// What each request about the instance accepts, and what answers it.
import { msg } from '@lit/localize'
import { z } from 'zod'
import { anyone, signedIn, type Consumers } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import type { InstanceView } from '../protocol-moderation.ts'
import { listProviders } from '../providers/providers.ts'
import { getPushKey } from '../push/push.ts'
import { editSettings, getSettings } from './instance.ts'

const Settings = z.object({
  registration: z
    .enum(['open', 'invitation', 'closed'], { error: () => msg('Registration is open, by invitation, or closed.') })
    .optional(),
  invitations: z
    .enum(['people', 'staff'], { error: () => msg('Everybody invites (people), or moderators alone (staff).') })
    .optional(),
})

export const instanceConsumers = {
  'instance:get': anyone(z.object({}), ctx => getInstance(ctx)),

  'administration:edit': signedIn(Settings, async (ctx, { accountId }, settings) => {
    await editSettings(ctx, accountId, settings)
    return getInstance(ctx)
  }),
} satisfies Partial<Consumers>

async function getInstance(ctx: Context): Promise<InstanceView> {
  const settings = await getSettings(ctx.db)
  const providers = listProviders(ctx).map(({ name, label }) => ({ name, label }))
  return { ...settings, providers, pushKey: await getPushKey(ctx), sendsMail: ctx.config.smtpUrl !== undefined }
}
