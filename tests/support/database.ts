// A fresh PostgreSQL database for each test file, in the one server of the run.
import { randomBytes } from 'node:crypto'
import { cpSync } from 'node:fs'
import pg from 'pg'

export interface TestDatabase {
  readonly name: string
  readonly url: string
  /** Cuts whoever is still connected. */
  drop(): Promise<void>
}

export interface TestServer {
  url: string
  template: string
}

/**
 * The server of this worker of Vitest or Playwright, where each has its own: on one server the log of events waits for all that is being
 * written in any of its databases, so also for the second in which that of another test is being made.
 */
function findOwnServer(): TestServer | undefined {
  const { TEST_DATABASE_SERVERS = '[]', VITEST_POOL_ID, TEST_PARALLEL_INDEX } = process.env
  const servers = JSON.parse(TEST_DATABASE_SERVERS) as TestServer[]
  return servers[Number(VITEST_POOL_ID ?? TEST_PARALLEL_INDEX ?? 0) % servers.length]
}

/**
 * @param options.base names any database of the server
 * @param options.empty who boots on it makes its tables; otherwise a run that has a template gives a copy of it
 */
export async function createDatabase({
  base = findOwnServer()?.url ?? process.env.TEST_DATABASE_URL,
  empty = false,
}: { base?: string; empty?: boolean } = {}): Promise<TestDatabase> {
  if (!base)
    throw new Error('TEST_DATABASE_URL is missing: run npm test, or vitest with this repository’s configuration.')
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = new URL(base)
  url.pathname = `/${name}`
  const template = empty ? undefined : (findOwnServer()?.template ?? process.env.TEST_DATABASE_TEMPLATE)
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
export function copyTemplateFolder(folder: string): void {
  const template = process.env.TEST_EMBEDDED_TEMPLATE
  // What a node has begun there stays. At once, which costs a third of what it does piece by piece: it is 1,300 files.
  if (template) cpSync(template, folder, { recursive: true, force: false })
}
