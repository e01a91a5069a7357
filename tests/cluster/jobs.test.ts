// Work outside requests: a node that is killed leaves it to the others, and nothing is done twice.
import pg from 'pg'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createDatabase } from '../support/database.ts'
import { connect, password, somePicture } from '../support/people.ts'
import { startSite } from '../support/site.ts'
import { linkIn, startMailServer, type Received } from '../support/smtp.ts'
import { startCluster } from './support/cluster.ts'
import { enrol, inParallel, post, upload, type Member } from './support/member.ts'

async function openCluster(
  count: number,
  environment: Record<string, string> = {},
  whenFinished: (close: () => void | Promise<void>) => void = onTestFinished,
) {
  const site = await startSite()
  whenFinished(site.close)
  const database = await createDatabase()
  whenFinished(database.drop)
  const cluster = await startCluster(count, {
    DATABASE_URL: database.url,
    REDIS_URL: process.env.TEST_REDIS_URL!,
    FETCH_ALLOW: site.host,
    ...environment,
  })
  whenFinished(cluster.close)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  whenFinished(() => client.end())
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

describe('of a node that is killed', () => {
  const changed = 'Your password has been changed'
  const link = 'Choose a new password'
  let cluster: Awaited<ReturnType<typeof openCluster>>
  let staying: (typeof cluster)['places'][0]
  let ada: Member
  let forgetful: Member[]
  /** Of all mails. */
  let received: Received[]
  let killed: number

  beforeAll(async () => {
    const closings: (() => void | Promise<void>)[] = []
    const mails = await startMailServer()
    closings.push(mails.close)
    received = mails.received
    cluster = await openCluster(2, { SMTP_URL: mails.url }, close => void closings.push(close))
    const [dying] = cluster.places as [typeof staying]
    staying = cluster.places[1]!
    ada = await enrol(staying.url, 'ada')
    forgetful = await inParallel(['carl', 'dora', 'eve', 'finn'], 2, name => enrol(staying.url, name))
    const urls = await slowPictures(cluster.site, 16, 700)

    // A node sends two of a kind at once. So of four, the mail server has two from each node, which do not know yet that it has.
    const { held, answer } = mails.hold(({ subject }) => subject === changed || subject === link)
    await inParallel(forgetful, 2, async ({ username, token }) => {
      expect((await postPassword('', { current: password, password }, token)).status).toBe(200)
      expect((await postPassword('/forgot', { login: username })).status).toBe(202)
    })
    await vi.waitUntil(() => held.length === 8, { timeout: 20_000 })
    await ask(dying.url, ada, 'save:begin', { saves: urls.map(url => ({ url, title: 'A find' })) })
    const images = () => cluster.count('select count(*) as n from image')
    await vi.waitUntil(async () => (await images()) > 2, { timeout: 30_000 })

    await dying.kill()
    killed = performance.now()
    answer()
    return async () => {
      for (const close of closings.toReversed()) await close()
    }
  })

  function postPassword(path: string, body: object, token?: string): Promise<Response> {
    return fetch(`${staying.url}/api/password${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    })
  }

  test('saves go on within 30 s on another, and each is kept and told once', async () => {
    const { count } = cluster
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
    expect(await count(`select images as n from account where username = '${ada.username}'`)).toBe(16)
  })

  test('mails that the mail server has are sent again by another, as the same message or with a newer link; no other is', async () => {
    const unsent = `select count(*) as n from pgboss.job where name in ('send-mail', 'mail-link') and state < 'completed'`
    await expect.poll(() => cluster.count(unsent), { timeout: 60_000, interval: 200 }).toBe(0)
    const copies = (subject: string) =>
      forgetful.map(({ username }) =>
        received.filter(mail => mail.to === `${username}@example.org` && mail.subject === subject),
      )
    const idOf = (mail: Received) => mail.headers['message-id']

    const messages = copies(changed)
    expect(messages.map(({ length }) => length).sort()).toEqual([1, 1, 2, 2])
    expect(messages.map(same => new Set(same.map(idOf)).size)).toEqual([1, 1, 1, 1])
    expect(new Set(messages.flat().map(idOf)).size).toBe(4)

    const links = copies(link)
    expect(links.map(({ length }) => length).sort()).toEqual([1, 1, 2, 2])
    // A mailbox that folded these would show the one whose link works no more.
    expect(new Set(links.flat().map(idOf)).size).toBe(6)
    const useful = await inParallel(links.flat().toReversed(), 1, async mail => {
      const { status } = await postPassword('/reset', {
        token: linkIn(mail).token,
        password: 'another long passphrase',
      })
      return status === 200 ? mail : undefined
    })
    expect(useful.filter(Boolean).toReversed()).toEqual(links.map(mine => mine.at(-1)))
  })
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
