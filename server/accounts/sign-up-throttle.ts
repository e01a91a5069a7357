// Sign-up says which usernames and e-mails are taken, so nobody may ask without end; and nobody may make accounts without end.
import { msg } from '@lit/localize'
import { countUse, networkOf } from '../attempts/attempts.ts'
import type { Context } from '../context.ts'

const limit = (name: string, address: string, most: number) => ({
  key: `${name}:${networkOf(address)}`,
  most,
  seconds: 60 * 60,
})

const tooMany = () => msg('There were too many attempts from your address.')

/**
 * 200 from one address in an hour: a school behind one address comes in, a machine is slowed down. Where no proxy is declared, this
 * machine's own address is its keeper's, or that of a proxy behind which everybody would have it: they are not counted.
 * @throws {AppError} `too_many`
 */
export async function countSignUp(ctx: Context, address: string): Promise<void> {
  if (ctx.config.trustedProxies === 0 && /^(::ffff:)?127\.|^::1$/i.test(address)) return
  await countUse(ctx, limit('sign-up', address, 200), tooMany())
}

/** 30 from one address in an hour; asked before it is said that something is taken. @throws {AppError} `too_many` */
export const countTaken = (ctx: Context, address: string) => countUse(ctx, limit('taken', address, 30), tooMany())
