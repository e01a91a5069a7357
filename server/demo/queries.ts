import type { Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'

/** There is no verb yet with which a person changes their own words. */
export async function updateBio(db: Kysely<Database>, id: string, bio: string): Promise<void> {
  await db.updateTable('account').set({ bio }).where('id', '=', id).execute()
}
