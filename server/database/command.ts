// npm run db:migrate | db:tables | db:recount: one thing done to the configured database, then the end.
import { writeFile } from 'node:fs/promises'
import { pino } from 'pino'
import { ConfigError, readConfig } from '../config.ts'
import { openDatabase } from './db.ts'
import { recount } from './recount.ts'
import { writeTables } from './write-tables.ts'

const command = process.argv[2] ?? ''
const say = (line: string) => process.stdout.write(`${line}\n`)

try {
  const log = pino({ level: 'warn' })
  // Opening the database brings its tables up to date.
  const { db, close } = await openDatabase(readConfig(process.env), log)
  try {
    if (command === 'migrate') say('The database is up to date.')
    else if (command === 'tables') {
      await writeFile(new URL('tables.ts', import.meta.url), await writeTables(db))
      say('server/database/tables.ts is written.')
    } else if (command === 'recount') {
      const drifts = await recount(db)
      for (const { count, rows, drift } of drifts) say(`${count}: ${rows} wrong, off by ${drift} together; corrected`)
      if (drifts.length === 0) say('Every count is right: drift 0.')
    } else {
      say('Say what to do: migrate, tables or recount.')
      process.exitCode = 2
    }
  } finally {
    await close()
  }
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : String(error)}\n`)
  process.exitCode = 1
}
