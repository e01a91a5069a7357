// When little is found, what is near to the words will do as well; the pages that follow go on as the first has begun.
import { top } from '../database/page.ts'

/** With so many on a first page nobody has mistyped. */
export const enough = (limit: number) => Math.min(4, limit)

/** By the cursor of a page: it is odd in a tolerant search. */
export const isTolerant = (before: string) => before !== top && BigInt(before) % 2n === 1n
