// Writes tables.ts from a migrated database.
import { sql, type Kysely } from 'kysely'

interface Column {
  tableName: string
  columnName: string
  dataType: string
  isNullable: boolean
  hasDefault: boolean
}

/** How the drivers give a column's value; whatever is not here comes as a string. */
const typeOf: Record<string, string> = {
  int4: 'number',
  float8: 'number',
  bool: 'boolean',
  timestamptz: 'Date',
  bytea: 'Uint8Array',
  _int8: 'string[]',
  _text: 'string[]',
  json: 'unknown',
  jsonb: 'unknown',
}

/** The source of tables.ts for this database's tables of our own schema. */
export async function writeTables<Tables>(db: Kysely<Tables>): Promise<string> {
  const { rows } = await sql<Column>`
    select c.relname as table_name, a.attname as column_name, t.typname as data_type, not a.attnotnull as is_nullable,
      a.atthasdef or a.attidentity <> '' as has_default
    from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
    where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`.execute(db)

  const tables = Map.groupBy(rows, row => row.tableName)
  const interfaces = [...tables].map(([table, columns]) => {
    const lines = columns.map(column => `  ${camel(column.columnName)}: ${columnType(column)}`)
    return `export interface ${pascal(table)}Table {\n${lines.join('\n')}\n}\n`
  })
  const database = [...tables.keys()].map(table => `  ${camel(table)}: ${pascal(table)}Table`)
  return [
    '// The tables as Kysely sees them. Written by `npm run db:tables` from the migrated database; a test holds one against the other.',
    "import type { Generated } from 'kysely'\n",
    ...interfaces,
    `export interface Database {\n${database.join('\n')}\n}\n`,
  ].join('\n')
}

function columnType({ dataType, isNullable, hasDefault }: Column): string {
  const type = `${typeOf[dataType] ?? 'string'}${isNullable && !dataType.startsWith('json') ? ' | null' : ''}`
  return hasDefault ? `Generated<${type}>` : type
}

const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
const pascal = (name: string) => camel(`_${name}`)
