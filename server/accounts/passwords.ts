// Passwords: Argon2id with 64 MiB, 3 passes, 1 lane (above OWASP's minimum of 19 MiB and 2), two at a time.
import { hash, verify } from '@node-rs/argon2'
import { AppError } from '../errors.ts'

// Argon2id is the library's default.
const options = { memoryCost: 64 * 1024, timeCost: 3, parallelism: 1 }

const mostAtOnce = 2
const mostWaiting = 200
let running = 0
const waiting: (() => void)[] = []

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= mostAtOnce) {
    if (waiting.length >= mostWaiting) {
      throw new AppError('unavailable', 'Too many people are signing in right now. Try again in a moment.', {
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

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, options))
}

let noPassword: Promise<string> | undefined

/** Takes as long for an account that does not exist (hash undefined) as for a wrong password. */
export async function isPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const against = passwordHash ?? (await (noPassword ??= hashPassword('')))
  const matches = await inTurn(() => verify(against, password))
  return matches && passwordHash !== undefined
}

/** Made at the start, so that the first unknown account does not take longer than the second. */
export async function preparePasswords(): Promise<void> {
  await (noPassword ??= hashPassword(''))
}
