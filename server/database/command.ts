// npm run db:migrate | db:tables | db:recount: one thing done to the configured database, which is named, then the end.
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pino } from 'pino'
import { readConfig, StartError, type Config } from '../config.ts'
import { explain } from '../explain.ts'
import { openDataDir } from './data-dir.ts'
import { openDatabase } from './db.ts'
import { recount } from './recount.ts'
import { writeTables } from './write-tables.ts'

const command = process.argv[2] ?? ''
const say = (line: string) => process.stdout.write(`${line}\n`)

let config: Config | undefined
try {
  config = readConfig(process.env)
  if (['migrate', 'tables', 'recount'].includes(command)) await act(config)
  else {
    say('Say what to do: migrate, tables or recount.')
    process.exitCode = 2
  }
} catch (error) {
  process.stderr.write(`${explain(error, config)}\n`)
  process.exitCode = 1
}

async function act(config: Config): Promise<void> {
  const place = config.databaseUrl ? nameServer(config.databaseUrl) : `the embedded database in ${nameFolder(config)}`
  if (!config.databaseUrl) {
    // A new one has nothing to count: whoever is here without variables means another.
    if (command === 'recount' && !existsSync(join(config.dataDir, 'database')))
      throw new StartError(`There is no database in ${nameFolder(config)}. Set DATABASE_URL, or DATA_DIR.`)
    await openDataDir(config.dataDir)
  }
  say(`This is ${place}.`)
  // Opening the database brings its tables up to date.
  const { db, migrations, close } = await openDatabase(config, pino({ level: 'warn' }))
  try {
    for (const name of migrations) say(`${name} is applied.`)
    if (command === 'migrate') say('The database is up to date.')
    else if (command === 'tables') {
      await writeFile(new URL('tables.ts', import.meta.url), await writeTables(db))
      say('server/database/tables.ts is written.')
    } else {
      const drifts = await recount(db)
      for (const { count, rows, drift } of drifts) say(`${count}: ${rows} wrong, off by ${drift} together; corrected`)
      if (drifts.length === 0) say('Every count is right: drift 0.')
    }
  } finally {
    await close()
  }
}

/** Without user and password. */
function nameServer(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `PostgreSQL at ${hostname}:${port || 5432}${decodeURIComponent(pathname)}`
}

/** As somebody would write it from here. */
function nameFolder({ dataDir }: Config): string {
  const from = relative('', dataDir)
  return from.startsWith('..') ? dataDir : `./${from}`
}
