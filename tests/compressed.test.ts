// Smaller files for pictures, made when nobody waits, and offered in the windows that show them.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compressPictures } from '../server/pictures/compress.ts'
import { dutiesOf } from '../server/duties.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, signUp, somePicture } from './support/people.ts'

let instance: Instance
beforeAll(async () => {
  instance = await startInstance()
})
afterAll(() => instance.close())

const ctx = () => instance.node(0).app.ctx

test('a picture gets AVIF files, and whoever looks at it is told', async () => {
  const ada = await signUp(instance, 'ada', { node: 0 })
  const bob = await signUp(instance, 'bob', { node: 1 })
  const image = await ada.upload({}, await somePicture(900, 600))
  expect(image.sources.map(({ type }) => type)).not.toContain('image/avif')
  await bob.ask('image:watch', { id: image.id })

  expect(await compressPictures(ctx(), { seconds: 0 })).toBe(1)

  const { sources } = await bob.next('image:changed')
  expect(sources!.slice(-image.sources.length)).toEqual(image.sources)
  const smaller = sources!.filter(({ type }) => type === 'image/avif')
  expect(smaller.map(({ width }) => width)).toEqual([360, 720, 900])
  for (const { url } of smaller) {
    const answer = await call(instance.node(1), 'GET', url)
    expect(answer.headers.get('content-type')).toBe('image/avif')
    expect((await answer.arrayBuffer()).byteLength).toBe(Number(answer.headers.get('content-length')))
  }
  expect((await ada.ask('image:get', { id: image.id })).sources).toEqual(sources)
  // And once.
  expect(await compressPictures(ctx(), { seconds: 0 })).toBe(0)
})

test('what is younger than a minute is left alone, and nothing is begun while pictures are being saved', async () => {
  const ada = await signUp(instance)
  await ada.upload()
  expect(await compressPictures(ctx())).toBe(0)

  const saving = ada.upload({}, await somePicture(3_000, 2_000))
  await expect.poll(() => ctx().media.decoding().working, { interval: 5 }).toBe(1)
  expect(await compressPictures(ctx(), { seconds: 0 })).toBe(0)
  await saving
  expect(await compressPictures(ctx(), { seconds: 0 })).toBe(2)
})

test('a picture whose original is gone stays as it is, and is not tried again', async () => {
  const ada = await signUp(instance)
  const { id, sources } = await ada.upload()
  const { hash } = await ctx()
    .db.selectFrom('image')
    .innerJoin('picture', 'picture.id', 'image.pictureId')
    .select('hash')
    .where('image.id', '=', id)
    .executeTakeFirstOrThrow()
  await ctx().media.originals.remove(`${hash}.png`)

  expect(await compressPictures(ctx(), { seconds: 0 })).toBe(1)
  expect(await compressPictures(ctx(), { seconds: 0 })).toBe(0)
  expect((await ada.ask('image:get', { id })).sources).toEqual(sources)
})

test('a damaged original stands in the way of no other picture', async () => {
  const ada = await signUp(instance)
  await ada.upload()
  const { id } = await ada.upload()
  const { hash } = await ctx()
    .db.selectFrom('image')
    .innerJoin('picture', 'picture.id', 'image.pictureId')
    .select('hash')
    .where('image.id', '=', id)
    .executeTakeFirstOrThrow()
  const folder = join(ctx().config.dataDir, 'originals', hash.slice(0, 2))
  await writeFile(join(folder, `${hash}.png`), 'not what it was')

  expect(await compressPictures(ctx(), { seconds: 0 })).toBe(2)
  expect(await compressPictures(ctx(), { seconds: 0 })).toBe(0)
})

test('it is one of the duties', () => {
  expect(dutiesOf(ctx()).map(({ name }) => name)).toContain('compress-pictures')
})
