// Guessing is made slow: failures are counted in the database, so that neither a second node nor a dead Redis gives more tries.
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { msg, str } from '@lit/localize'
import type { Context } from '../context.ts'
import { addPoints, deleteExpiredPoints, deletePoints, takePoints } from '../database/throttle.ts'
import { AppError } from '../errors.ts'
import { counted, wholeNumber } from '../language/words.ts'

const minute = 60
const day = 24 * 60 * minute

export interface Attempt {
  /** The account's number, or something that is none where there is no such account. */
  account: string
  address: string
  /** The browser, where somebody has signed in to this very account before. */
  device?: string | undefined
}

interface Limit {
  key: string
  most: number
  seconds: number
  /** How many it is at once; one, unless it is said. */
  points?: number
}

const digest = (text: string) => createHash('sha256').update(text.toLowerCase()).digest('base64url').slice(0, 22)

/**
 * Failures allowed within so many seconds: 10 in a row for an account from an address, 50 a day for it, 100 a day for an address. In a
 * browser that is known, 10 in a row and 50 a day of its own, whatever others do: the owner is not locked out there, and whoever has
 * stolen its cookie gains no more than that (OWASP, “Slow down online guessing attacks with device cookies”).
 */
function limitsOf({ account, address, device }: Attempt): { row: Limit; days: Limit[] } {
  const of = (key: string, most: number, seconds: number): Limit => ({ key, most, seconds })
  const name = digest(account)
  if (device) {
    const key = `${name}:${device}`
    return { row: of(`device:${key}`, 10, 15 * minute), days: [of(`device-day:${key}`, 50, day)] }
  }
  const network = networkOf(address)
  return {
    row: of(`pair:${name}:${network}`, 10, 15 * minute),
    days: [of(`account:${name}`, 50, day), of(`network:${network}`, 100, day)],
  }
}

/** One household has a whole /64 of IPv6 addresses. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length
  return [...groups, ...Array<string>(zeros).fill('0'), ...rest].slice(0, 4).join(':')
}

/**
 * Counts an attempt before it is made, so that many at once are not more than one after the other. A success is given back.
 * @throws {AppError} `too_many` after too many failures; the sentence is the same whether the account exists or not
 */
export async function countAttempt(ctx: Context, attempt: Attempt): Promise<void> {
  const { row, days } = limitsOf(attempt)
  // An address that has used up its own tries adds nothing to the account's: it could keep the owner out.
  await count(ctx, [row], msg('Too many failed attempts.'))
  await count(ctx, days, msg('Too many failed attempts.'))
}

/** The person is who they say: this was no failure, and failures in a row begin anew. */
export async function forgetFailures(ctx: Context, attempt: Attempt): Promise<void> {
  const { row, days } = limitsOf(attempt)
  await deletePoints(ctx.db, row.key)
  await takePoints(
    ctx.db,
    days.map(limit => limit.key),
  )
}

/**
 * For what may be done only so often, however well it goes.
 * @param what a sentence, as “Too many mails.”; when to try again follows
 * @throws {AppError} `too_many`
 */
export async function countUse(ctx: Context, limit: Limit, what: string): Promise<void> {
  await count(ctx, [limit], what)
}

/**
 * Pictures that are to be fetched for a person: ten a minute, counted over an hour, so that whoever saves fifty at once need not wait.
 * @throws {AppError} `too_many`; then none is to be fetched, and fewer may still be
 */
export async function countFetches(ctx: Context, accountId: string, points = 1): Promise<void> {
  const limit = { key: `fetch:${accountId}`, most: 600, seconds: 60 * minute, points }
  try {
    await countUse(
      ctx,
      limit,
      msg(str`No more than ${wholeNumber(600)} pictures are fetched for you in an hour, and this would be more.`),
    )
  } catch (error) {
    await addPoints(ctx.db, [{ ...limit, points: -points }])
    throw error
  }
}

async function count(ctx: Context, limits: Limit[], what: string): Promise<void> {
  for (const { key, points, seconds } of await addPoints(ctx.db, limits)) {
    if (points <= limits.find(limit => limit.key === key)!.most) continue
    throw new AppError('too_many', withWait(what, Math.max(1, Math.ceil(seconds / minute))), { retryAfter: seconds })
  }
}

function withWait(what: string, minutes: number): string {
  if (minutes > 90) {
    const inHours = msg('{count, plural, one {{what} Try again in # hour.} other {{what} Try again in # hours.}}')
    return counted(inHours, Math.ceil(minutes / 60), { what })
  }
  if (minutes === 1) return msg(str`${what} Try again in a minute.`)
  const inMinutes = msg('{count, plural, one {{what} Try again in # minute.} other {{what} Try again in # minutes.}}')
  return counted(inMinutes, minutes, { what })
}

/** Counts whose time has run out. */
export async function forgetFailedAttempts(ctx: Context): Promise<void> {
  await deleteExpiredPoints(ctx.db)
}
