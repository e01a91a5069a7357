// A node outlives its connections to the database, whatever they were doing when they were cut.
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { somePicture } from '../support/people.ts'
import { startCluster } from './support/cluster.ts'
import { enrol, post, upload } from './support/member.ts'

test('a connection that PostgreSQL ends in the middle of a transaction costs one answer, not the node', async () => {
  const database = await createDatabase()
  onTestFinished(database.drop)
  const cluster = await startCluster(1, { DATABASE_URL: database.url, REDIS_URL: process.env.TEST_REDIS_URL! })
  onTestFinished(cluster.close)
  const { url } = cluster.places[0]!
  const ada = await enrol(url, 'ada')
  const { id } = await upload(url, ada, 'A find', await somePicture())
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  onTestFinished(() => client.end())

  // Whoever likes this image waits, with its transaction open.
  await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [`image.${id}`])
  const liking = post(url, ada, 'image:like', { id })
  const cut = `select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'advisory' and datname = current_database()`
  while ((await client.query(cut)).rowCount === 0) await delay(10)
  const answer = await Promise.race([liking, cluster.deserted])
  expect(answer).toMatchObject({ error: { code: 'unavailable' } })

  await client.query('select pg_advisory_unlock_all()')
  const again = await Promise.race([post(url, ada, 'image:like', { id }), cluster.deserted])
  expect(again).toEqual({ data: { likes: 1 } })
})
