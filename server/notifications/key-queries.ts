// Every SQL statement about the keys of the instance.
import type { Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'

export interface Keys {
  vapidPublic: string
  vapidPrivate: string
  unsubscribe: Uint8Array
}

export async function findKeys(db: Kysely<Database>): Promise<Keys | undefined> {
  return db.selectFrom('notificationKey').select(['vapidPublic', 'vapidPrivate', 'unsubscribe']).executeTakeFirst()
}

export async function insertKeys(db: Kysely<Database>, keys: Keys): Promise<void> {
  await db
    .insertInto('notificationKey')
    .values(keys)
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
