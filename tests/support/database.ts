// A fresh PostgreSQL database for each test file, in the one server of the run.
import { randomBytes } from 'node:crypto'
import { cp } from 'node:fs/promises'
import pg from 'pg'

export interface TestDatabase {
  readonly name: string
  readonly url: string
  /** Cuts whoever is still connected. */
  drop(): Promise<void>
}

/**
 * @param options.base names any database of the server
 * @param options.empty who boots on it makes its tables; otherwise a run that has a template gives a copy of it
 */
export async function createDatabase({
  base = process.env.TEST_DATABASE_URL,
  empty = false,
}: { base?: string; empty?: boolean } = {}): Promise<TestDatabase> {
  if (!base)
    throw new Error('TEST_DATABASE_URL is missing: run npm test, or vitest with this repository’s configuration.')
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = new URL(base)
  url.pathname = `/${name}`
  const template = empty ? undefined : process.env.TEST_DATABASE_TEMPLATE
  await ask(base, `create database ${name} template ${template ?? 'template1'}`)
  return { name, url: url.href, drop: () => ask(base, `drop database if exists ${name} with (force)`) }
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

/** A node that starts with this folder of data finds its embedded database made. Does nothing where there is no template. */
export async function copyTemplateFolder(folder: string): Promise<void> {
  const template = process.env.TEST_EMBEDDED_TEMPLATE
  // What a node has begun there stays.
  if (template) await cp(template, folder, { recursive: true, force: false })
}
