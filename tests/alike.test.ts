// Pictures that look alike are told at the moment of saving, and never stand in its way.
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startInstance, type Instance } from './support/instance.ts'
import { signUp, type Person } from './support/people.ts'

let instance: Instance
beforeAll(async () => {
  instance = await startInstance()
})
afterAll(() => instance.close())

/** A picture with structure: blocks of grey, the same for the same seed. */
async function blocks(seed: number, width = 640, height = 480): Promise<Buffer> {
  const cells = Uint8Array.from({ length: 6 * 5 }, (_, cell) => ((cell + 1) * (seed * 2_654_435 + 40_503) * 7_919) >> 9)
  return sharp(cells, { raw: { width: 6, height: 5, channels: 1 } })
    .resize(width, height, { kernel: 'cubic' })
    .toColourspace('srgb')
    .png()
    .toBuffer()
}

async function save(person: Person, bytes: Buffer, title: string) {
  const image = await person.upload({ title }, bytes)
  const { alike } = await person.next('image:saved', told => told.image.id === image.id)
  return alike.map(({ image, same }) => ({ title: image.title, by: image.by.username, same }))
}

test('the same picture smaller, or as a JPEG, is found among mine; another one is not', async () => {
  const ada = await signUp(instance)
  const original = await blocks(1)
  expect(await save(ada, original, 'In March')).toEqual([])

  const smaller = await sharp(original).resize(320).toBuffer()
  const poorer = await sharp(original).jpeg({ quality: 40 }).toBuffer()
  expect(await save(ada, smaller, 'Smaller')).toEqual([{ title: 'In March', by: ada.username, same: false }])
  expect((await save(ada, poorer, 'Poorer')).map(({ title }) => title)).toEqual(['Smaller', 'In March'])
  expect(await save(ada, await blocks(2), 'Another')).toEqual([])
})

test('what others have is told with who they are: those I follow first, but mine before them', async () => {
  const [ada, bob, cid] = [await signUp(instance), await signUp(instance, 'bob'), await signUp(instance, 'cid')]
  const bytes = await blocks(3)
  await save(bob, bytes, 'Bob’s')
  await save(cid, bytes, 'Cid’s')
  await ada.ask('account:follow', { username: bob.username })

  expect(await save(ada, bytes, 'The same')).toEqual([
    { title: 'Bob’s', by: bob.username, same: true },
    { title: 'Cid’s', by: cid.username, same: true },
  ])
  const nearly = await sharp(bytes).resize(500).toBuffer()
  expect((await save(ada, nearly, 'Nearly')).map(({ title }) => title)).toEqual(['The same', 'Bob’s', 'Cid’s'])
})

test('nothing is said of what somebody holds back', async () => {
  const [ada, bob] = [await signUp(instance), await signUp(instance, 'bob')]
  const bytes = await blocks(4)
  await bob.ask('account:edit', { saveDelay: 60 })
  await save(bob, bytes, 'Held')

  expect(await save(ada, bytes, 'Seen')).toEqual([])
})

test('a picture of one colour resembles nothing', async () => {
  const ada = await signUp(instance)
  const plain = (background: string) =>
    sharp({ create: { width: 100, height: 100, channels: 3, background } })
      .png()
      .toBuffer()
  await save(ada, await plain('red'), 'Red')
  expect(await save(ada, await plain('blue'), 'Blue')).toEqual([])
})
