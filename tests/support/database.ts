// A fresh PostgreSQL database for each test file, in the one server of the run.
import { randomBytes } from 'node:crypto'
import pg from 'pg'

export interface TestDatabase {
  readonly url: string
  /** Cuts whoever is still connected. */
  drop(): Promise<void>
}

/** Empty: who boots on it migrates it. `base` names any database of the server. */
export async function createDatabase(base = process.env.TEST_DATABASE_URL): Promise<TestDatabase> {
  if (!base)
    throw new Error('TEST_DATABASE_URL is missing: run npm test, or vitest with this repository’s configuration.')
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = new URL(base)
  url.pathname = `/${name}`
  await ask(base, `create database ${name}`)
  return { url: url.href, drop: () => ask(base, `drop database if exists ${name} with (force)`) }
}

/** One statement over a connection of its own, beside whatever pool is being tested. */
export async function ask(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
