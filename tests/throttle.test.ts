import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startInstance, type Instance } from './support/instance.ts'
import { call, cookieOf, freshName, password, pictureForm, signUp, somePicture } from './support/people.ts'
import { startSite, type Site } from './support/site.ts'

let instance: Instance
let site: Site
beforeAll(async () => {
  site = await startSite()
  // One proxy in front: the tests say from which address somebody comes.
  instance = await startInstance({ TRUSTED_PROXIES: '1', FETCH_ALLOW: site.host })
})
afterAll(async () => {
  site.close()
  await instance.close()
})
afterEach(async () => {
  await instance.node(0).app.ctx.db.deleteFrom('throttle').execute()
})

const signIn = (
  login: string,
  given: string,
  { from = '198.51.100.1', cookie }: { from?: string; cookie?: string } = {},
) => call(instance.node(1), 'POST', '/api/session', { login, password: given }, { 'x-forwarded-for': from, cookie })
const deviceOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .find(cookie => cookie.startsWith('device='))!
    .split(';')[0]!

/** Failures as they were yesterday and today, without making them. */
async function fill(prefix: string, points: number): Promise<void> {
  const { db } = instance.node(0).app.ctx
  await db.updateTable('throttle').set({ points }).where('key', 'like', `${prefix}:%`).execute()
}

describe('guesses', () => {
  test('for an account are stopped after ten in a row from one address, and not from another', async () => {
    const { username } = await signUp(instance, 'ada')
    for (let guess = 0; guess < 10; guess++) expect((await signIn(username, 'a guess')).status).toBe(401)

    expect((await signIn(username, password)).status).toBe(429)
    expect((await signIn(username, password, { from: '198.51.100.2' })).status).toBe(201)
  })

  test('for an account are stopped after 50 a day, from wherever they come', async () => {
    const { username } = await signUp(instance, 'ada')
    await signIn(username, 'a guess', { from: '198.51.100.10' })
    await fill('account', 49)

    const last = await signIn(username, 'a guess', { from: '198.51.100.11' })
    const refused = await signIn(username, password, { from: '198.51.100.12' })

    expect(last.status).toBe(401)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(20 * 60 * 60)
  })

  test('from an address are stopped after 100 a day, for whomever; a household has one address', async () => {
    const { username } = await signUp(instance, 'ada')
    await signIn(freshName('nobody'), 'a guess', { from: '2001:db8:7:7::1' })
    await fill('network', 99)

    expect((await signIn(freshName('nobody'), 'a guess', { from: '2001:db8:7:7::2' })).status).toBe(401)
    expect((await signIn(username, password, { from: '2001:db8:7:7:ffff::2' })).status).toBe(429)
    expect((await signIn(username, password, { from: '2001:db8:7:8::1' })).status).toBe(201)
  })

  test('that come with a made-up address before the proxy’s count for the real one', async () => {
    const { username } = await signUp(instance, 'ada')
    for (let guess = 0; guess < 10; guess++) {
      await signIn(username, 'a guess', { from: `10.0.0.${guess}, 198.51.100.20` })
    }

    expect((await signIn(username, password, { from: '10.9.9.9, 198.51.100.20' })).status).toBe(429)
  })
})

describe('the count of guesses', () => {
  test('of an account is not filled by who types its number', async () => {
    const ada = await signUp(instance, 'ada')
    const { db } = instance.node(0).app.ctx
    const { id } = await db
      .selectFrom('account')
      .select('id')
      .where('username', '=', ada.username)
      .executeTakeFirstOrThrow()
    await signIn(id, 'a guess', { from: '198.51.100.30' })
    await fill('account', 50)

    expect((await signIn(ada.username, password, { from: '198.51.100.31' })).status).toBe(201)
  })
})

describe('a browser that is known', () => {
  test('lets its owner in, whatever others do to the account or from the same address', async () => {
    const { username } = await signUp(instance, 'ada')
    const cookie = deviceOf(await signIn(username, password))
    for (let guess = 0; guess < 10; guess++) await signIn(username, 'a guess')
    await fill('account', 50)
    await fill('network', 100)

    const stranger = await signIn(username, password)
    const owner = await signIn(username, password, { cookie })

    expect(stranger.status).toBe(429)
    expect(owner.status).toBe(201)
  })

  test('is known from the sign-up on', async () => {
    const username = freshName('new')
    const answer = await call(instance.node(0), 'POST', '/api/accounts', {
      username,
      email: `${username}@example.org`,
      name: 'New',
      password,
    })
    for (let guess = 0; guess < 10; guess++) await signIn(username, 'a guess')

    expect((await signIn(username, password, { cookie: deviceOf(answer) })).status).toBe(201)
  })

  test('has ten guesses in a row and 50 a day of its own, so that a stolen cookie is worth no more', async () => {
    const { username } = await signUp(instance, 'ada')
    const cookie = deviceOf(await signIn(username, password))
    for (let guess = 0; guess < 10; guess++) {
      expect((await signIn(username, 'a guess', { cookie, from: `198.51.100.${guess}` })).status).toBe(401)
    }

    expect((await signIn(username, password, { cookie, from: '198.51.100.99' })).status).toBe(429)
    // It has cost the owner nothing elsewhere.
    expect((await signIn(username, password, { from: '198.51.100.99' })).status).toBe(201)
    await fill('device', 0)
    await fill('device-day', 49)
    expect((await signIn(username, 'a guess', { cookie })).status).toBe(401)
    expect((await signIn(username, password, { cookie })).status).toBe(429)
  })

  test('is known for the accounts that have signed in there, and for no other', async () => {
    const [ada, bob, eve] = [
      await signUp(instance, 'ada'),
      await signUp(instance, 'bob'),
      await signUp(instance, 'eve'),
    ]
    const cookie = deviceOf(await signIn(ada.username, password))
    const second = await signIn(bob.username, password, { cookie })
    expect(deviceOf(second)).toBe(cookie)
    for (const { username } of [ada, bob, eve]) {
      for (let guess = 0; guess < 10; guess++) await signIn(username, 'a guess')
    }

    const statuses = []
    for (const { username } of [ada, bob, eve]) statuses.push((await signIn(username, password, { cookie })).status)

    expect(statuses).toEqual([201, 201, 429])
  })

  test('is one only by a cookie that we gave: a planted one is not taken up', async () => {
    const { username } = await signUp(instance, 'ada')
    const planted = `device=${'x'.repeat(43)}`

    const answer = await signIn(username, password, { cookie: planted })

    expect(deviceOf(answer)).not.toBe(planted)
    const line = answer.headers.getSetCookie().find(cookie => cookie.startsWith('device='))
    expect(line).toMatch(/^device=[\w-]{43}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/)
  })

  test('is a stranger again once the password has been changed', async () => {
    const ada = await signUp(instance, 'ada')
    const answer = await signIn(ada.username, password)
    const other = 'another long passphrase'
    const changed = await ada.http('POST', '/api/password', { current: password, password: other })
    expect(changed.status).toBe(200)
    for (let guess = 0; guess < 10; guess++) await signIn(ada.username, 'a guess')

    expect((await signIn(ada.username, other, { cookie: deviceOf(answer) })).status).toBe(429)
    expect((await signIn(ada.username, other, { cookie: deviceOf(changed) })).status).toBe(201)
  })
})

describe('whether there is an account', () => {
  /** Half are above it, half below. */
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
  const times = 24

  /**
   * In turns, now the one first and now the other. What else the machine does can double a time, for both of a turn: each is compared with
   * its neighbour.
   */
  async function compare(ask: (login: string) => Promise<Response>, existing: string[], headers: string[]) {
    const answers = { existing: [] as string[], missing: [] as string[] }
    const ratios: number[] = []
    for (let turn = 0; turn < times; turn++) {
      const taken = { existing: 0, missing: 0 }
      const kinds = ['existing', 'missing'] as const
      for (const kind of turn % 2 === 0 ? kinds : kinds.toReversed()) {
        const login = kind === 'existing' ? existing[turn % existing.length]! : freshName('nobody')
        const start = performance.now()
        const answer = await ask(login)
        taken[kind] = performance.now() - start
        const seen = headers.map(name => answer.headers.get(name))
        answers[kind].push(JSON.stringify([answer.status, await answer.text(), answer.headers.getSetCookie(), seen]))
      }
      ratios.push(taken.existing / taken.missing)
    }
    return { answers, ratio: median(ratios) }
  }

  test('is told neither by the answer to a wrong password nor by the time that it takes', async () => {
    const people = await Promise.all(Array.from({ length: 3 }, () => signUp(instance, 'ada')))

    const { answers, ratio } = await compare(
      login => signIn(login, 'not the password'),
      people.map(person => person.username),
      ['content-type', 'cache-control', 'content-length'],
    )

    expect(new Set([...answers.existing, ...answers.missing]).size).toBe(1)
    // A missing hash would make it a tenth.
    expect(ratio).toBeGreaterThan(0.6)
    expect(ratio).toBeLessThan(1.6)
  })

  test('is told neither by the answer to a forgotten password nor by the time that it takes', async () => {
    const people = await Promise.all(Array.from({ length: 3 }, () => signUp(instance, 'ada')))
    let address = 0

    const { answers, ratio } = await compare(
      login =>
        call(
          instance.node(1),
          'POST',
          '/api/password/forgot',
          { login },
          { 'x-forwarded-for': `192.0.2.${++address}` },
        ),
      people.map(person => person.username),
      ['content-type', 'cache-control', 'content-length'],
    )

    expect(new Set([...answers.existing, ...answers.missing])).toEqual(
      new Set([JSON.stringify([202, '{}', [], ['application/json; charset=utf-8', 'no-store', '2']])]),
    )
    expect(ratio).toBeGreaterThan(0.5)
    expect(ratio).toBeLessThan(2)
  })

  test('cannot be asked for by the forgotten password without end', async () => {
    const ask = () => call(instance.node(1), 'POST', '/api/password/forgot', { login: freshName('nobody') })
    const first = await ask()
    await fill('reset-network', 19)

    const last = await ask()
    const refused = await ask()

    expect([first.status, last.status, refused.status]).toEqual([202, 202, 429])
    expect(cookieOf(refused)).toBe('')
  })
})

test('pictures are fetched 600 an hour for each person, by whichever way they are asked for', async () => {
  const [ada, bob] = [await signUp(instance, 'ada'), await signUp(instance, 'bob', { node: 1 })]
  const url = site.serve('/one.png', await somePicture())
  const { saves } = await ada.ask('save:begin', { saves: [{ url }, { url: `${site.url}/nothing.png` }] })
  const { image } = await ada.next('image:saved')
  expect(image.sourceUrl).toBe(url)
  const failed = ({ save }: { save: { id: string; state: string } }) => save.state === 'failed'
  const { save: missing } = await ada.next('save:changed', failed)
  expect(missing.id).toBe(saves[1]!.id)
  await ada.http('POST', '/api/saves', pictureForm({ title: 'Torn' }, (await somePicture(400, 400)).subarray(0, 200)))
  const { save: torn } = await ada.next('save:changed', save => failed(save) && save.save.id !== missing.id)
  await fill('fetch', 598)

  const refusal =
    /too_many: No more than 600 pictures are fetched for you in an hour, and this would be more. Try again in (60|59) minutes/
  const some = [1, 2, 3].map(number => ({ url: `${url}?${number}` }))
  await expect(ada.ask('save:begin', { saves: some })).rejects.toThrow(refusal)
  // What was refused has used up nothing.
  await ada.ask('save:begin', { saves: some.slice(1) })

  await expect(ada.ask('save:begin', { saves: [{ url }] })).rejects.toThrow(refusal)
  await expect(ada.ask('image:bookmark', { url, title: 'One more' })).rejects.toThrow(refusal)
  await expect(ada.ask('account:photo', { url })).rejects.toThrow(refusal)
  await expect(ada.ask('save:retry', { id: missing.id })).rejects.toThrow(refusal)
  // What is sent is not fetched, and others have their own.
  expect((await ada.upload()).sourceUrl).toBeNull()
  expect(await ada.ask('save:retry', { id: torn.id })).toMatchObject({ state: 'waiting', url: null })
  expect(await bob.ask('image:bookmark', { url, title: 'Mine' })).toMatchObject({ title: 'Mine' })
})
