// Opens the database: PostgreSQL where DATABASE_URL says so, else an embedded one (PGlite) in the data folder.
import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { CamelCasePlugin, Kysely, PGliteDialect, PostgresDialect, type Dialect, type LogConfig } from 'kysely'
import pg from 'pg'
import { fromPglite, type ConstructorOptions } from 'pg-boss'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { lockFolder } from './folder-lock.ts'
import { migrate, type MigrationSession } from './migrate.ts'
import type { Database } from './tables.ts'

export interface OpenDatabase {
  db: Kysely<Database>
  /** Its own two connections, so that a busy pool delays neither the tail of the event log nor a health probe. */
  watch: Kysely<Database>
  /** How the job queue reaches the same database. */
  jobs: ConstructorOptions
  /** The names of those that this opening has applied. */
  migrations: string[]
  /** Connections of the pool: open, idle, and requests waiting for one. */
  poolStats(): { total: number; idle: number; waiting: number }
  close(): Promise<void>
}

/** Opens the database and brings its tables up to date; nodes that start together take turns. */
export async function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  const opened = await (config.databaseUrl ? openPostgres(config, config.databaseUrl, log) : openEmbedded(config, log))
  if (opened.migrations.length > 0) log.info({ migrations: opened.migrations }, 'the tables are brought up to date')
  return opened
}

async function openPostgres(config: Config, url: string, log: Logger): Promise<OpenDatabase> {
  const migrations = await migratePostgres(url)
  const pool = createPool(url, 10, log)
  // Its statements are kept as they were planned, as a rule when the tables were still small: all of them have an index to go by.
  const watchPool = createPool(url, 2, log, '-c enable_seqscan=off')
  const db = createKysely(new PostgresDialect({ pool }), config, log)
  const watch = createKysely(new PostgresDialect({ pool: watchPool }), config, log)
  return {
    db,
    watch,
    jobs: { connectionString: url },
    migrations,
    poolStats: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      await Promise.all([db.destroy(), watch.destroy()])
    },
  }
}

async function openEmbedded(config: Config, log: Logger): Promise<OpenDatabase> {
  // Loaded only here: the embedded database is 20 MB that a node with a server of its own need not read.
  const { PGlite } = await import('@electric-sql/pglite')
  const folder = join(config.dataDir, 'database')
  await mkdir(folder, { recursive: true })
  const unlock = await lockFolder(folder)
  const pglite = await PGlite.create(folder, { parsers: { [int8]: (text: string) => text } })
  await pglite.exec("set timezone to 'UTC'")
  const migrations = await migrate({
    rows: async (text, values) => (await pglite.query<Record<string, string>>(text, values)).rows,
    script: async text => void (await pglite.exec(text)),
  }).catch(async (error: unknown) => {
    await pglite.close()
    await unlock()
    throw error
  })
  const db = createKysely(new PGliteDialect({ pglite }), config, log)
  return {
    db,
    watch: db,
    jobs: { db: fromPglite(pglite) },
    migrations,
    poolStats: () => ({ total: 1, idle: 1, waiting: 0 }),
    async close() {
      await db.destroy()
      await unlock()
    },
  }
}

const int8 = 20

function createKysely(dialect: Dialect, config: Config, log: Logger): Kysely<Database> {
  const queryLog: LogConfig | undefined = config.development
    ? ({ query, queryDurationMillis }) => log.debug({ sql: query.sql, milliseconds: queryDurationMillis }, 'query')
    : undefined
  // Nested keys are views already in the spelling of the wire, or a person's own data.
  return new Kysely({ dialect, log: queryLog, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })
}

function createPool(url: string, max: number, log: Logger, options = ''): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    maxLifetimeSeconds: 1_800,
    keepAlive: true,
    application_name: 'bowerbird',
    // A transaction that stays open holds back the event log for everybody: the server ends it.
    options: `-c timezone=UTC -c statement_timeout=10000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=10000 ${options}`,
  })
  pool.on('connect', client => {
    nameStatements(client)
    // The pool listens only while a connection is idle: one that is cut between two statements would end the process.
    client.on('error', error => log.debug({ error: error.message }, 'a database connection was lost'))
  })
  // Without a listener, an idle connection that is cut would end the process.
  pool.on('error', error => log.warn({ error: error.message }, 'an idle database connection was lost'))
  return pool
}

const statementNames = new Map<string, string>()
const mostNames = 1_000

/** Names each statement by its text, so that PostgreSQL parses and plans it once a connection: Kysely sends unnamed ones. */
function nameStatements(client: pg.PoolClient): void {
  const send = client.query.bind(client) as (...parameters: unknown[]) => unknown
  const query = (text: unknown, values?: unknown, ...rest: unknown[]): unknown => {
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return send(text, values, ...rest)
    let name = statementNames.get(text)
    if (!name && statementNames.size < mostNames) {
      name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
      statementNames.set(text, name)
    }
    return send({ name, text, values }, ...rest)
  }
  client.query = query as typeof client.query
}

async function migratePostgres(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'bowerbird migrations' })
  // Lost while it migrates: the statement that runs says so.
  client.on('error', () => {})
  await client.connect()
  const session: MigrationSession = {
    rows: async (text, values) => (await client.query<Record<string, string>>(text, values)).rows,
    script: async text => void (await client.query(text)),
  }
  try {
    // Held by the connection: whoever dies while migrating gives it back.
    await client.query("select pg_advisory_lock(hashtextextended('bowerbird migrations', 0))")
    return await migrate(session)
  } finally {
    await client.end()
  }
}
