// Every SQL statement about the keys that devices give their saves.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import type { SaveView } from '../views.ts'

/** What was answered to those of these keys that are known, as it was then. */
export async function findAnswers(
  db: Kysely<Database>,
  accountId: string,
  keys: string[],
): Promise<Map<string, SaveView>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<{ key: string; answer: SaveView }>`
    select key, answer from save_key
    where account_id = ${accountId} and key = any(${keys}::text[])`.execute(db)
  return new Map(rows.map(({ key, answer }) => [key, answer]))
}

export async function insertKeys(
  trx: Transaction<Database>,
  accountId: string,
  answers: { key: string; answer: SaveView }[],
): Promise<void> {
  if (answers.length === 0) return
  await sql`
    insert into save_key (account_id, key, answer)
    select ${accountId}::bigint, key, answer
    from json_to_recordset(${JSON.stringify(answers)}::json) as row (key text, answer json)`.execute(trx)
}

/** Longer than a device keeps a save that it could not send. @returns how many there were */
export async function deleteOldKeys(db: Kysely<Database>): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from save_key where created_at < now() - interval '60 days'`.execute(db)
  return Number(numAffectedRows ?? 0)
}
