// What is found by words.
import type { AccountSeenView, ImageView } from '../../server/views.ts'
import { learnAccount } from '../accounts/data.ts'
import { takeFirst } from '../first-screen.ts'
import { learnImage } from '../images/data.ts'
import type { ItemPage } from '../paged-list.ts'
import { ask } from '../socket.ts'

/** The server draws the first screen with the same. */
export async function findImages(text: string, before?: string): Promise<ItemPage<ImageView>> {
  const input = { text, kind: 'images', before, limit: 30 } as const
  const { images, next } = takeFirst('search:find', input) ?? (await ask('search:find', input))
  return { items: images.map(learnImage), next }
}

export async function findPeople(text: string, before?: string): Promise<ItemPage<AccountSeenView>> {
  const input = { text, kind: 'people', before, limit: 20 } as const
  const { accounts, next } = takeFirst('search:find', input) ?? (await ask('search:find', input))
  return { items: accounts.map(learnAccount), next }
}
