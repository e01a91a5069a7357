// What is related to an image: by likes, page, site, person and looks; never what the viewer may not or does not want to see.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startInstance, type Instance } from './support/instance.ts'
import { connect, signUp, type Connection, type Person } from './support/people.ts'

let instance: Instance
let keeper: Person
let ada: Person
let visitor: Connection
beforeAll(async () => {
  instance = await startInstance()
  keeper = await signUp(instance, 'keeper')
  ada = await signUp(instance, 'ada')
  visitor = await connect(instance.node(1))
})
afterAll(async () => {
  visitor.close()
  await instance.close()
})

const ctx = () => instance.node(0).app.ctx
const related = async (who: Connection, id: string) =>
  (await who.ask('image:related', { id })).images.map(({ title }) => title)

/** Each by somebody else, so that nothing but what is meant makes them kin. */
async function upload(title: string, fields: Record<string, string> = {}, bytes?: Buffer) {
  const person = await signUp(instance, 'person', { node: Math.round(Math.random()) })
  return { person, ...(await person.upload({ title, ...fields }, bytes ?? (await plain()))) }
}

describe('what is related', () => {
  test('is nothing where nothing is', async () => {
    const { id } = await upload('Alone')
    expect(await related(visitor, id)).toEqual([])
  })

  test('is found on the same page, then liked by the same people, then on the same site, then by the same person', async () => {
    const { id, person } = await upload('Root', { pageUrl: 'https://www.hills.example/seven?view=1' })
    const neighbour = await person.upload({ title: 'Same person' }, await plain())
    await upload('Same site', { pageUrl: 'http://user@hills.example:8080/eight' })
    await upload('Same page', { pageUrl: 'https://www.hills.example/seven?view=1' })
    await upload('Other site', { pageUrl: 'https://hills.example.org/seven?view=1' })
    const together = await upload('Liked together')
    const fans = [await signUp(instance, 'fan'), await signUp(instance, 'fan', { node: 1 })]
    for (const fan of fans) for (const each of [id, together.id]) await fan.ask('image:like', { id: each })

    expect(await related(visitor, id)).toEqual(['Same page', 'Liked together', 'Same site', 'Same person'])
    expect(await related(visitor, neighbour.id)).toEqual(['Root'])
    const { images } = await fans[0]!.ask('image:related', { id })
    expect(images[1]).toMatchObject({ likedByMe: true, keptAs: null, likes: 2 })
  })

  test('looks alike', async () => {
    const { id } = await upload('Look', {}, await scene(false))
    await upload('Smaller', {}, await scene(true))
    expect(await related(visitor, id)).toEqual(['Smaller'])
  })

  test('is no picture twice, neither itself nor that of another', async () => {
    const pageUrl = 'https://twice.example/'
    const { id, picture } = await upload('Itself', { pageUrl })
    const other = await upload('Other', { pageUrl })
    const [one, two] = [await signUp(instance, 'one'), await signUp(instance, 'two')]
    for (const person of [one, two]) for (const each of [id, other.id]) await person.ask('image:keep', { id: each })

    const { images } = await visitor.ask('image:related', { id })

    expect(images.map(({ title }) => title)).toEqual(['Other'])
    expect(images[0]!.picture).not.toBe(picture)
  })

  test('is at most 24, with the newest first of those that are related alike', async () => {
    const pageUrl = 'https://many.example/page'
    const { id } = await upload('Many', { pageUrl })
    await sql`
      with pictures as (
        insert into picture (hash, perceptual_hash, bytes, width, height, animated, placeholder, color, sources)
        select 'many ' || n, '0000000000000000', 1, 1, 1, false, '', '#000000', '[]' from generate_series(1, 40) as n returning id
      ) insert into image (account_id, picture_id, slug, title, page_url)
        select (select id from account where username = ${keeper.username}), id, 'x', 'Of many', ${pageUrl} from pictures order by pictures.id`.execute(
      ctx().db,
    )
    const { images } = await visitor.ask('image:related', { id })

    expect(images).toHaveLength(24)
    expect(images.map(each => Number(each.id))).toEqual(images.map(each => Number(each.id)).sort((a, b) => b - a))
  })
})

describe('what is related shows nothing', () => {
  test('that is held back, private, suspended, blocked or muted, nor what such people like', async () => {
    const pageUrl = 'https://hidden.example/'
    const { id } = await upload('Seen', { pageUrl })
    const eve = await signUp(instance, 'eve', { node: 1 })
    await eve.upload({ title: 'Of eve', pageUrl }, await plain())
    const liked = await upload('Liked by eve')
    for (const each of [id, liked.id]) await eve.ask('image:like', { id: each })
    const both = ['Of eve', 'Liked by eve']
    expect(await related(ada, id)).toEqual(both)

    await eve.ask('account:edit', { private: true })
    expect(await related(ada, id)).toEqual([])
    expect(await related(visitor, id)).toEqual([])
    expect(await related(eve, id)).toEqual(both)
    await eve.ask('account:edit', { private: false })
    await ada.ask('account:mute', { username: eve.username })
    expect(await related(ada, id)).toEqual(['Liked by eve'])
    await ada.ask('account:unmute', { username: eve.username })
    await eve.ask('account:block', { username: ada.username })
    expect(await related(ada, id)).toEqual([])
    expect(await related(visitor, id)).toEqual(both)
    await eve.ask('account:unblock', { username: ada.username })
    await keeper.ask('administration:suspend', { username: eve.username, reason: 'A test' })
    expect(await related(ada, id)).toEqual([])

    const dan = await signUp(instance, 'dan')
    await dan.ask('account:edit', { saveDelay: 60 })
    await dan.upload({ title: 'Held', pageUrl }, await plain())
    expect(await related(ada, id)).toEqual([])
    expect(await related(dan, id)).toEqual([])
  })

  test('of an image that one may not see', async () => {
    const { id, person } = await upload('Private', { pageUrl: 'https://private.example/' })
    await person.ask('account:edit', { private: true })
    for (const who of [visitor, ada]) {
      await expect(who.ask('image:related', { id })).rejects.toMatchObject({ view: { code: 'not_found' } })
    }
    expect(await related(person, id)).toEqual([])
    await expect(visitor.ask('image:related', { id: 5 as never })).rejects.toMatchObject({ view: { code: 'invalid' } })
  })
})

test('every part of it is served by an index', async () => {
  const { rows } = await sql<{ indexdef: string }>`select indexdef from pg_indexes where schemaname = 'public'`.execute(
    ctx().db,
  )
  const defined = rows.map(row => row.indexdef).join('\n')
  for (const part of [
    '(account_id, id DESC) INCLUDE (image_id)',
    '(md5(page_url), id DESC)',
    '(site_of(page_url), id)',
  ])
    expect(defined).toContain(part)
})

/** Of one colour, which looks like nothing else. */
function plain(): Promise<Buffer> {
  const [r, g, b] = randomBytes(3) as unknown as [number, number, number]
  return sharp({ create: { width: 30, height: 20, channels: 3, background: { r, g, b } } })
    .png()
    .toBuffer()
}

/** The same scene in two sizes: bytes of their own, and nearly the same hash. */
function scene(small: boolean): Promise<Buffer> {
  const spots = Array.from({ length: 12 }, (_, n) => {
    const [x, y, r] = [(n * 137) % 600, (n * 211) % 400, 30 + ((n * 53) % 90)]
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${n * 47} 60% ${20 + ((n * 31) % 60)}%)"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="#cdb"/>${spots.join('')}</svg>`
  return sharp(Buffer.from(svg))
    .resize(small ? 500 : 600)
    .png()
    .toBuffer()
}
