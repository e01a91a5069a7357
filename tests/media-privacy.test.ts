// Pictures are served only to whoever may see something that shows them.
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImageView } from '../server/views.ts'
import { embedded, startInstance, type Instance } from './support/instance.ts'
import { call, signUp, somePicture, type Person } from './support/people.ts'

let instance: Instance
let first: Person
let ada: Person
let bob: Person
beforeAll(async () => {
  instance = await startInstance()
  first = await signUp(instance, 'first', { node: 1 })
  ada = await signUp(instance, 'ada', { node: 0 })
  bob = await signUp(instance, 'bob', { node: 1 })
})
afterAll(() => instance.close())

const urlOf = (image: ImageView) => image.sources[0]!.url
const asked = (url: string, person?: Person, node = 1, headers: Record<string, string> = {}) =>
  call(instance.node(node), 'GET', url, undefined, { ...(person && { cookie: person.cookie }), ...headers })
const status = async (url: string, person?: Person, node = 1) => {
  const answer = await asked(url, person, node)
  await answer.arrayBuffer()
  return answer.status
}

test('what everybody may see is served to everybody, to be kept for ever', async () => {
  const url = urlOf(await ada.upload())

  for (const person of [undefined, bob, ada]) {
    const answer = await asked(url, person)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  }
})

test('the pictures of a private account are for its followers and itself, and are asked for each time', async () => {
  const carl = await signUp(instance, 'carl', { node: 0 })
  const url = urlOf(await carl.upload())
  await bob.ask('account:follow', { username: carl.username })
  expect(await status(url)).toBe(200)

  await carl.ask('account:edit', { private: true })

  // Whatever the other node remembered is gone within the time that an event takes.
  await expect.poll(() => status(url), { interval: 20, timeout: 2_000 }).toBe(404)
  expect(await status(url, ada)).toBe(404)
  // As a browser asks again for what it has; fetch by itself would say that it wants it fresh.
  const again = (etag: string) => ({ 'if-none-match': etag, 'cache-control': 'max-age=0' })
  for (const person of [carl, bob]) {
    const answer = await asked(url, person)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    const etag = answer.headers.get('etag')!
    await answer.arrayBuffer()
    expect((await asked(url, person, 1, again(etag))).status).toBe(304)
  }

  await carl.ask('account:remove-follower', { username: bob.username })
  expect(await status(url, bob)).toBe(404)
  expect((await asked(url, bob, 1, again('*'))).status).toBe(404)

  await carl.ask('account:edit', { private: false })
  expect(await status(url)).toBe(200)
})

test('a picture that somebody else shows to everybody stays with them', async () => {
  const [carl, dora] = [await signUp(instance, 'carl'), await signUp(instance, 'dora')]
  const bytes = await somePicture()
  const url = urlOf(await carl.upload({}, bytes))
  const other = await dora.upload({}, bytes)
  expect(urlOf(other)).toBe(url)
  await carl.ask('account:edit', { private: true })

  expect(await status(url)).toBe(200)

  await dora.ask('image:remove', { id: other.id })
  await expect.poll(() => status(url), { interval: 20, timeout: 2_000 }).toBe(404)
  expect(await status(url, carl)).toBe(200)
})

test('what somebody holds back is for them alone', async () => {
  const eve = await signUp(instance, 'eve')
  await eve.ask('account:edit', { saveDelay: 60 })
  const image = await eve.upload()

  expect(await status(urlOf(image))).toBe(404)
  expect(await status(urlOf(image), bob)).toBe(404)
  expect(await status(urlOf(image), eve)).toBe(200)

  await eve.ask('image:release', { id: image.id })
  expect(await status(urlOf(image))).toBe(200)
})

test('between two of whom one has blocked the other no picture is shown, signed in', async () => {
  const [carl, dora] = [await signUp(instance, 'carl'), await signUp(instance, 'dora')]
  const url = urlOf(await carl.upload())
  await carl.ask('account:edit', { private: true })
  await dora.ask('account:follow', { username: carl.username })
  await carl.ask('request:approve', { username: dora.username })
  expect(await status(url, dora)).toBe(200)

  await carl.ask('account:block', { username: dora.username })

  expect(await status(url, dora)).toBe(404)
})

test('the pictures and the photo of a suspended account are gone at once, and come back with it', async () => {
  const carl = await signUp(instance, 'carl', { node: 0 })
  const url = urlOf(await carl.upload())
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(await somePicture(200, 200))]), 'photo.png')
  const { account } = (await (await carl.http('POST', '/api/account/photo', form)).json()) as {
    account: { photo: string }
  }
  expect(await Promise.all([status(url), status(account.photo)])).toEqual([200, 200])

  await first.ask('administration:suspend', { username: carl.username, reason: 'A test.' })

  await expect.poll(() => status(url), { interval: 20, timeout: 2_000 }).toBe(404)
  expect(await status(account.photo)).toBe(404)
  expect(await status(url, bob)).toBe(404)
  // Those who keep order see whom they have suspended.
  expect(await status(account.photo, first)).toBe(200)

  await first.ask('administration:restore', { username: carl.username })
  expect(await Promise.all([status(url), status(account.photo)])).toEqual([200, 200])
})

test('the photo of a private account is for everybody; one that has been replaced is for nobody', async () => {
  const carl = await signUp(instance, 'carl', { node: 0 })
  const setPhoto = async () => {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(await somePicture(200, 200))]), 'photo.png')
    const answer = await carl.http('POST', '/api/account/photo', form)
    return ((await answer.json()) as { account: { photo: string } }).account.photo
  }
  const photo = await setPhoto()
  await carl.ask('account:edit', { private: true })
  expect(await status(photo)).toBe(200)

  const next = await setPhoto()

  expect(await status(next)).toBe(200)
  await expect.poll(() => status(photo), { interval: 20, timeout: 2_000 }).toBe(404)
})

test('a moderator sees the picture that has been reported, and no other of a private account', async () => {
  const carl = await signUp(instance, 'carl')
  const [reported, other] = [await carl.upload({ title: 'Reported' }), await carl.upload({ title: 'Other' })]
  await bob.ask('report:send', { kind: 'image', id: reported.id, reason: 'nudity' })
  await carl.ask('account:edit', { private: true })

  await expect.poll(() => status(urlOf(other), first), { interval: 20, timeout: 2_000 }).toBe(404)
  expect(await status(urlOf(reported), first)).toBe(200)
  expect(await status(urlOf(reported), bob)).toBe(404)
})

test('an access token shows what its person may see, if it may read', async () => {
  const carl = await signUp(instance, 'carl')
  const url = urlOf(await carl.upload())
  await carl.ask('account:edit', { private: true })
  await expect.poll(() => status(url), { interval: 20, timeout: 2_000 }).toBe(404)
  const { token } = await carl.ask('token:create', { name: 'Reader', scopes: ['read'] })
  const writer = await carl.ask('token:create', { name: 'Writer', scopes: ['write'] })

  expect((await asked(url, undefined, 1, { authorization: `Bearer ${token}` })).status).toBe(200)
  expect((await asked(url, undefined, 1, { authorization: `Bearer ${writer.token}` })).status).toBe(403)
})

test('who may see a file is answered from an index', async () => {
  if (embedded) return
  const { db } = instance.node(0).app.ctx
  const url = urlOf(await ada.upload())
  const plan = await db.transaction().execute(async trx => {
    // With a handful of rows everything is read at once.
    await sql`set local enable_seqscan = off`.execute(trx)
    return sql<{ 'QUERY PLAN': string }>`
      explain select image.id from picture join image on image.picture_id = picture.id
      where picture.sources::jsonb @> jsonb_build_array(jsonb_build_object('url', ${url}::text))`.execute(trx)
  })
  expect(JSON.stringify(plan.rows)).toContain('picture_sources')
})
