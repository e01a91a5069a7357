import type { Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'

/** There is no verb yet with which a person changes their own words. */
/** Nobody reads the mail of these people: their addresses are confirmed, and no link is sent there. */
export async function updateBio(db: Kysely<Database>, id: string, bio: string): Promise<void> {
  await db.updateTable('account').set({ bio, emailConfirmedAt: new Date() }).where('id', '=', id).execute()
}
