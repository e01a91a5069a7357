// Guessing is made slow: failures are counted in the database, so that neither a second node nor a dead Redis gives more tries.
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { addPoints, deletePoints, takePoints } from '../database/throttle.ts'

const minute = 60
const day = 24 * 60 * minute

/** Failures allowed within so many seconds: 10 in a row for an account from an address, 50 a day for it, 100 a day for an address. */
function limitsOf(name: string, address: string) {
  const account = createHash('sha256').update(name.toLowerCase()).digest('base64url').slice(0, 22)
  const network = networkOf(address)
  return {
    pair: { key: `pair:${account}:${network}`, most: 10, seconds: 15 * minute },
    account: { key: `account:${account}`, most: 50, seconds: day },
    network: { key: `network:${network}`, most: 100, seconds: day },
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
 * @param account the account's number, or what was typed where there is none
 * @throws {AppError} `too_many` after too many failures; the sentence is the same whether the account exists or not
 */
export async function countAttempt(ctx: Context, account: string, address: string): Promise<void> {
  const { pair, account: whole, network } = limitsOf(account, address)
  // An address that has used up its own tries adds nothing to the account's: it could keep the owner out.
  await count(ctx, [pair])
  await count(ctx, [whole, network])
}

async function count(ctx: Context, limits: { key: string; most: number; seconds: number }[]): Promise<void> {
  for (const { key, points, seconds } of await addPoints(ctx.db, limits)) {
    if (points <= limits.find(limit => limit.key === key)!.most) continue
    const minutes = Math.max(1, Math.ceil(seconds / minute))
    const wait = minutes > 90 ? `${Math.ceil(minutes / 60)} hours` : minutes > 1 ? `${minutes} minutes` : 'a minute'
    throw new AppError('too_many', `Too many failed attempts. Try again in ${wait}.`, { retryAfter: seconds })
  }
}

/** The person is who they say: this was no failure, and failures in a row begin anew. */
export async function forgetFailures(ctx: Context, account: string, address: string): Promise<void> {
  const { pair, account: whole, network } = limitsOf(account, address)
  await deletePoints(ctx.db, pair.key)
  await takePoints(ctx.db, [whole.key, network.key])
}
