import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import type { Metadata } from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountAnswer } from '../server/protocol.ts'
import type { ErrorView } from '../server/views.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, connect, pictureForm, signUp, somePicture, type Person, type Refusal } from './support/people.ts'

let instance: Instance
let site: Server
let siteUrl: string
let slow: (() => void) | undefined
const files = new Map<string, Buffer | string>()
beforeAll(async () => {
  site = createServer((request, response) => {
    const body = files.get(request.url!)
    if (request.url === '/slow.png') slow = () => response.end(body)
    else if (body === undefined) response.writeHead(404).end()
    else response.end(body)
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => site.once('listening', resolve))
  const { port } = site.address() as AddressInfo
  siteUrl = `http://127.0.0.1:${port}`
  instance = await startInstance({ FETCH_ALLOW: `127.0.0.1:${port}` })
})
afterAll(async () => {
  await instance.close()
  site.close()
})

async function upload(
  person: Person,
  bytes: Buffer,
): Promise<{ status: number } & AccountAnswer & { error: ErrorView }> {
  const answer = await person.http('POST', '/api/account/photo', pictureForm({}, bytes))
  return { status: answer.status, ...((await answer.json()) as AccountAnswer & { error: ErrorView }) }
}

async function servedAt(path: string): Promise<Metadata & { bytes: Buffer }> {
  const answer = await call(instance.node(1), 'GET', path)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/webp'])
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { ...(await sharp(bytes).metadata()), bytes }
}

/** Red, green and blue beside each other: of its middle only green is left. */
async function stripes(width: number, height: number): Promise<Buffer> {
  const stripe = (background: string) =>
    sharp({ create: { width, height, channels: 3, background } })
      .png()
      .toBuffer()
  return sharp({ create: { width: 3 * width, height, channels: 3, background: '#000' } })
    .composite([
      { input: await stripe('#f00'), left: 0, top: 0 },
      { input: await stripe('#0f0'), left: width, top: 0 },
      { input: await stripe('#00f'), left: 2 * width, top: 0 },
    ])
    .png()
    .toBuffer()
}

describe('a photo from a file', () => {
  test('is the middle of it, square, and shown wherever the person is named', async () => {
    const ada = await signUp(instance, 'ada')
    const { id } = await ada.upload()

    const { status, account } = await upload(ada, await stripes(500, 500))

    expect(status).toBe(200)
    expect(account).toMatchObject({ username: ada.username, email: `${ada.username}@example.org` })
    const photo = await servedAt(account.photo!)
    expect(photo).toMatchObject({ format: 'webp', width: 360, height: 360 })
    const { dominant } = await sharp(photo.bytes).stats()
    expect([dominant.r < 50, dominant.g > 200, dominant.b < 50]).toEqual([true, true, true])
    const visitor = await connect(instance.node(1))
    expect(await visitor.ask('account:get', { username: ada.username })).toMatchObject({ photo: account.photo })
    expect((await visitor.ask('image:get', { id })).by.photo).toBe(account.photo)
    const session = (await (await ada.http('GET', '/api/session')).json()) as AccountAnswer
    expect(session.account.photo).toBe(account.photo)
  })

  test.each([
    ['a small picture', 90, 60, 60],
    ['a very flat one', 2000, 3, 3],
    ['a single pixel', 1, 1, 1],
  ])('made of %s is not enlarged', async (_what, width, height, side) => {
    const ada = await signUp(instance, 'ada')
    const bytes = await sharp({ create: { width, height, channels: 4, background: '#80a' } })
      .png()
      .toBuffer()

    const { account } = await upload(ada, bytes)

    expect(await servedAt(account.photo!)).toMatchObject({ width: side, height: side })
  })

  test('is turned upright, and holds nothing that the camera wrote', async () => {
    const ada = await signUp(instance, 'ada')
    // Stored lying on its side: as it is shown, red is above, green in the middle, blue below.
    const bytes = await sharp(await stripes(40, 200))
      .withExif({ IFD0: { Artist: 'Secret Owner' } })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      .toBuffer()

    const { account } = await upload(ada, bytes)

    const photo = await servedAt(account.photo!)
    expect([photo.width, photo.height, photo.exif]).toEqual([120, 120, undefined])
    const pixels = await sharp(photo.bytes).raw().toBuffer()
    const at = (x: number, y: number) =>
      [...pixels.subarray((y * 120 + x) * 3, (y * 120 + x) * 3 + 3)].map(v => v > 128)
    expect([at(60, 10), at(60, 60), at(60, 110)]).toEqual([
      [true, false, false],
      [false, true, false],
      [false, false, true],
    ])
    expect(photo.bytes.includes('Secret')).toBe(false)
  })

  test('needs a sign-in, a form, and a picture that can be read', async () => {
    const ada = await signUp(instance, 'ada')
    const form = pictureForm({}, await somePicture())
    expect((await call(instance.node(0), 'POST', '/api/account/photo', form)).status).toBe(401)

    const empty = new FormData()
    empty.set('title', 'Nothing')
    const nothing = await ada.http('POST', '/api/account/photo', empty)
    expect(nothing.status).toBe(422)
    expect(await nothing.json()).toMatchObject({ error: { code: 'invalid', fields: { file: 'Choose a picture.' } } })

    expect(await upload(ada, Buffer.from('<!doctype html><p>Hello'))).toMatchObject({
      status: 415,
      error: { code: 'unsupported', message: 'That is a web page, not a picture.' },
    })
    expect((await upload(ada, (await somePicture(400, 400)).subarray(0, 200))).status).toBe(422)
    expect((await upload(ada, Buffer.alloc(20 * 1024 * 1024 + 1))).status).toBe(413)
    expect(await ada.ask('account:get', { username: ada.username })).toMatchObject({ photo: null })
  })
})

describe('a photo from an address', () => {
  test('may be set by socket and by HTTP alike', async () => {
    const ada = await signUp(instance, 'ada')
    files.set('/a.png', await somePicture())
    files.set('/b.png', await somePicture())

    const first = await ada.ask('account:photo', { url: `${siteUrl}/a.png` })
    const answer = await ada.http('POST', '/api/account/photo', { url: `${siteUrl}/b.png` })

    expect(first.photo).toMatch(/^\/media\//)
    const { data: second } = (await answer.json()) as { data: { photo: string } }
    expect(second.photo).toMatch(/^\/media\//)
    expect(second.photo).not.toBe(first.photo)
  })

  test.each([
    ['what is no address', 'kitten.png', 'invalid'],
    ['nothing', '', 'invalid'],
    ['a place inside', 'http://10.0.0.1/a.png', 'unreachable'],
    ['what is not there', 'SITE/none.png', 'unreachable'],
    ['a page', 'SITE/page', 'unsupported'],
  ])('refuses %s', async (_what, url, code) => {
    const ada = await signUp(instance, 'ada')
    files.set('/page', '<!doctype html><p>Hello')

    const refused = await ada
      .ask('account:photo', { url: url.replace('SITE', siteUrl) })
      .catch((error: unknown) => (error as Refusal).view)

    expect(refused).toMatchObject({ code, message: expect.stringMatching(/\.$/) })
    expect(await ada.ask('account:get', { username: ada.username })).toMatchObject({ photo: null })
  })

  test('is one at a time, so that nobody fills the line for all', async () => {
    const ada = await signUp(instance, 'ada')
    files.set('/slow.png', await somePicture())
    slow = undefined
    const first = ada.ask('account:photo', { url: `${siteUrl}/slow.png` })
    await expect.poll(() => slow).toBeDefined()

    expect(await upload(ada, await somePicture())).toMatchObject({ status: 429, error: { code: 'too_many' } })

    slow!()
    expect((await first).photo).toMatch(/^\/media\//)
    expect((await upload(ada, await somePicture())).status).toBe(200)
  })
})

describe('a change of photo', () => {
  test('is seen at once in the person’s other tabs and by who looks at their page, on either node', async () => {
    const ada = await signUp(instance, 'ada')
    const tab = await ada.open({}, instance.node(1))
    const visitor = await connect(instance.node(1))
    await visitor.ask('account:watch', { username: ada.username })

    const { account } = await upload(ada, await somePicture())
    for (const window of [tab, visitor]) {
      const change = await window.next('account:changed')
      expect(change).toEqual({ username: ada.username, photo: account.photo, cursor: expect.any(String) })
    }

    const { photo } = await ada.ask('account:remove-photo', {})
    expect(photo).toBeNull()
    for (const window of [tab, visitor]) await window.next('account:changed', change => change.photo === null)
  })

  test('that changes nothing is not told', async () => {
    const ada = await signUp(instance, 'ada')
    const bytes = await somePicture()
    const { account } = await upload(ada, bytes)
    await ada.next('account:changed', change => change.photo === account.photo)

    expect((await upload(ada, bytes)).account.photo).toBe(account.photo)
    await ada.ask('account:remove-photo', {})
    await ada.ask('account:remove-photo', {})
    await ada.upload()

    await ada.next('account:changed', change => change.images === 1)
    expect(ada.all('account:changed').map(change => change.photo)).toEqual([account.photo, null, undefined])
  })

  test('is for who is signed in', async () => {
    const visitor = await connect(instance.node(0))

    await expect(visitor.ask('account:photo', { url: 'https://example.org/a.png' })).rejects.toThrow('unauthenticated')
    await expect(visitor.ask('account:remove-photo', {})).rejects.toThrow('unauthenticated')
  })
})
