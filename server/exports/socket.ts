// What each request about copies accepts, and what answers it.
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { beginExport, getExport, removeExport } from './exports.ts'

const Nothing = z.object({})

export const exportConsumers = {
  'export:begin': signedIn(Nothing, async (ctx, { accountId }) => ({ export: await beginExport(ctx, accountId) })),

  'export:get': signedIn(Nothing, async (ctx, { accountId }) => ({ export: await getExport(ctx, accountId) })),

  'export:remove': signedIn(Nothing, async (ctx, { accountId }) => {
    await removeExport(ctx, accountId)
    return {}
  }),
} satisfies Partial<Consumers>
