// What is at an address: one picture, or a page with many to pick from.
import type { PageView } from '../../server/views.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { Value } from '../observe.ts'
import { whenSomeoneElse } from '../session.ts'
import { readPage } from './data.ts'
import { isAway } from './outbox.ts'
import { addAddresses } from './queue.ts'
import { toAddress } from './typed-address.ts'

export type Reading =
  | { state: 'idle' }
  | { state: 'reading'; url: string }
  | { state: 'failed'; url: string; error: AnswerError }
  | { state: 'read'; url: string; page: PageView }

/** Kept while other pages are looked at. */
export const reading = new Value<Reading>({ state: 'idle' })
whenSomeoneElse(stopReading)

/** A picture goes into the queue at once, with the title given; the pictures of a page wait to be picked. */
export async function readAddress(given: string, title = ''): Promise<void> {
  const url = toAddress(given) ?? given.trim()
  const mine: Reading = { state: 'reading', url }
  reading.set(mine)
  try {
    const page = await readPage(url)
    if (reading.get() !== mine) return
    const [picture] = page.pictures
    if (page.kind === 'picture' && picture) {
      const words = title || page.title
      addAddresses([{ url: picture.url, ...(words && { title: words.slice(0, 200) }) }])
      reading.set({ state: 'idle' })
    } else reading.set({ state: 'read', url, page })
  } catch (error) {
    if (reading.get() !== mine) return
    const refusal = toAnswerError(error)
    // What nobody can look at now may still be a picture: it is saved, unseen, when the connection is back.
    if (refusal.code === 'unavailable' && isAway() && toAddress(url)) {
      addAddresses([{ url, ...(title && { title: title.slice(0, 200) }) }])
      reading.set({ state: 'idle' })
    } else reading.set({ state: 'failed', url, error: refusal })
  }
}

export function stopReading(): void {
  reading.set({ state: 'idle' })
}
