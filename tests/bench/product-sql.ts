// The statements that the product really sends: its own functions run against a database that only listens.
import { dirname, join } from 'node:path'
import {
  CamelCasePlugin,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { Database } from '../../server/database/tables.ts'
import { productFile } from './servers.ts'

export interface Statement {
  text: string
  values: unknown[]
}

type Listing = (db: Kysely<Database>, range: { viewerId: string; before: string; limit: number }) => Promise<unknown>

/** The function of this name in a file of the product's server. */
export async function productFunction<Result>(file: string, name: string): Promise<Result> {
  const module = (await import(join(dirname(productFile), file))) as Record<string, unknown>
  return module[name] as Result
}

/** What a list of the product asks for a first page, or for the one before a number. */
export async function statementOf(file: string, name: string, viewerId: string, before: string): Promise<Statement> {
  const heard: Statement[] = []
  const db = new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: database => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    log: ({ query }) => void heard.push({ text: query.sql, values: [...query.parameters] }),
  })
  const list = await productFunction<Listing>(file, name)
  await list(db, { viewerId, before, limit: 21 })
  return heard[0]!
}
