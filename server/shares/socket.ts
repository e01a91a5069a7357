// What sharing an image accepts, and what answers it.
import { msg } from '@lit/localize'
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { email, id, text } from '../schemas.ts'
import { shareImage } from './shares.ts'

export const shareConsumers = {
  'image:share': signedIn(
    z.object({
      id,
      to: email,
      message: text(500, () => msg('The message')).default(''),
      replies: z.boolean({ error: () => msg('Whether answers reach you is yes or no.') }).default(false),
    }),
    async (ctx, { accountId }, input) => {
      await shareImage(ctx, accountId, input)
      return {}
    },
  ),
} satisfies Partial<Consumers>
