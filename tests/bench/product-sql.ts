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

interface Range {
  viewerId: string
  /** As lists that can be read in both directions have it. */
  from?: string
  towards?: 'older'
  /** As the others have it. */
  before?: { score: string; id: string }
  /** How many people the viewer follows, for lists that go about it differently. */
  following?: number
}
type Listing = (db: Kysely<Database>, range: Range & { limit: number }) => Promise<unknown>

/** The function of this name in a file of the product's server. */
export async function productFunction<Result>(file: string, name: string): Promise<Result> {
  const module = (await import(join(dirname(productFile), file))) as Record<string, unknown>
  if (typeof module[name] !== 'function') throw new Error(`server/${file} has no function ${name} any more.`)
  return module[name] as Result
}

/** What a list of the product asks first for a page. */
export async function statementOf(file: string, name: string, range: Range): Promise<Statement> {
  const list = await productFunction<Listing>(file, name)
  return firstStatement(db => list(db, { ...range, limit: 21 }))
}

/** What some work of the product asks first. */
export async function firstStatement(work: (db: Kysely<Database>) => Promise<unknown>): Promise<Statement> {
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
  await work(db)
  const [first] = heard
  // A name of what it is given has changed.
  if (!first || first.values.includes(undefined)) throw new Error(`A statement has no value: ${first?.text}`)
  return first
}
