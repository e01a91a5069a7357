// What the owner of an image says of it in other languages: who may say it, who hears of it, and who reads it where.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '../server/protocol.ts'
import type { ImageView } from '../server/views.ts'
import { readHtml } from './support/crawlers.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { atOnce, call, freshName, signUp, type Person } from './support/people.ts'
import { unzip } from './support/zip.ts'

let instance: Instance
let ada: Person
let bob: Person
beforeAll(async () => {
  instance = await startInstance()
  // Whoever is first runs the instance, and sees more than others.
  await signUp(instance, 'keeper')
  ada = await signUp(instance, 'ada', { node: 0 })
  bob = await signUp(instance, 'bob', { node: 1 })
})
afterAll(() => instance.close())

const german = { language: 'de', title: 'Mond über dem Wasser', alt: 'Ein Mond' } as const
const japanese = { language: 'ja', title: '水の上の月', alt: '' } as const

async function moon(translations: Input<'image:edit'>['translations'] = [german, japanese]): Promise<ImageView> {
  const { id } = await ada.upload({ title: 'Moon over water', alt: 'A moon' })
  return ada.ask('image:edit', { id, translations })
}

const fresh = () => freshName('w').replaceAll(/[^a-z0-9]/g, '')

describe('a translation', () => {
  test('comes with the image wherever it is shown, and leaves its words and its address as they are', async () => {
    const { id, translations, title, alt, slug } = await moon()
    expect({ translations, title, alt, slug }).toEqual({
      translations: [german, japanese],
      title: 'Moon over water',
      alt: 'A moon',
      slug: 'moon-over-water',
    })
    expect(await bob.ask('image:get', { id })).toMatchObject({ translations })
    expect((await bob.ask('image:list', { by: ada.username })).images[0]).toMatchObject({ id, translations })
    await bob.ask('image:like', { id })
    const { notifications } = await ada.ask('notification:list', {})
    expect(notifications.find(({ image }) => image?.id === id)?.image).toMatchObject({ translations })
  })

  test('is none where there is none, in what is saved as in what is told of it', async () => {
    const image = await ada.upload()
    expect(image.translations).toEqual([])
    expect((await ada.next('image:saved', told => told.image.id === image.id)).image.translations).toEqual([])
  })

  test('is heard by whoever looks, on every node; the list takes the place of the one before, and its absence leaves it', async () => {
    const { id } = await moon()
    await bob.ask('image:watch', { id })

    await ada.ask('image:edit', { id, translations: [german] })
    expect(await bob.next('image:changed', told => told.translations?.length === 1, atOnce)).toMatchObject({
      ...{ id, translations: [german] },
    })
    expect(await ada.ask('image:edit', { id, alt: 'Two moons' })).toMatchObject({ translations: [german] })
    expect(await ada.ask('image:edit', { id, translations: [] })).toMatchObject({ translations: [], alt: 'Two moons' })
    expect(await bob.next('image:changed', told => told.translations?.length === 0, atOnce)).toMatchObject({ id })
  })

  test('that says nothing is not kept', async () => {
    const { translations } = await moon([
      { language: 'de', title: '  ' },
      { language: 'fr', alt: ' Une lune ' },
    ])
    expect(translations).toEqual([{ language: 'fr', title: '', alt: 'Une lune' }])
  })

  test.each([
    [
      'of a language that is not spoken',
      [{ language: 'nl', title: 'Maan' }],
      '0.language',
      'Choose a language that Bowerbird speaks.',
    ],
    ['of no language', [{ title: 'Maan' }], '0.language', 'Choose a language that Bowerbird speaks.'],
    ['twice', [german, japanese, german], '', 'Give each language once.'],
    [
      'with a long title',
      [german, { language: 'fr', title: 'a'.repeat(201) }],
      '1.title',
      'The translated title may have at most 200 characters.',
    ],
    [
      'with a long alternative text',
      [{ language: 'fr', alt: 'a'.repeat(1_001) }],
      '0.alt',
      'The translated alternative text may have at most 1,000 characters.',
    ],
    ['with a number', [{ language: 'fr', title: 7 }], '0.title', 'The translated title must be text.'],
    ['by itself', german, '', expect.any(String)],
  ])('is refused %s', async (_, translations, place, sentence) => {
    const field = ['translations', place].filter(Boolean).join('.')
    const { id } = await moon()
    const given = { id, translations } as Input<'image:edit'>
    await expect(ada.ask('image:edit', given)).rejects.toMatchObject({
      view: { code: 'invalid', fields: { [field]: sentence } },
    })
    expect(await ada.ask('image:get', { id })).toMatchObject({ translations: [german, japanese] })
  })

  test('is given by its owner alone', async () => {
    const { id } = await moon()
    await expect(bob.ask('image:edit', { id, translations: [] })).rejects.toThrow(/forbidden/)
    expect(await ada.ask('image:get', { id })).toMatchObject({ translations: [german, japanese] })
  })

  test('goes along with the title when somebody else keeps the picture', async () => {
    const { id } = await moon()
    expect(await bob.ask('image:keep', { id })).toMatchObject({ translations: [german, japanese] })
  })

  test('is in the copy of everything that is mine', async () => {
    const { id } = await moon()
    await ada.ask('export:begin', {})
    const { export: made } = await ada.next('export:changed', ({ export: view }) => view?.state === 'ready')
    const files = unzip(Buffer.from(await (await ada.http('GET', made!.url!)).arrayBuffer()))
    const images = JSON.parse(files.get('images.json')!.toString()) as ImageView[]
    expect(images.find(image => image.id === id)).toMatchObject({ translations: [german, japanese] })
  })
})

describe('an image is found', () => {
  /** Each time somebody else searches: as fast as it likes. */
  const find = async (text: string) => {
    const seeker = await signUp(instance, 'seeker', { node: 1 })
    const { images } = await seeker.ask('search:find', { text })
    seeker.close()
    return images.map(({ id }) => id)
  }

  test('by what its translations say, as they are now, beside its own words', async () => {
    const [own, title, alt, next] = [fresh(), fresh(), fresh(), fresh()]
    const { id } = await ada.upload({ title: own })
    await ada.ask('image:edit', { id, translations: [{ language: 'de', title: `Ein ${title}`, alt: `Am ${alt}` }] })
    for (const text of [own, title, alt, `${title} ${own}`]) expect([text, await find(text)]).toEqual([text, [id]])

    await ada.ask('image:edit', { id, translations: [{ language: 'fr', title: next }] })
    expect([await find(title), await find(next), await find(own)]).toEqual([[], [id], [id]])
    await ada.ask('image:edit', { id, translations: [] })
    expect([await find(next), await find(own)]).toEqual([[], [id]])
  })

  test('by its own words when it was there before translations were', async () => {
    const { db } = instance.node(0).app.ctx
    const word = fresh()
    const { id } = await ada.upload({ title: word })
    const searched = async () => (await sql`select search::text from image where id = ${id}`.execute(db)).rows
    const before = await searched()
    // As the column was made until then.
    await sql`update image set search = search_vector('A', title, 'B', alt, 'C', description, 'D', search_address(page_url))
      where id = ${id}`.execute(db)
    expect(await searched()).toEqual(before)
    expect(await find(word)).toEqual([id])
  })
})

describe('a page in German', () => {
  const read = async (path: string, language?: string) => {
    const headers = { accept: 'text/html', 'accept-language': language }
    return readHtml(await (await call(instance.node(0), 'GET', path, undefined, headers)).text())
  }

  test('shows, names and describes the image in German, at the address of its own title', async () => {
    const { id, slug } = await moon()
    for (const [path, language] of [
      [`/de/images/${id}/${slug}`, undefined],
      [`/images/${id}/${slug}`, 'de'],
    ] as const) {
      const { title, metas, jsonLd, images, text, firstScreen } = await read(path, language)
      expect(title).toBe('Mond über dem Wasser · Bowerbird')
      expect(metas.get('og:title')).toBe('Mond über dem Wasser')
      expect(metas.get('og:image:alt')).toBe('Ein Mond')
      expect(jsonLd[0]).toMatchObject({ name: 'Mond über dem Wasser', caption: 'Ein Mond' })
      expect(jsonLd[0]!.url).toContain(`/images/${id}/moon-over-water`)
      expect(images[0]!.alt).toBe('Ein Mond')
      expect(text).toContain('Mond über dem Wasser')
      expect(text).not.toContain('Moon over water')
      // What the interface goes on from has all of them.
      expect(firstScreen.answers![0]!.data).toMatchObject({
        title: 'Moon over water',
        translations: [german, japanese],
      })
    }
  })

  test('is led to from an address without a title', async () => {
    const { id } = await moon()
    const answer = await call(instance.node(0), 'GET', `/de/images/${id}?x=1`, undefined, { accept: 'text/html' })
    expect(answer.headers.get('location')).toBe(`/de/images/${id}/moon-over-water?x=1`)
  })

  test('shows them on walls; in another language the title is the original one, where only that is translated the rest is', async () => {
    const { id } = await moon()
    const seen = async (language: string) => {
      const { text, images, anchors, jsonLd } = await read(`/${language}/people/${ada.username}`)
      const place = anchors.findIndex(({ href }) => href?.includes(`/images/${id}/`))
      expect(place).toBeGreaterThan(-1)
      const wall = (await read(`/${language}/images`)).jsonLd
      return { text, alt: images.map(({ alt }) => alt), named: JSON.stringify([jsonLd, wall]) }
    }
    const inGerman = await seen('de')
    expect(inGerman).toMatchObject({
      alt: expect.arrayContaining(['Ein Mond']),
      text: expect.stringContaining(german.title),
    })
    expect(inGerman.named).toContain(german.title)
    expect(await seen('fr')).toMatchObject({
      alt: expect.arrayContaining(['A moon']),
      text: expect.stringContaining('Moon over water'),
    })
    expect(await seen('ja')).toMatchObject({
      alt: expect.arrayContaining(['A moon']),
      text: expect.stringContaining(japanese.title),
    })
  })
})
