// Applies sql/ in order: forward only, each file once, each in its own transaction.
import { readdir, readFile } from 'node:fs/promises'
import { StartError } from '../config.ts'

/** One connection to the database that is migrated. */
export interface MigrationSession {
  rows(text: string, values?: string[]): Promise<Record<string, string>[]>
  /** Runs several statements. */
  script(text: string): Promise<void>
}

const folder = new URL('../../sql/', import.meta.url)

/**
 * Only one process may do so at a time: the caller holds the lock.
 * @returns the names of the files that were applied
 * @throws {StartError} when a newer version has been here, whose tables this one does not know
 * @throws {Error} naming the file that failed, whose transaction is undone
 */
export async function migrate({ rows, script }: MigrationSession): Promise<string[]> {
  await script(
    'create table if not exists migration (name text primary key, applied_at timestamptz not null default now())',
  )
  const applied = new Set((await rows('select name from migration')).map(row => row.name!))
  const files = (await readdir(folder)).filter(file => file.endsWith('.sql')).sort()
  const foreign = [...applied].filter(name => !files.includes(name)).sort()
  if (foreign.length > 0)
    throw new StartError(
      `The database is of a newer version (${foreign.join(', ')}). Start that version, or restore a backup.`,
    )
  const pending = files.filter(file => !applied.has(file))
  for (const file of pending) {
    const statements = await readFile(new URL(file, folder), 'utf8')
    try {
      await script(`begin;\n${statements}\n;insert into migration (name) values ('${file}');\ncommit;`)
    } catch (error) {
      await script('rollback').catch(() => {})
      throw new Error(`Migration ${file} failed: ${(error as Error).message}`, { cause: error })
    }
  }
  return pending
}
