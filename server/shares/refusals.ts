// Who wants no images by mail: known by a hash that only this instance can make, for the address itself is nobody's business.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { msg } from '@lit/localize'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { getKeys } from '../notifications/notifications.ts'
import { deleteRefusal, insertRefusal } from './queries.ts'

/** Of the mailbox: upper case, and what stands behind a plus, lead to the same. */
export async function hashAddress(ctx: Context, address: string): Promise<Buffer> {
  const [, name = '', host = ''] = /^([^+]*).*(@[^@]*)$/s.exec(address.trim().toLowerCase()) ?? []
  return sign(ctx, `an address to share with: ${name}${host}`)
}

/** Lets whoever has it refuse mails to this one address, and nothing else; it never expires, because old mails are kept. */
export async function makeRefusalToken(ctx: Context, addressHash: Buffer): Promise<string> {
  const name = addressHash.toString('base64url')
  return `${name}.${(await signName(ctx, name)).toString('base64url')}`
}

/** Nobody mails images from here to this address any more; `false` takes that back. @throws {AppError} `invalid` for a link that is not ours */
export async function refuseShares(ctx: Context, token: unknown, refused: boolean): Promise<void> {
  const [name = '', given = ''] = typeof token === 'string' ? token.split('.') : []
  const signature = Buffer.from(given, 'base64url')
  const right = await signName(ctx, name)
  if (signature.length !== right.length || !timingSafeEqual(signature, right)) {
    throw new AppError('invalid', msg('This link is not whole. Copy all of it from the mail.'))
  }
  await (refused ? insertRefusal : deleteRefusal)(ctx.db, Buffer.from(name, 'base64url'))
}

const signName = (ctx: Context, name: string) => sign(ctx, `no more shares to ${name}`)

async function sign(ctx: Context, text: string): Promise<Buffer> {
  return createHmac('sha256', (await getKeys(ctx)).unsubscribe)
    .update(text)
    .digest()
}
