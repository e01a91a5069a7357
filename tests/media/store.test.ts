import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDiskStore } from '../../server/media/disk-store.ts'
import { temporaryFolder } from './support.ts'

const bytes = Buffer.from('kitten')
const hash = createHash('sha256').update(bytes).digest('hex')
const name = `${hash}.webp`

async function startStore() {
  const root = await temporaryFolder()
  const [folder, scratch] = [join(root, 'media'), join(root, 'scratch')]
  await mkdir(folder)
  await mkdir(scratch)
  return { store: createDiskStore(folder, scratch), folder, scratch }
}

test('bytes rest under their own hash, two folders deep, and come back', async () => {
  const { store, folder } = await startStore()
  expect(await store.has(name)).toBe(false)
  expect(await store.put(bytes, 'webp')).toBe(name)
  expect(await store.has(name)).toBe(true)
  expect(store.url(name)).toBe(`/media/${hash.slice(0, 2)}/${name}`)
  expect(await readFile(join(folder, hash.slice(0, 2), name))).toEqual(bytes)

  const file = await store.open(name)
  expect(file?.bytes).toBe(6)
  expect(Buffer.concat((await file?.stream.toArray()) ?? [])).toEqual(bytes)
})

test('a received file is taken over', async () => {
  const { store, scratch } = await startStore()
  const path = join(scratch, 'received')
  await writeFile(path, bytes)
  expect(await store.put({ path, hash, bytes: 6 }, 'png')).toBe(`${hash}.png`)
  expect(await readdir(scratch)).toEqual([])
})

test('a received file that is to be kept stays where it is', async () => {
  const { store, scratch } = await startStore()
  const path = join(scratch, 'received')
  await writeFile(path, bytes)
  const file = { path, hash, bytes: 6, keep: true }
  expect(await Promise.all([store.put(file, 'png'), store.put(file, 'png')])).toEqual([`${hash}.png`, `${hash}.png`])
  expect(await readFile(path)).toEqual(bytes)
})

test('bytes that are put again count as new', async () => {
  const { store, folder } = await startStore()
  await store.put(bytes, 'webp')
  const longAgo = new Date('2020-01-01')
  await utimes(join(folder, hash.slice(0, 2), name), longAgo, longAgo)
  expect(await store.stat(name)).toEqual({ bytes: 6, modified: longAgo })
  await store.put(bytes, 'webp')
  expect(Date.now() - (await store.stat(name))!.modified.getTime()).toBeLessThan(60_000)
})

test('a part of a file can be read, even while the file is removed', async () => {
  const { store } = await startStore()
  await store.put(bytes, 'webp')
  const file = await store.open(name, { start: 1, end: 3 })
  await store.remove(name)
  expect(file?.bytes).toBe(3)
  expect(String(Buffer.concat((await file?.stream.toArray()) ?? []))).toBe('itt')
})

test('files are listed by how their names begin, and foreign ones are passed over', async () => {
  const { store, folder } = await startStore()
  const others = await Promise.all(['a', 'b', 'c'].map(text => store.put(Buffer.from(text), 'webp')))
  await store.put(bytes, 'webp')
  await writeFile(join(folder, hash.slice(0, 2), 'notes.txt'), 'ours?')
  await writeFile(join(folder, hash.slice(0, 2), others[0]!), 'in the wrong folder')
  const listed = []
  for await (const file of store.list(hash.slice(0, 2))) listed.push(file)
  expect(listed).toEqual([{ name, bytes: 6, modified: expect.any(Date) }])
  for await (const file of store.list('00')) expect(file).toBeUndefined()
})

test('the same bytes, many times at once, are one file', async () => {
  const { store, folder, scratch } = await startStore()
  await Promise.all(Array.from({ length: 20 }, () => store.put(bytes, 'webp')))
  expect(await readdir(join(folder, hash.slice(0, 2)))).toEqual([name])
  expect(await readdir(scratch)).toEqual([])
})

test('nobody ever sees a part of a file', async () => {
  const { store, folder } = await startStore()
  const large = Buffer.alloc(5_000_000, 1)
  const sizes = new Set<number | undefined>()
  let writing = true
  const writes = store.put(large, 'webp').finally(() => (writing = false))
  const largeName = `${createHash('sha256').update(large).digest('hex')}.webp`
  while (writing) {
    const file = await store.open(largeName)
    sizes.add(file?.bytes)
    file?.stream.destroy()
    for (const entry of await readdir(folder, { recursive: true }))
      expect(entry).toMatch(/^[0-9a-f]{2}(\/[0-9a-f]{64}\.webp)?$/)
  }
  expect(await writes).toBe(largeName)
  expect([...sizes].filter(size => size !== undefined && size !== large.length)).toEqual([])
})

test('a write that fails leaves nothing, and can be tried again', async () => {
  const { store, folder, scratch } = await startStore()
  await writeFile(join(folder, hash.slice(0, 2)), 'a file where the folder should be')
  await expect(store.put(bytes, 'webp')).rejects.toThrow()
  expect(await readdir(scratch)).toEqual([])
})

test('a removed file is gone; removing it again is harmless', async () => {
  const { store } = await startStore()
  await store.put(bytes, 'webp')
  await store.remove(name)
  await store.remove(name)
  expect(await store.open(name)).toBeUndefined()
})

test.each(['../../etc/passwd', 'a.webp', `${hash}`, `${hash}.`, `${hash}.webp/..`, `../${name}`, `${name}\0`])(
  '%j names no file',
  async bad => {
    const { store } = await startStore()
    await expect(async () => store.open(bad)).rejects.toThrow('not the name')
  },
)
