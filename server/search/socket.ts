// What a search accepts, and what answers it.
import { msg } from '@lit/localize'
import { z } from 'zod'
import { anyone, type Consumers } from '../channels/consumers.ts'
import { defaultLimit, page, text } from '../schemas.ts'
import { searchAccounts } from './people.ts'
import { countSearch, find } from './search.ts'

const Search = z.object({
  text: text(200, () => msg('The text')).min(1, { error: () => msg('Enter what to look for.') }),
  kind: z.enum(['images', 'people'], { error: () => msg('The kind must be images or people.') }).optional(),
  ...page,
})

const People = z.object({
  text: text(100, () => msg('The text')).min(1, { error: () => msg('Enter a name, or a part of one.') }),
  ...page,
})

export const searchConsumers = {
  'search:find': anyone(Search, (ctx, caller, { limit = defaultLimit, ...input }) =>
    find(ctx, caller, { ...input, limit }),
  ),

  'account:search': anyone(People, async (ctx, caller, { limit = defaultLimit, ...input }) => {
    await countSearch(ctx, caller)
    return searchAccounts(ctx, caller.accountId, { ...input, limit })
  }),
} satisfies Partial<Consumers>
