// Every SQL statement about what an instance is set to.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'

/** By name, as they were written; what is absent was never set. */
export async function findSettings(db: Kysely<Database>, names: string[]): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ settings: Record<string, unknown> }>`
    select coalesce(json_object_agg(name, value), '{}') as settings from setting
    where name = any(${names}::text[])`.execute(db)
  return rows[0]!.settings
}

export async function writeSettings(trx: Transaction<Database>, settings: Record<string, unknown>): Promise<void> {
  await sql`
    insert into setting (name, value) select key, value from json_each(${JSON.stringify(settings)}::json)
    on conflict (name) do update set value = excluded.value, changed_at = now()`.execute(trx)
}

/** Whether anybody has an account. */
export async function isInhabited(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ inhabited: boolean }>`select exists (select from account) as inhabited`.execute(db)
  return rows[0]!.inhabited
}
