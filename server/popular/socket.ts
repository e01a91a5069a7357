// What each request about views and the ranking accepts, and what answers it.
import { msg } from '@lit/localize'
import { z } from 'zod'
import { anyone, type Consumers } from '../channels/consumers.ts'
import { defaultLimit, id, isRowNumber, page, username } from '../schemas.ts'
import { listPopular, viewImage } from './popular.ts'

const notOfThisList = { error: () => msg('This is not a cursor of this list.') }

/** The score and the number of the last image of a page. */
const place = z
  .string({ error: () => msg('This must be a cursor.') })
  .regex(/^\d{1,6}(\.\d{1,17})?:\d{1,19}$/, notOfThisList)
  .refine(text => isRowNumber(text.split(':')[1] ?? ''), notOfThisList)
  .nullish()
  .transform(text => {
    const [score = '', id = ''] = text?.split(':') ?? []
    return text ? { score, id } : undefined
  })

export const popularConsumers = {
  'image:view': anyone(z.object({ id }), async (ctx, { accountId, eyes }, input) => {
    await viewImage(ctx, { accountId, eyes: await eyes() }, input.id)
    return {}
  }),

  'image:popular': anyone(
    z.object({ by: username.optional(), before: place, limit: page.limit }),
    (ctx, caller, { limit = defaultLimit, ...input }) => listPopular(ctx, caller.accountId, { ...input, limit }),
  ),
} satisfies Partial<Consumers>
