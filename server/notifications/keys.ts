// The keys by which this instance is known to push services and knows its own links: made once, the same on every node.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import webPush from 'web-push'
import type { Context } from '../context.ts'
import { findKeys, insertKeys, type Keys } from './key-queries.ts'

/** Of each database, because tests have several. */
const known = new WeakMap<Context['db'], Promise<Keys>>()

export function getKeys({ db }: Context): Promise<Keys> {
  let keys = known.get(db)
  if (!keys) {
    keys = findOrMake(db)
    known.set(db, keys)
    // Asked again the next time.
    keys.catch(() => known.delete(db))
  }
  return keys
}

async function findOrMake(db: Context['db']): Promise<Keys> {
  const found = await findKeys(db)
  if (found) return found
  const { publicKey, privateKey } = webPush.generateVAPIDKeys()
  await insertKeys(db, { vapidPublic: publicKey, vapidPrivate: privateKey, unsubscribe: randomBytes(32) })
  // Those of another node, if it was quicker.
  return (await findKeys(db))!
}

/** Lets whoever has it end the digests of an account, and nothing else; it never expires, because old mails are kept. */
export async function makeUnsubscribeToken(ctx: Context, accountId: string): Promise<string> {
  return `${accountId}.${signatureOf(await getKeys(ctx), accountId).toString('base64url')}`
}

/** @returns the account's id; undefined for a token that is not ours */
export async function readUnsubscribeToken(ctx: Context, token: string): Promise<string | undefined> {
  const [accountId = '', given = ''] = token.split('.')
  const signature = Buffer.from(given, 'base64url')
  const right = signatureOf(await getKeys(ctx), accountId)
  return signature.length === right.length && timingSafeEqual(signature, right) ? accountId : undefined
}

function signatureOf({ unsubscribe }: Keys, accountId: string): Buffer {
  return createHmac('sha256', unsubscribe).update(`end the digests of ${accountId}`).digest()
}
