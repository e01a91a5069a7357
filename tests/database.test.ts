import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import { openDatabase } from '../server/database/db.ts'
import { lockFolder } from '../server/database/folder-lock.ts'
import { writeTables } from '../server/database/write-tables.ts'
import { createDatabase } from './support/database.ts'
import { embedded, startInstance, type Instance } from './support/instance.ts'
import { signUp } from './support/people.ts'

let instance: Instance
beforeAll(async () => {
  instance = await startInstance()
})
afterAll(() => instance.close())

test('the table types are those of the migrated database', async () => {
  const written = await writeTables(instance.node(0).app.ctx.db)

  expect(await readFile('server/database/tables.ts', 'utf8')).toBe(written)
})

test('every foreign key has an index that serves it', async () => {
  const { rows } = await sql<{ missing: string }>`
    select c.conrelid::regclass || ' ' || c.conname as missing from pg_constraint c
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and not exists (
      select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])`.execute(
    instance.node(0).app.ctx.db,
  )

  expect(rows).toEqual([])
})

test.skipIf(embedded)('nodes that start together migrate an empty database once', async () => {
  const database = await createDatabase({ empty: true })
  const { ctx } = instance.node(0).app
  const config = readConfig({ DATABASE_URL: database.url })
  try {
    const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase(config, ctx.log)))
    const { rows } = await sql<{
      names: string
    }>`select count(*)::int - count(distinct name)::int as names from migration`.execute(opened[0]!.db)

    expect(rows[0]).toEqual({ names: 0 })
    await Promise.all(opened.map(one => one.close()))
  } finally {
    await database.drop()
  }
})

test.skipIf(embedded)('a node outlives the loss of every database connection', async () => {
  const ada = await signUp(instance, 'ada')
  const { db } = instance.node(0).app.ctx

  await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(
    db,
  )

  await expect.poll(async () => (await ada.http('GET', '/readyz')).status).toBe(200)
  await expect.poll(async () => (await ada.http('POST', '/api/image/list', {})).status).toBe(200)
})

test.skipIf(!embedded)('a second node on the same data folder is refused, with what to do', async () => {
  const { config, log } = instance.node(0).app.ctx

  await expect(openDatabase(config, log)).rejects.toThrow(/in use by process \d+.*DATA_DIR/)
})

test('a data folder is one process’s, and free again when that has gone, even if its number has come again', async () => {
  const folder = join(await mkdtemp(join(tmpdir(), 'bowerbird-lock-')), 'database')
  const lock = `${folder}.lock`

  const unlock = await lockFolder(folder)
  await expect(lockFolder(folder)).rejects.toThrow('in use by process')
  await unlock()
  await writeFile(lock, `${process.pid} an-earlier-boot 1`)
  await (
    await lockFolder(folder)
  )()
  await writeFile(lock, '')
  await (
    await lockFolder(folder)
  )()

  expect(await readdir(dirname(folder))).toEqual([])
  await rm(dirname(folder), { recursive: true })
})

describe('the number of statements', () => {
  test.each([
    ['image:list', {}],
    ['image:list', { by: 'me' }],
    ['image:popular', {}],
    ['image:popular', { by: 'me' }],
    ['account:list', {}],
    ['activity:list', {}],
    ['image:related', { id: 'hers' }],
    ['search:find', { text: 'a find' }],
  ] as const)('of %s %j does not grow with what is read', async (name, input) => {
    const ada = await signUp(instance, 'ada')
    const bob = await signUp(instance, 'bob')
    await ada.ask('account:follow', { username: bob.username })
    const { id } = await bob.upload()
    const filled = 'by' in input ? { by: bob.username } : 'id' in input ? { id } : input
    const ask = (limit: number) => ada.http('POST', `/api/${name.replace(':', '/')}`, { ...filled, limit })
    const upload = async () => {
      const { id } = await bob.upload()
      if (name === 'image:popular') await ada.ask('image:like', { id })
    }
    await upload()
    const few = await countStatements(() => ask(1))
    for (let index = 0; index < 6; index++) {
      await upload()
      const other = await signUp(instance, 'eve')
      await ada.ask('account:follow', { username: other.username })
    }

    const many = await countStatements(() => ask(50))

    expect(few).toBeGreaterThan(0)
    // One of them finds the session, one names the person or asks whether anybody is followed.
    expect(many).toBeLessThanOrEqual(3)
    expect(many).toBe(few)
  })
})

/** Statements that the node sends to the database while it answers: of three times the fewest, for jobs and tail look by themselves. */
async function countStatements(work: () => Promise<Response>): Promise<number> {
  let fewest = Infinity
  for (let time = 0; time < 3; time++) fewest = Math.min(fewest, await countOnce(work))
  return fewest
}

async function countOnce(work: () => Promise<Response>): Promise<number> {
  const { db } = instance.node(0).app.ctx
  const executor = db.getExecutor()
  const counted: string[] = []
  const prototype = Object.getPrototypeOf(Object.getPrototypeOf(executor)) as {
    executeQuery: (...args: unknown[]) => unknown
  }
  const original = prototype.executeQuery
  prototype.executeQuery = function (this: unknown, query: unknown, ...rest: unknown[]) {
    const text = (query as { sql: string }).sql
    if (!/\b(event|event_epoch|pgboss)\b|followed_id = any/.test(text)) counted.push(text)
    return original.call(this, query, ...rest)
  }
  try {
    expect((await work()).status).toBe(200)
  } finally {
    prototype.executeQuery = original
  }
  return counted.length
}
