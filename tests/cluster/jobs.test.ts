// Work outside requests: a node that is killed leaves it to the others, and nothing is done twice.
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { connect, somePicture } from '../support/people.ts'
import { startSite } from '../support/site.ts'
import { startCluster } from './support/cluster.ts'
import { enrol, inParallel, post, upload, type Member } from './support/member.ts'

async function openCluster(count: number) {
  const site = await startSite()
  onTestFinished(site.close)
  const database = await createDatabase()
  onTestFinished(database.drop)
  const cluster = await startCluster(count, {
    DATABASE_URL: database.url,
    REDIS_URL: process.env.TEST_REDIS_URL!,
    FETCH_ALLOW: site.host,
  })
  onTestFinished(cluster.close)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  onTestFinished(() => client.end())
  const countRows = async (statement: string) => Number((await client.query<{ n: string }>(statement)).rows[0]!.n)
  return { ...cluster, site, count: countRows }
}

async function ask<Name extends 'save:list' | 'save:cancel' | 'save:begin'>(
  url: string,
  who: Member,
  name: Name,
  input: Parameters<typeof post<Name>>[3],
) {
  const answer = await post(url, who, name, input)
  if ('error' in answer) throw new Error(`${answer.error.code}: ${answer.error.message}`)
  return answer.data
}

/** A place with pictures that take their time. */
async function slowPictures(site: Awaited<ReturnType<typeof startSite>>, howMany: number, milliseconds: number) {
  return inParallel(Array.from({ length: howMany }), 4, async (_, index) => {
    const bytes = await somePicture()
    return site.serve(`/${index}.png`, (_request, response) => void setTimeout(() => response.end(bytes), milliseconds))
  })
}

test('saves of a node that is killed go on within 30 s on another, and each is kept and told once', async () => {
  const { places, site, count } = await openCluster(2)
  const [dying, staying] = places as [(typeof places)[0], (typeof places)[0]]
  const ada = await enrol(staying.url, 'ada')
  const urls = await slowPictures(site, 16, 700)

  await ask(dying.url, ada, 'save:begin', { saves: urls.map(url => ({ url, title: 'A find' })) })
  await expect.poll(() => count('select count(*) as n from image'), { timeout: 30_000 }).toBeGreaterThan(2)
  await dying.kill()
  const killed = performance.now()

  await expect.poll(() => count('select count(*) as n from image'), { timeout: 60_000, interval: 200 }).toBe(16)
  const seconds = (performance.now() - killed) / 1000
  console.log(`all saves were done ${seconds.toFixed(1)} s after the kill`)
  expect(seconds).toBeLessThan(30)
  expect(await ask(staying.url, ada, 'save:list', {})).toEqual({ saves: [] })
  const once = await count(`
    select count(*) as n from (
      select payload->'target'->'image'->>'id' from event
      where name = 'activity:recorded' and payload->>'verb' = 'bookmarked' group by 1 having count(*) = 1) as told`)
  expect(once).toBe(16)
  expect(await count(`select count(*) as n from event where name = 'image:saved'`)).toBe(16)
  expect(await count('select images as n from account')).toBe(16)
})

test('a breath that is held when a node is killed ends on another, and one that is held when all are ends when one is back', async () => {
  const { places, count } = await openCluster(2)
  const [dying, staying] = places as [(typeof places)[0], (typeof places)[0]]
  const [ada, bob] = [await enrol(dying.url, 'ada'), await enrol(staying.url, 'bob')]
  expect(await post(dying.url, ada, 'account:edit', { saveDelay: 5 })).toHaveProperty('data')
  expect(await post(staying.url, bob, 'account:follow', { username: ada.username })).toHaveProperty('data')
  const window = await connect({ url: staying.url }, { origin: staying.node.url, handshake: { token: bob.token } })
  onTestFinished(window.close)
  const told = () =>
    count(`select count(*) as n from event where name = 'activity:recorded' and payload->>'verb' = 'bookmarked'`)
  const heard = () => window.all('activity:recorded').filter(({ verb }) => verb === 'bookmarked')

  const first = await upload(dying.url, ada, 'Held', await somePicture())
  expect(first.heldUntil).not.toBeNull()
  await dying.kill()
  expect([await told(), heard()]).toEqual([0, []])

  const { target } = await window.next('activity:recorded', ({ verb }) => verb === 'bookmarked')
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(first.heldUntil!))
  expect(target).toMatchObject({ image: { id: first.id } })
  // Whoever has heard what came after would have heard it twice by now.
  expect(await post(staying.url, ada, 'image:like', { id: first.id })).toHaveProperty('data')
  await window.next('activity:recorded', ({ verb }) => verb === 'liked')
  expect([await told(), heard().length]).toEqual([1, 1])

  await upload(staying.url, ada, 'Held as well', await somePicture())
  await staying.kill()
  expect(await told()).toBe(1)
  await staying.restart()

  await expect.poll(told, { timeout: 20_000 }).toBe(2)
  expect(await count('select count(*) as n from image where held_until is not null')).toBe(0)
})

test('a save that is cancelled through one node is not kept by the other that is at work on it', async () => {
  const { places, site, count } = await openCluster(2)
  const ada = await enrol(places[0]!.url, 'ada')
  const bytes = await somePicture()
  const waiting: (() => void)[] = []
  const urls = ['/a.png', '/b.png'].map(path =>
    site.serve(path, (_request, response) => void waiting.push(() => response.end(bytes))),
  )
  const { saves } = await ask(places[0]!.url, ada, 'save:begin', { saves: urls.map(url => ({ url })) })
  await expect.poll(() => waiting.length, { timeout: 20_000 }).toBeGreaterThan(0)

  for (const place of places) for (const { id } of saves) await ask(place.url, ada, 'save:cancel', { id })
  for (const finish of waiting) finish()

  // Another save, begun later, is done after them.
  await upload(places[0]!.url, ada, 'Another', await somePicture())
  await expect
    .poll(() => count(`select count(*) as n from pgboss.job where name = 'save-image' and state < 'completed'`), {
      timeout: 40_000,
    })
    .toBe(0)
  expect(await count('select count(*) as n from image')).toBe(1)
  expect(await count('select count(*) as n from save')).toBe(0)
})
