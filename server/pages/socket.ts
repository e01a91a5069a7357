import { msg } from '@lit/localize'
import { z } from 'zod'
import { signedIn, type Consumers } from '../channels/consumers.ts'
import { text } from '../schemas.ts'
import { readPage } from './pages.ts'

const ByAddress = z.object({
  url: text(2_000, () => msg('The address')).min(1, { error: () => msg('Enter the address of a page or a picture.') }),
})

export const pageConsumers = {
  'page:read': signedIn(ByAddress, (ctx, { accountId }, { url }) => readPage(ctx, accountId, url)),
} satisfies Partial<Consumers>
