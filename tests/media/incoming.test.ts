import { createHash } from 'node:crypto'
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { createReceiver } from '../../server/media/incoming.ts'
import { photo, silent, startMedia, temporaryFolder } from './support.ts'

const megabyte = Buffer.alloc(2 ** 20, 7)

test('an upload is on disk with its hash and size, until it is discarded', async () => {
  const { media, dataDir } = await startMedia()
  const incoming = await media.receive(Readable.from([Buffer.from('kit'), Buffer.from('ten')]))
  expect(incoming).toMatchObject({ bytes: 6, hash: createHash('sha256').update('kitten').digest('hex') })
  expect(await readFile(incoming.path, 'utf8')).toBe('kitten')

  await incoming.discard()
  await incoming.discard()
  expect(await readdir(join(dataDir, 'incoming'))).toEqual([])
})

test('an upload of 20 MB is taken, one byte more is not', async () => {
  const { media, dataDir } = await startMedia()
  const twenty = Array.from({ length: 20 }, () => megabyte)
  expect(await media.receive(Readable.from(twenty))).toMatchObject({ bytes: 20 * 2 ** 20 })

  await expect(media.receive(Readable.from([...twenty, Buffer.alloc(1)]))).rejects.toMatchObject({
    code: 'too_large',
    message: 'That picture is larger than 20 MB. Save it smaller and try again.',
  })
  expect(await readdir(join(dataDir, 'incoming'))).toHaveLength(1)
})

test('an endless upload is stopped at the limit and never held in memory', async () => {
  const { media } = await startMedia()
  let sent = 0
  const endless = new Readable({ read() { sent += megabyte.length; this.push(megabyte) } }) // prettier-ignore
  await expect(media.receive(endless)).rejects.toMatchObject({ code: 'too_large' })
  expect(sent).toBeLessThan(23 * 2 ** 20)
  expect(endless.destroyed).toBe(true)
})

test('an upload that breaks off is refused and leaves nothing', async () => {
  const { media, dataDir } = await startMedia()
  const broken = new Readable({ read() {} })
  const received = media.receive(broken)
  broken.push('half')
  broken.destroy(new Error('connection lost'))
  await expect(received).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('stopped') })
  expect(await readdir(join(dataDir, 'incoming'))).toEqual([])
})

test('what a killed node has left behind is swept an hour later', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'old.part'), '')
  await writeFile(join(folder, 'new.part'), '')
  await utimes(join(folder, 'old.part'), new Date(), new Date(Date.now() - 3_700_000))
  createReceiver(folder, silent)
  await expect.poll(() => readdir(folder)).toEqual(['new.part'])
})

describe('an upload that is kept for later', () => {
  async function keepPhoto() {
    const { media, dataDir } = await startMedia()
    const bytes = await photo(40, 30).jpeg().toBuffer()
    const kept = await media.keep(await media.receive(Readable.from([bytes])))
    return { media, dataDir, bytes, kept, path: join(dataDir, 'originals', kept.hash.slice(0, 2), kept.name) }
  }

  test('is an original under its hash and format, and comes back as a file of its own', async () => {
    const { media, dataDir, bytes, kept, path } = await keepPhoto()
    expect(kept).toEqual({ hash: kept.hash, bytes: bytes.length, name: `${kept.hash}.jpeg` })
    expect(await readdir(join(dataDir, 'incoming'))).toEqual([])

    for (const asked of [kept.name, kept.hash]) {
      const incoming = await media.recall(asked)
      expect(await readFile(incoming.path)).toEqual(bytes)
      await incoming.discard()
    }
    expect(await readFile(path)).toEqual(bytes)
    expect(await media.develop(await media.recall(kept.name))).toMatchObject({ width: 40, original: kept.name })
  })

  test.each([
    ['damaged', 'x'],
    ['cut short', ''],
  ])('and was %s on disk is not taken for what it was', async (_what, content) => {
    const { media, dataDir, kept, path } = await keepPhoto()
    await writeFile(path, content)
    await expect(media.recall(kept.name)).rejects.toMatchObject({ code: 'invalid' })
    expect(await readdir(join(dataDir, 'incoming'))).toEqual([])
  })

  test('and is gone is not found', async () => {
    const { media, kept } = await keepPhoto()
    await media.originals.remove(kept.name)
    await expect(media.recall(kept.name)).rejects.toMatchObject({ code: 'not_found' })
    await expect(media.recall(kept.hash)).rejects.toMatchObject({ code: 'not_found' })
  })

  test.each([
    ['empty', '', 'invalid'],
    ['a web page', '<!doctype html>', 'unsupported'],
  ])('is refused at once when it is %s, and leaves nothing', async (_what, text, code) => {
    const { media, dataDir } = await startMedia()
    const incoming = await media.receive(Readable.from([Buffer.from(text)]))
    await expect(media.keep(incoming)).rejects.toMatchObject({ code })
    expect(await readdir(join(dataDir, 'incoming'))).toEqual([])
    expect(await readdir(join(dataDir, 'originals'))).toEqual([])
  })

  test('is developed and stays, when its file is to be kept', async () => {
    const { media, kept } = await keepPhoto()
    const incoming = await media.recall(kept.name)
    await media.develop(incoming, { keep: true })
    expect((await readFile(incoming.path)).length).toBe(kept.bytes)
    await incoming.discard()
  })
})
