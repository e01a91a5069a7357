// What each request about saves accepts, and what answers it.
import { msg, str } from '@lit/localize'
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { wholeNumber } from '../language/words.ts'
import { caption, id, pictureAddress, saveKey } from '../schemas.ts'
import { beginSaves, cancelSave, listSaves, retrySave } from './saves.ts'

const ById = z.object({ id })

const mostAtOnce = 50

const ByAddress = caption.extend({
  url: pictureAddress,
  key: saveKey,
})

export const saveConsumers = {
  'save:begin': signedIn(
    z.object({
      saves: z
        .array(ByAddress, { error: () => msg('Give the pictures as a list.') })
        .min(1, { error: () => msg('Choose at least one picture.') })
        .max(mostAtOnce, { error: () => msg(str`Save at most ${wholeNumber(mostAtOnce)} pictures at once.`) }),
    }),
    async (ctx, { accountId }, { saves }) => ({ saves: await beginSaves(ctx, accountId, saves) }),
  ),

  'save:list': signedIn(z.object({}), async (ctx, { accountId }) => ({ saves: await listSaves(ctx, accountId) })),

  'save:cancel': signedIn(ById, async (ctx, { accountId }, input) => {
    await cancelSave(ctx, accountId, input.id)
    return {}
  }),

  'save:retry': signedIn(ById, (ctx, { accountId }, input) => retrySave(ctx, accountId, input.id)),
} satisfies Partial<Consumers>
