// Passwords: Argon2id with 64 MiB unless configured, 3 passes, 1 lane (OWASP's minimum is 19 MiB and 2), two at a time.
import { msg, str } from '@lit/localize'
import { hash, verify } from '@node-rs/argon2'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { wholeNumber } from '../language/words.ts'
import { isCommon } from './common.ts'

/** Room for a passphrase of any length that a person types; the hash takes all of it. */
const longest = 256
const least = 10

/** A password that is to be chosen. No composition is asked for: what makes a password hard to guess is its length. */
export const newPassword = z
  .string({ error: () => msg('The password must be text.') })
  .min(least, { error: () => msg(str`The password needs at least ${wholeNumber(least)} characters.`) })
  .max(longest, { error: () => msg(str`The password may have at most ${wholeNumber(longest)} characters.`) })
  .refine(isHardEnough, {
    error: () => msg('Everybody tries this password first. Choose another, for example a few words.'),
  })

/** A password that is to be compared. */
export const givenPassword = z
  .string({ error: () => msg('The password must be text.') })
  .min(1, { error: () => msg('Enter your password.') })
  .max(1_000, { error: () => msg('The password is too long.') })

function isHardEnough(password: string): boolean {
  const isRepeated = /^(.{1,8})\1+$/s.test(password)
  return !isRepeated && new Set(password).size > 2 && !isCommon(password)
}

/**
 * A password that says who one is is none.
 * @param names what others know of the person: username, e-mail, name
 * @throws {AppError} `invalid`
 */
export function refuseOwnName(password: string, ...names: string[]): void {
  const known = names.flatMap(name => [name, name.split('@')[0]!]).map(name => name.toLowerCase())
  if (!known.includes(password.toLowerCase())) return
  const message = msg('Your name or e-mail is no password. Choose another, for example a few words.')
  throw new AppError('invalid', message, { fields: { password: message } })
}

type Cost = Pick<Config, 'passwordMemory'>

// Argon2id is the library's default.
const optionsOf = ({ passwordMemory }: Cost) => ({ memoryCost: passwordMemory * 1024, timeCost: 3, parallelism: 1 })

const mostAtOnce = 2
const mostWaiting = 200
let running = 0
const waiting: (() => void)[] = []

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= mostAtOnce) {
    if (waiting.length >= mostWaiting) {
      throw new AppError('unavailable', msg('Too many people are signing in right now. Try again in a moment.'), {
        retryAfter: 5,
      })
    }
    await new Promise<void>(resolve => waiting.push(resolve))
  } else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

export function hashPassword(cost: Cost, password: string): Promise<string> {
  return inTurn(() => hash(password, optionsOf(cost)))
}

/** Whether it was made with other parameters than we use now: whoever signs in with it is given another hash. */
export function isOutdated(cost: Cost, passwordHash: string): boolean {
  const { memoryCost, timeCost, parallelism } = optionsOf(cost)
  return !passwordHash.startsWith(`$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$`)
}

/** The hash of no password at all, for each cost. */
const noPassword = new Map<number, Promise<string>>()

function hashOfNone(cost: Cost): Promise<string> {
  const known = noPassword.get(cost.passwordMemory) ?? hashPassword(cost, '')
  noPassword.set(cost.passwordMemory, known)
  return known
}

/** Takes as long for an account that does not exist (hash undefined) as for a wrong password. */
export async function isPassword(cost: Cost, passwordHash: string | undefined, password: string): Promise<boolean> {
  const against = passwordHash ?? (await hashOfNone(cost))
  const matches = await inTurn(() => verify(against, password))
  return matches && passwordHash !== undefined
}

/** Made at the start, so that the first unknown account does not take longer than the second. */
export async function preparePasswords(cost: Cost): Promise<void> {
  await hashOfNone(cost)
}
