// The servers that the other tests break must break, and come back, as the real ones do.
import { Redis as Client } from 'ioredis'
import pg from 'pg'
import { expect, test } from 'vitest'
import { ask, createDatabase } from '../support/database.ts'
import { startPostgres, startRedis } from '../support/services.ts'

async function count(url: string, statement: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ count: string }>(statement)
  await client.end()
  return Number(rows[0]?.count)
}

test('a PostgreSQL that crashes keeps what it had committed, on the same address', async () => {
  const postgres = await startPostgres({ fsync: true })
  const before = postgres.pid
  await ask(postgres.url, 'create table kept as select 1 as one')
  await postgres.restart('immediate')
  expect(postgres.pid).not.toBe(before)
  expect(await count(postgres.url, 'select count(*) from kept')).toBe(1)
  await postgres.stop()
  expect(() => process.kill(postgres.pid, 0)).toThrow()
})

test('each test file has an empty database, which is gone afterwards', async () => {
  const database = await createDatabase({ empty: true })
  const name = new URL(database.url).pathname.slice(1)
  expect(await count(database.url, "select count(*) from pg_tables where schemaname = 'public'")).toBe(0)
  await database.drop()
  const base = new URL('/postgres', database.url).href
  expect(await count(base, `select count(*) from pg_database where datname = '${name}'`)).toBe(0)
})

test('a Redis that was killed starts again on the same address, empty', async () => {
  const redis = await startRedis()
  const client = new Client(redis.url, { retryStrategy: null, lazyConnect: true })
  client.on('error', () => {})
  await client.connect()
  await client.set('bower', 'bird')
  const closed = new Promise(resolve => client.once('end', resolve))
  await redis.kill()
  await closed

  await redis.start()
  await client.connect()
  expect(await client.get('bower')).toBeNull()
  client.disconnect()
  await redis.stop()
})
