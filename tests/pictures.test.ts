// Where pictures rest, and how they go when nobody wants them any more: on disk, and in a bucket.
import { randomBytes } from 'node:crypto'
import { setImmediate as otherWork } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dutiesOf } from '../server/duties.ts'
import { keepPicture } from '../server/pictures/pictures.ts'
import { prefixesOf, sweepPictures } from '../server/pictures/sweep.ts'
import type { ErrorView, ImageView } from '../server/views.ts'
import { embedded, startInstance, type Instance } from './support/instance.ts'
import { call, pictureForm, signUp, somePicture, type Person } from './support/people.ts'
import { filesOf, hashOf, incomingOf, isRow, listBroken, standing } from './support/pictures.ts'
import { startStorage, type Storage } from './support/storage.ts'

const everyPrefix = Array.from({ length: 24 }, (_, hour) => prefixesOf(hour)).flat()
const hour = 3_600
/** Storages round the time of a file to a whole second, some of them up. */
const atOnce = -2

test('every prefix of a file has its hour of the day', () => {
  expect(new Set(everyPrefix).size).toBe(256)
  expect(everyPrefix).toHaveLength(256)
})

// The database and the storage know nothing of each other: one of the two modes tries both storages.
describe.each(embedded ? ['on disk'] : ['on disk', 'in a bucket'])('%s', where => {
  let storage: Storage | undefined
  let instance: Instance
  beforeAll(async () => {
    storage = where === 'in a bucket' ? await startStorage() : undefined
    instance = await startInstance(storage?.environment)
  })
  afterAll(async () => {
    await instance?.close()
    await storage?.stop()
  })
  const ctxOf = (index: number) => instance.node(index).app.ctx
  const sweep = (seconds: number, names: string[]) =>
    sweepPictures(ctxOf(1), { seconds, prefixes: [...new Set(names.map(name => name.slice(0, 2)))] })

  test('a picture that was saved on one node is served by the other, whole or in part, or not again', async () => {
    const ada = await signUp(instance, 'ada')
    const image = await ada.upload({}, await somePicture(400, 300))
    const { url } = image.sources[0]!
    const ask = (method: string, headers = {}) => call(instance.node(1), method, url, undefined, headers)

    const whole = await ask('GET')
    const bytes = Buffer.from(await whole.arrayBuffer())
    const part = await ask('GET', { range: 'bytes=5-14' })

    expect(whole.status).toBe(200)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-length': String(bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    expect(part.status).toBe(206)
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(5, 15))
    const head = await ask('HEAD')
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)])
    const again = await ask('GET', { 'if-none-match': whole.headers.get('etag')!, 'cache-control': 'max-age=0' })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect((await call(instance.node(1), 'GET', url.replace(/\w{5}\.webp$/, '00000.webp'))).status).toBe(404)
  })

  test('an upload that one node has kept is recalled by the other, by its name or its hash', async () => {
    const bytes = await somePicture()
    const { hash, name } = await ctxOf(0).media.keep(await incomingOf(ctxOf(0), bytes))

    for (const asked of [name, hash]) {
      const incoming = await ctxOf(1).media.recall(asked)
      expect(incoming).toMatchObject({ hash, bytes: bytes.length })
      await incoming.discard()
    }
    await expect(ctxOf(1).media.recall('0'.repeat(64))).rejects.toMatchObject({ code: 'not_found' })
  })

  test('what cannot be a picture is not even kept', async () => {
    const { media } = ctxOf(0)
    const incoming = await incomingOf(ctxOf(0), Buffer.from('%PDF-1.7'))
    await expect(media.keep(incoming)).rejects.toMatchObject({ code: 'unsupported' })
    await expect(media.recall(incoming.hash)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('bytes that somebody has kept already are not decoded again', async () => {
    const ctx = ctxOf(0)
    const bytes = await somePicture()
    const first = await keepPicture(ctx, await incomingOf(ctx, bytes))
    const media = { ...ctx.media, develop: () => Promise.reject(new Error('decoded again')) }

    expect(await keepPicture({ ...ctx, media }, await incomingOf(ctx, bytes))).toEqual(first)
  })

  test('a picture goes when nobody has wanted it for a day, and not before', async () => {
    const [ada, bob] = await Promise.all([signUp(instance, 'ada'), signUp(instance, 'bob', { node: 1 })])
    const bytes = await somePicture()
    const hers = await ada.upload({}, bytes)
    const his = await bob.upload({}, bytes)
    const hash = hashOf(bytes)
    const names = filesOf(hash, hers.sources)

    await ada.ask('image:remove', { id: hers.id })
    await sweep(atOnce, names)
    expect(await standing(ctxOf(0), names)).toEqual(names)
    expect((await call(instance.node(1), 'GET', his.sources[0]!.url)).status).toBe(200)

    await bob.ask('image:remove', { id: his.id })
    await sweep(hour, names)
    expect(await standing(ctxOf(0), names)).toEqual(names)
    expect(await isRow(ctxOf(0), hash)).toBe(true)

    const swept = await sweep(atOnce, names)
    expect(swept).toEqual({ pictures: 1, files: names.length, bytes: expect.any(Number) })
    expect(swept.bytes).toBeGreaterThan(100)
    expect(await standing(ctxOf(0), names)).toEqual([])
    expect(await isRow(ctxOf(0), hash)).toBe(false)
    expect((await call(instance.node(1), 'GET', his.sources[0]!.url)).status).toBe(404)
  })

  test('a picture that is wanted again in time stays', async () => {
    const ada = await signUp(instance, 'ada')
    const bytes = await somePicture()
    const image = await ada.upload({}, bytes)
    const names = filesOf(hashOf(bytes), image.sources)
    await ada.ask('image:remove', { id: image.id })
    await sweep(hour, names)

    const kept = await ada.upload({}, bytes)
    await sweep(atOnce, names)

    expect(kept.sources).toEqual(image.sources)
    expect(await standing(ctxOf(0), names)).toEqual(names)
    expect(await isRow(ctxOf(0), hashOf(bytes))).toBe(true)
  })

  test('files that are nobody’s go, but not those of a save that waits, of a person’s photo, or of the last hour', async () => {
    const ada = await signUp(instance, 'ada')
    const { db, media } = ctxOf(0)
    const upload = await media.keep(await incomingOf(ctxOf(0), await somePicture()))
    const photo = await media.store.put(randomBytes(100), 'webp')
    const lostUpload = await media.keep(await incomingOf(ctxOf(0), await somePicture()))
    const lost = [
      lostUpload.name,
      await media.store.put(randomBytes(100), 'webp'),
      await media.store.put(randomBytes(100), 'avif'),
    ]
    const referred = [upload.name, photo]
    const all = [...lost, ...referred]
    await sql`update account set photo = ${media.store.url(photo)} where username = ${ada.username}`.execute(db)
    await sql`
      insert into save (account_id, hash, title)
      select id, ${upload.hash}, 'waits' from account where username = ${ada.username}`.execute(db)

    await sweep(hour, all)
    expect(await standing(ctxOf(0), all)).toEqual(all)
    await sweep(atOnce, all)
    expect(await standing(ctxOf(0), all)).toEqual(referred)

    await sql`delete from save where hash = ${upload.hash}`.execute(db)
    await sql`update account set photo = null where username = ${ada.username}`.execute(db)
    await sweep(atOnce, all)
    expect(await standing(ctxOf(0), all)).toEqual([])
  })

  test('no row is ever without its files, however much is saved, removed and swept at once', async () => {
    const people = await Promise.all(
      Array.from({ length: 4 }, (_, index) => signUp(instance, 'ada', { node: index % 2 })),
    )
    const pictures = await Promise.all(Array.from({ length: 2 }, () => somePicture()))
    const names: string[] = []
    for (const bytes of pictures) {
      const { hash, sources } = await ctxOf(0).media.develop(await incomingOf(ctxOf(0), bytes))
      names.push(...filesOf(hash, sources))
    }
    const until = Date.now() + 40_000
    let saved = 0
    let saving = true
    let swept = 0
    const broken: string[] = []

    async function saveAndRemove(person: Person) {
      while ((saved < 8 || swept <= 5) && Date.now() < until) {
        const bytes = pictures[Math.floor(Math.random() * pictures.length)]!
        const form = pictureForm({ title: 'Again' }, bytes)
        const answer = await person.http('POST', '/api/images', form)
        const { image, error } = (await answer.json()) as { image?: ImageView; error?: ErrorView }
        // Without the day of grace the sweep may be quicker: than the row, three times, or than the image that refers to it.
        if (error) expect(['not_found', 'unavailable']).toContain(error.code)
        if (!image) continue
        saved++
        const answers = await Promise.all(image.sources.map(({ url }) => call(person.node, 'HEAD', url)))
        expect(answers.map(({ status }) => status)).not.toContain(404)
        await person.ask('image:remove', { id: image.id })
      }
    }
    async function sweepOn(index: number) {
      const prefixes = [...new Set(names.map(name => name.slice(0, 2)))]
      while (saving) swept += (await sweepPictures(ctxOf(index), { prefixes, seconds: atOnce })).files
    }
    const hashes = pictures.map(hashOf)
    async function look() {
      while (saving) {
        broken.push(...(await listBroken(ctxOf(1), hashes)))
        // The embedded database answers within a turn of the event loop: this alone would never let anybody else have one.
        await otherWork()
      }
    }
    // The storage answers more slowly than a disk, and would be asked for little else by two.
    const sweepers = storage ? [1] : instance.nodes.map((_, index) => index)
    const saves = Promise.all(people.map(saveAndRemove)).finally(() => (saving = false))
    await Promise.all([saves, ...sweepers.map(sweepOn), look()])

    expect(broken).toEqual([])
    expect(await listBroken(ctxOf(0), hashes)).toEqual([])
    expect(saved).toBeGreaterThanOrEqual(8)
    expect(swept).toBeGreaterThan(5)
    await sweep(atOnce, names)
    expect(await standing(ctxOf(0), names)).toEqual([])
    expect(await sweep(atOnce, names)).toEqual({ pictures: 0, files: 0, bytes: 0 })
  })

  test('the sweep is one of the duties, and does its hour', async () => {
    const duty = dutiesOf(ctxOf(0)).find(({ name }) => name === 'sweep-pictures')
    expect(await duty?.work()).toEqual({ pictures: 0, files: 0, bytes: 0 })
  })

  test.runIf(where === 'in a bucket')(
    'without its storage, a save and a picture say so, and nothing else ends',
    async () => {
      const ada = await signUp(instance, 'ada')
      const image = await ada.upload()
      const bytes = await somePicture()
      await storage!.stop()

      const save = await ada.http('POST', '/api/images', pictureForm({ title: 'Later' }, bytes))
      const picture = await ada.http('GET', image.sources[0]!.url)

      for (const answer of [save, picture]) {
        expect(answer.status).toBe(503)
        expect(await answer.json()).toMatchObject({
          error: { code: 'unavailable', message: expect.stringContaining('storage of pictures') },
        })
      }
      expect(await ada.ask('image:get', { id: image.id })).toMatchObject({ id: image.id })
    },
  )
})
