// The secrets of authenticator apps must be readable to check a code, so they are sealed: AES-256-GCM, bound to their account.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Context } from '../context.ts'
import { findOrInsertKey } from './queries.ts'

const nonceLength = 12
const tagLength = 16
const keys = new WeakMap<Context, Promise<Uint8Array>>()

/**
 * A random key of the instance, in a table of its own. All nodes need it, and the database is all that they are sure to share: a file
 * in DATA_DIR is not there on each where pictures are on S3, and one more secret in the environment is one more to lose, with which
 * nobody who uses an app could sign in any more. So this keeps the secrets out of logs, of an export of the accounts and of another
 * account's row; whoever has the whole database has the key, but still no password.
 */
async function keyOf(ctx: Context): Promise<Uint8Array> {
  const known = keys.get(ctx) ?? findOrInsertKey(ctx.db, 'two-factor', randomBytes(32))
  keys.set(ctx, known)
  try {
    return await known
  } catch (error) {
    keys.delete(ctx)
    throw error
  }
}

export async function seal(ctx: Context, accountId: string, secret: Uint8Array): Promise<Buffer> {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', await keyOf(ctx), nonce).setAAD(Buffer.from(accountId))
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()])
}

/** @throws {Error} when it was sealed for another account, or with another key */
export async function unseal(ctx: Context, accountId: string, sealed: Uint8Array): Promise<Buffer> {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', await keyOf(ctx), bytes.subarray(0, nonceLength))
  decipher.setAAD(Buffer.from(accountId)).setAuthTag(bytes.subarray(-tagLength))
  return Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()])
}
