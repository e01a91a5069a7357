// The store in a bucket, against a real storage that speaks S3, and against servers that misbehave.
import { createHash, randomBytes } from 'node:crypto'
import { access, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createS3Client, type S3Config, type S3Limits } from '../../server/media/s3-client.ts'
import { createS3Store } from '../../server/media/s3-store.ts'
import { startStorage, type Storage } from '../support/storage.ts'
import { silent, startRaw, startWeb, temporaryFolder } from './support.ts'

let storage: Storage
beforeAll(async () => {
  storage = await startStorage()
})
afterAll(() => storage.stop())

const nameOf = (bytes: Uint8Array, extension = 'webp') =>
  `${createHash('sha256').update(bytes).digest('hex')}.${extension}`

function openStore(changed: Partial<S3Config> = {}, limits: Partial<S3Limits> = {}, log = silent) {
  const client = createS3Client({ ...storage, ...changed }, log, limits)
  onTestFinished(client.close)
  return createS3Store(client, 'media', { webp: 'image/webp' })
}

const read = async (file: Awaited<ReturnType<ReturnType<typeof openStore>['open']>>) =>
  Buffer.concat((await file?.stream.toArray()) ?? [])

describe('in a bucket', () => {
  test('bytes rest under their own hash, typed, and come back to every node', async () => {
    const [one, other] = [openStore(), openStore()]
    const bytes = randomBytes(300_000)
    const name = nameOf(bytes)

    expect(await other.has(name)).toBe(false)
    expect(await other.open(name)).toBeUndefined()
    expect(await one.put(bytes, 'webp')).toBe(name)

    expect(await other.stat(name)).toEqual({ bytes: 300_000, modified: expect.any(Date) })
    const file = await other.open(name)
    expect(file?.bytes).toBe(300_000)
    expect(await read(file)).toEqual(bytes)
    expect(one.url(name)).toBe(`/media/${name.slice(0, 2)}/${name}`)
    const answer = await storage.ask('HEAD', `/pictures/media/${name.slice(0, 2)}/${name}`)
    expect(answer.headers.get('content-type')).toBe('image/webp')
  })

  test('a received file is sent and taken, or stays where it is to be kept', async () => {
    const store = openStore()
    const bytes = randomBytes(5_000_000)
    const path = join(await temporaryFolder(), 'received')
    await writeFile(path, bytes)
    const file = { path, hash: nameOf(bytes).slice(0, 64), bytes: bytes.length }

    const name = await store.put({ ...file, keep: true }, 'png')
    await access(path)
    expect(await store.put(file, 'png')).toBe(name)

    await expect(access(path)).rejects.toThrow('ENOENT')
    expect(await read(await store.open(name))).toEqual(bytes)
  })

  test('bytes that are not what their hash says are refused by the storage', async () => {
    const store = openStore()
    const path = join(await temporaryFolder(), 'received')
    await writeFile(path, 'damaged on its way')
    const hash = nameOf(Buffer.from('kitten')).slice(0, 64)

    await expect(store.put({ path, hash, bytes: 18 }, 'png')).rejects.toMatchObject({ code: 'unavailable' })
    expect(await store.has(`${hash}.png`)).toBe(false)
  })

  test('the same bytes, many times at once, are one file', async () => {
    const store = openStore()
    const bytes = randomBytes(1_000)
    const names = await Promise.all(Array.from({ length: 10 }, () => store.put(bytes, 'webp')))
    expect(new Set(names)).toEqual(new Set([nameOf(bytes)]))
    expect(await read(await store.open(names[0]!))).toEqual(bytes)
  })

  test('a part of a file can be read', async () => {
    const store = openStore()
    const bytes = randomBytes(1_000)
    const file = await store.open(await store.put(bytes, 'webp'), { start: 10, end: 19 })
    expect(file?.bytes).toBe(10)
    expect(await read(file)).toEqual(bytes.subarray(10, 20))
  })

  test('a removed file is gone; removing it again is harmless', async () => {
    const store = openStore()
    const name = await store.put(randomBytes(100), 'webp')
    await store.remove(name)
    await store.remove(name)
    expect(await store.open(name)).toBeUndefined()
  })

  test('files are listed by how their names begin, page after page, and foreign ones are passed over', async () => {
    const client = createS3Client(storage, silent)
    onTestFinished(client.close)
    const store = createS3Store(client, 'paged', {}, 2)
    const names: string[] = []
    for (let count = 0; names.length < 5; count++) {
      const bytes = Buffer.from(`file ${count}`)
      if (nameOf(bytes).startsWith('a7')) names.push(await store.put(bytes, 'webp'))
    }
    const elsewhere = await store.put(Buffer.from('kitten'), 'webp')
    for (const foreign of [`a7/notes.txt`, `a7/${elsewhere}`])
      await storage.ask('PUT', `/pictures/paged/${foreign}`, 'x')

    const listed = []
    for await (const file of store.list('a7')) listed.push(file)

    expect(listed.map(file => file.name)).toEqual(names.sort())
    for (const { bytes, modified } of listed) {
      expect(bytes).toBeGreaterThan(5)
      expect(Math.abs(Date.now() - modified.getTime())).toBeLessThan(60_000)
    }
  })
})

describe('a storage that fails', () => {
  const words = {
    code: 'unavailable',
    message: 'The storage of pictures cannot be reached just now. Try again in a moment.',
  }
  const someName = nameOf(Buffer.from('kitten'))

  test('with a wrong key, a wrong bucket or none at all is unavailable, and says why only in the log', async () => {
    const lines: string[] = []
    const log = pino({}, { write: line => void lines.push(line) })

    await expect(openStore({ secretAccessKey: 'wrong' }, {}, log).open(someName)).rejects.toMatchObject(words)
    await expect(openStore({ bucket: 'elsewhere' }, {}, log).put(Buffer.from('x'), 'webp')).rejects.toMatchObject(words)
    const nowhere = new URL('http://127.0.0.1:1')
    await expect(openStore({ endpoint: nowhere }, {}, log).has(someName)).rejects.toMatchObject(words)

    expect(lines.join()).toMatch(/SignatureDoesNotMatch.*NoSuchBucket.*ECONNREFUSED/s)
    expect(lines.join()).not.toMatch(/testing|wrong/)
  })

  test('for a moment is asked again, with the whole body', async () => {
    const bytes = randomBytes(200_000)
    const bodies: Buffer[] = []
    const { port } = await startWeb((request, response) => {
      if (request.method === 'HEAD') return response.writeHead(404).end()
      const chunks: Buffer[] = []
      request.on('data', chunk => chunks.push(chunk))
      request.on('end', () => {
        bodies.push(Buffer.concat(chunks))
        response.writeHead(bodies.length < 3 ? 503 : 200).end()
      })
    })
    await openStore({ endpoint: new URL(`http://127.0.0.1:${port}`) }).put(bytes, 'webp')
    expect(bodies).toEqual([bytes, bytes, bytes])
  })

  test('for good is given up after three tries', async () => {
    const site = await startWeb((_, response) => response.writeHead(500).end())
    const store = openStore({ endpoint: new URL(`http://127.0.0.1:${site.port}`) })
    await expect(store.has(someName)).rejects.toMatchObject(words)
    expect(site.connections()).toBeLessThanOrEqual(3)
  })

  test.each([
    ['never answers', undefined],
    ['answers byte by byte for ever', 'H'],
    ['never ends its 1xx answers', 'HTTP/1.1 100 Continue\r\n\r\n'],
  ])('and %s holds nobody up', async (_what, drip) => {
    const port = await startRaw(socket => {
      const timer = drip && setInterval(() => socket.write(drip), 50)
      socket.on('close', () => clearInterval(timer || undefined)).on('error', () => {})
    })
    const store = openStore({ endpoint: new URL(`http://127.0.0.1:${port}`) }, { total: 700, idle: 300 })
    const began = performance.now()
    await expect(store.open(someName)).rejects.toMatchObject(words)
    expect(performance.now() - began).toBeLessThan(1_500)
  })

  test('and stands still in the middle of a picture breaks that picture off, not the node', async () => {
    const { port } = await startWeb((_, response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('half')
    })
    const store = openStore({ endpoint: new URL(`http://127.0.0.1:${port}`) }, { idle: 300 })
    const file = await store.open(someName)
    await expect(file?.stream.toArray()).rejects.toThrow()
  })

  test('and comes back is used again without a restart', async () => {
    const store = openStore({}, { total: 500 })
    const name = await store.put(randomBytes(100), 'webp')
    storage.pause()
    await expect(store.has(name)).rejects.toMatchObject(words)
    storage.resume()
    expect(await store.has(name)).toBe(true)
  })
})
