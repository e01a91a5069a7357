// The ranges of page.ts as SQL.
import { sql, type RawBuilder } from 'kysely'
import type { Range } from './page.ts'

/** @param column a number, as it is called in the statement */
export function within({ from, towards }: Range, column: string): RawBuilder<boolean> {
  return towards === 'older' ? sql`${sql.ref(column)} < ${from}::bigint` : sql`${sql.ref(column)} > ${from}::bigint`
}

/** The nearest to the cursor first. */
export function outwards({ towards }: Range, column: string): RawBuilder<unknown> {
  return sql`${sql.ref(column)} ${sql.raw(towards === 'older' ? 'desc' : 'asc')}`
}
