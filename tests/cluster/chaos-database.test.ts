// A node outlives its connections to the database, whatever they were doing when they were cut.
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { startNode } from '../support/node-process.ts'
import { somePicture } from '../support/people.ts'
import { makeFolder, removeFolder } from '../support/daemon.ts'
import { startTcpProxy } from '../support/tcp-proxy.ts'
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

test('while PostgreSQL is away, the job queue says so once, and once when it is back', async () => {
  const database = await createDatabase()
  onTestFinished(database.drop)
  const wire = await startTcpProxy(database.url)
  onTestFinished(wire.close)
  const folder = makeFolder()
  onTestFinished(() => removeFolder(folder))
  const node = await startNode({
    DATABASE_URL: wire.through(database.url),
    DATA_DIR: folder,
    ALLOWED_HOSTS: '127.0.0.1',
  })
  onTestFinished(async () => void (await node.kill()))
  const said = () => node.log().match(/the job queue (?:has a problem|is back)/g) ?? []

  for (let time = 1; time <= 2; time++) {
    await wire.stop()
    // The queue is looked at every two seconds, and looks after itself every few: each of these could say it again.
    await delay(12_000)
    expect(said().slice(-1)).toEqual(['the job queue has a problem'])
    await wire.resume()
    await expect.poll(() => said().at(-1), { timeout: 20_000 }).toBe('the job queue is back')
  }

  expect(said()).toEqual([
    'the job queue has a problem',
    'the job queue is back',
    'the job queue has a problem',
    'the job queue is back',
  ])
})
