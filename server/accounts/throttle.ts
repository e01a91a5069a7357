// Guessing is made slow: failures are counted in the database, so that neither a second node nor a dead Redis gives more tries.
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { addPoints, deletePoints, listPoints } from './throttle-queries.ts'

const minute = 60
const day = 24 * 60 * minute

/** Failures allowed within so many seconds: 10 in a row for an account from an address, 50 a day for it, 100 a day for an address. */
function limitsOf(login: string, address: string) {
  const account = createHash('sha256').update(login.toLowerCase()).digest('base64url').slice(0, 22)
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

/** @throws {AppError} `too_many` after too many failures; the sentence is the same whether the account exists or not */
export async function refuseGuessing(ctx: Context, login: string, address: string): Promise<void> {
  const limits = Object.values(limitsOf(login, address))
  const counted = await listPoints(
    ctx.db,
    limits.map(limit => limit.key),
  )
  for (const { key, points, seconds } of counted) {
    if (points < limits.find(limit => limit.key === key)!.most) continue
    const minutes = Math.max(1, Math.ceil(seconds / minute))
    const wait = minutes > 90 ? `${Math.ceil(minutes / 60)} hours` : minutes > 1 ? `${minutes} minutes` : 'a minute'
    throw new AppError('too_many', `Too many failed attempts. Try again in ${wait}.`, { retryAfter: seconds })
  }
}

export async function countFailure(ctx: Context, login: string, address: string): Promise<void> {
  await addPoints(ctx.db, Object.values(limitsOf(login, address)))
}

/** The person is who they say: failures in a row begin anew. */
export async function forgetFailures(ctx: Context, login: string, address: string): Promise<void> {
  await deletePoints(ctx.db, limitsOf(login, address).pair.key)
}
