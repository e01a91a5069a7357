// What a page shows before any of its code has come: to people without JavaScript, to search engines, and to whoever shows a link to it.
import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { Parser } from 'htmlparser2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withdrawAccount } from '../server/accounts/accounts.ts'
import { change } from '../server/channels/change.ts'
import type { OembedPhoto } from '../server/first-screen/oembed.ts'
import type { ImageView } from '../server/views.ts'
import { crawlers, readHtml } from './support/crawlers.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, connect, freshName, password, signUp, somePicture, type Person } from './support/people.ts'

let instance: Instance
let ada: Person
let moon: ImageView
beforeAll(async () => {
  instance = await startInstance()
  // Whoever is first runs the instance, and sees more than others.
  await signUp(instance, 'keeper')
  ada = await signUp(instance, 'ada')
  await ada.ask('account:edit', {
    name: 'Ada Lindqvist',
    bio: 'Printmaker.\nMountains on Sundays.',
    site: 'https://ada.example/',
  })
  moon = await ada.upload(
    { title: 'Moon over water', description: 'Two moons.', alt: 'A moon', pageUrl: 'https://www.finds.example/moon' },
    await somePicture(900, 600),
  )
})
afterAll(() => instance.close())

const at = () => instance.node(0).url
const visit = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  call(instance.node(0), method, path, undefined, { accept: 'text/html', ...headers })
const read = async (path: string, headers?: Record<string, string>) =>
  readHtml(await (await visit(path, headers)).text())
const pathOf = ({ id, slug }: ImageView) => `/images/${id}/${slug}`
const of = ({ username }: Person) => `/people/${username}`
const jpegOf = (image: ImageView) => at() + image.sources.at(-1)!.url

describe('a link is shown with what is behind it', () => {
  test.each(Object.entries(crawlers))('by %s', async (_, { agent, most, read: understand }) => {
    const seen = async (path: string) => {
      const answer = await visit(path, { 'user-agent': agent })
      expect(answer.status).toBe(200)
      const bytes = Buffer.from(await answer.arrayBuffer()).subarray(0, most)
      return understand(readHtml(bytes.toString()))
    }

    expect(await seen(pathOf(moon))).toEqual({
      title: expect.stringContaining('Moon over water'),
      description: 'Two moons.',
      image: jpegOf(moon),
      address: at() + pathOf(moon),
    })
    expect(await seen(of(ada))).toEqual({
      title: expect.stringContaining('Ada Lindqvist'),
      description: 'Printmaker. Mountains on Sundays.',
      image: expect.stringContaining(`${at()}/media/`),
      address: at() + of(ada),
    })
    expect(await seen('/images')).toMatchObject({
      title: expect.stringContaining('Everything'),
      address: `${at()}/images`,
    })
    expect(await seen('/popular')).toMatchObject({
      title: expect.stringContaining('Popular'),
      description: 'What people look at and keep these days.',
      address: `${at()}/popular`,
    })
    expect(await seen('/')).toMatchObject({
      title: 'Bowerbird',
      address: `${at()}/`,
      image: `${at()}/icons/icon-512.png`,
    })
  })

  test('and the picture, its size and its words are the right ones', async () => {
    const { metas } = await read(pathOf(moon))
    const { width, height } = moon.sources.at(-1)!
    expect(Object.fromEntries(metas)).toMatchObject({
      'og:site_name': 'Bowerbird',
      'og:type': 'article',
      'og:image:type': 'image/jpeg',
      'og:image:width': String(width),
      'og:image:height': String(height),
      'og:image:alt': 'A moon',
      'twitter:card': 'summary_large_image',
    })
    expect((await call(instance.node(0), 'GET', moon.sources.at(-1)!.url)).headers.get('content-type')).toBe(
      'image/jpeg',
    )
  })
})

describe('search engines', () => {
  test('find what it is in the words of schema.org', async () => {
    const [image] = (await read(pathOf(moon))).jsonLd
    const creator = { '@type': 'Person', name: 'Ada Lindqvist', url: at() + of(ada) }
    expect(image).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'ImageObject',
      name: 'Moon over water',
      contentUrl: jpegOf(moon),
      thumbnailUrl: expect.stringMatching(/\.webp$/),
      creator,
      isBasedOn: 'https://www.finds.example/moon',
      datePublished: moon.bookmarkedAt,
      interactionStatistic: { interactionType: { '@type': 'LikeAction' }, userInteractionCount: 0 },
    })
    expect(image).not.toHaveProperty('acquireLicensePage')
    expect((await read(of(ada))).jsonLd).toMatchObject([
      {
        '@type': 'ProfilePage',
        mainEntity: { ...creator, description: expect.any(String), sameAs: ['https://ada.example/'] },
      },
    ])
    const [collection] = (await read('/images')).jsonLd
    expect(collection).toMatchObject({ '@type': 'CollectionPage', mainEntity: { '@type': 'ItemList' } })
    expect(JSON.stringify(collection)).toContain(at() + pathOf(moon))
    const [people] = (await read('/people')).jsonLd
    expect(people).toMatchObject({ '@type': 'CollectionPage', url: `${at()}/people` })
    expect(JSON.stringify(people)).toContain(at() + of(ada))
  })

  test('find what is popular in its order', async () => {
    const [dov, bea, cem] = await Promise.all([
      signUp(instance, 'dov'),
      signUp(instance, 'bea'),
      signUp(instance, 'cem'),
    ])
    const [liked, loved] = [await dov.upload({ title: 'Liked' }), await dov.upload({ title: 'Loved' })]
    await dov.upload({ title: 'Not seen by anybody' })
    for (const [person, { id }] of [
      [bea, loved],
      [cem, loved],
      [bea, liked],
    ] as const)
      await person.ask('image:like', { id })

    const { title, links, metas, jsonLd, images, text, firstScreen } = await read('/popular')

    expect(title).toBe('Popular · Bowerbird')
    expect(links.find(({ rel }) => rel === 'canonical')!.href).toBe(`${at()}/popular`)
    expect(metas.get('og:image')).toBe(jpegOf(loved))
    const inOrder = [loved, liked].map(image => ({ url: at() + pathOf(image) }))
    expect(jsonLd).toMatchObject([
      { '@type': 'CollectionPage', url: `${at()}/popular`, mainEntity: { itemListElement: inOrder } },
    ])
    expect(images).toHaveLength(2)
    expect(text).toMatch(/Loved[^]*Liked/)
    expect(firstScreen.answers).toMatchObject([
      { name: 'image:popular', data: { images: [{ id: loved.id }, { id: liked.id }] } },
    ])
  })

  test('get one address for each page, whatever it was asked by', async () => {
    const { links } = await read(`${pathOf(moon)}?utm_source=x`, { host: `localhost:${new URL(at()).port}` })
    expect(links.find(({ rel }) => rel === 'canonical')!.href).toBe(at() + pathOf(moon))
    const person = await read(of(ada).toUpperCase().replace('/PEOPLE', '/people'))
    expect(person.links.find(({ rel }) => rel === 'canonical')!.href).toBe(at() + of(ada))
  })

  test('go on from wall to wall until the oldest', async () => {
    for (let count = 0; count < 31; count++) await ada.upload({ title: `Step ${count}` })
    const titles = new Set<string>()
    let path: string | undefined = of(ada)
    for (let pages = 0; path && pages < 5; pages++) {
      const page = await read(path)
      for (const { alt } of page.images) titles.add(alt ?? '')
      expect(page.metas.get('robots')).toBe(pages === 0 ? undefined : 'noindex, follow')
      path = page.anchors.find(({ rel }) => rel === 'next')?.href
    }
    expect(titles.size).toBe(32)
  })

  test('are not shown what is for one person, or holds a secret', async () => {
    for (const path of ['/settings', '/notifications', '/sign-in', '/images/new', '/reset-password', '/administration'])
      expect([path, (await visit(path)).headers.get('x-robots-tag')]).toEqual([path, 'noindex'])
    for (const path of ['/', '/images', '/people', pathOf(moon)])
      expect([path, (await visit(path)).headers.get('x-robots-tag')]).toEqual([path, null])
  })

  test('are told where to look, and where not', async () => {
    const answer = await visit('/robots.txt')
    expect(answer.headers.get('content-type')).toContain('text/plain')
    const text = await answer.text()
    for (const line of ['Disallow: /api/', 'Disallow: /settings', `Sitemap: ${at()}/sitemap.xml`])
      expect(text).toContain(line)
  })
})

describe('the sitemap', () => {
  const locations = (xml: string, tag = 'loc') => {
    const found: string[] = []
    let inside = ''
    const parser = new Parser(
      {
        onopentagname: name => (inside = name),
        ontext: text => inside === tag && found.push(text),
        onclosetag: () => (inside = ''),
      },
      { xmlMode: true },
    )
    parser.end(xml)
    return found.map(text => text.trim()).filter(Boolean)
  }
  const all = async () => {
    const pages = locations(await (await visit('/sitemap.xml')).text()).map(url => new URL(url).pathname)
    const texts = await Promise.all(pages.map(async page => (await visit(page)).text()))
    return texts.join('')
  }

  test('names every image and person whom everybody may see, with the picture, and nobody else', async () => {
    const [shy, gone, slow] = await Promise.all([
      signUp(instance, 'shy'),
      signUp(instance, 'gone'),
      signUp(instance, 'slow'),
    ])
    const hidden = [await shy.upload(), await gone.upload()]
    await shy.ask('account:edit', { private: true })
    await suspend(gone)
    await slow.ask('account:edit', { saveDelay: 60 })
    hidden.push(await slow.upload())

    const xml = await all()

    const found = locations(xml)
    expect(found).toEqual(expect.arrayContaining([at() + pathOf(moon), at() + of(ada), at() + of(slow)]))
    expect(locations(xml, 'image:loc')).toContain(jpegOf(moon))
    expect(locations(xml, 'lastmod')).toHaveLength(found.length)
    for (const path of [...hidden.map(pathOf), of(shy), of(gone)]) expect(xml).not.toContain(path)
  })

  test('is compressed for who reads that, and there is nothing beside it', async () => {
    const answer = await fetch(`${at()}/sitemap/images-0.xml`, { headers: { 'accept-encoding': 'gzip' } })
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(await answer.text()).toContain(pathOf(moon))
    expect((await visit('/sitemap/images-0.xml', {}, 'HEAD')).status).toBe(200)
    expect(await (await visit('/sitemap/images-99.xml')).text()).not.toContain('<loc>')
    for (const page of ['images-.xml', 'boards-0.xml', 'images-99999.xml', 'x'])
      expect((await visit(`/sitemap/${page}`)).status).toBe(404)
    expect(gunzipSync(await compressed('/sitemap.xml', 'gzip')).toString()).toContain('<sitemapindex')
  })
})

describe('oEmbed', () => {
  const embed = (query: Record<string, string>, headers = {}) =>
    call(instance.node(0), 'GET', `/oembed?${new URLSearchParams(query)}`, undefined, headers)

  test('gives the picture to other sites, at the address that the page names', async () => {
    const { links } = await read(pathOf(moon))
    const discovered = links.find(({ type }) => type === 'application/json+oembed')!
    const answer = await fetch(discovered.href, { headers: { origin: 'https://blog.example' } })

    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
    expect(await answer.json()).toMatchObject({
      version: '1.0',
      type: 'photo',
      title: 'Moon over water',
      author_name: 'Ada Lindqvist',
      author_url: at() + of(ada),
      provider_name: 'Bowerbird',
      url: jpegOf(moon),
      width: moon.sources.at(-1)!.width,
      height: moon.sources.at(-1)!.height,
    } satisfies Partial<OembedPhoto>)
  })

  test('in a size that fits', async () => {
    for (const [maxwidth, maxheight] of [
      [400, 4_000],
      [5_000, 250],
      [50, 50],
    ]) {
      const answer = await embed({ url: at() + pathOf(moon), maxwidth: String(maxwidth), maxheight: String(maxheight) })
      const { width, height } = (await answer.json()) as OembedPhoto
      expect(width).toBeLessThanOrEqual(maxwidth!)
      expect(height).toBeLessThanOrEqual(maxheight!)
      expect(width / height).toBeCloseTo(1.5, 1)
    }
  })

  test.each([
    ['another site’s address', { url: 'https://elsewhere.example/images/1' }, 404],
    ['no image', { url: 'PUBLIC/people/ada' }, 404],
    ['an image that is not there', { url: 'PUBLIC/images/999999999/x' }, 404],
    ['no address', {}, 422],
    ['what is no address', { url: 'x' }, 404],
    ['an endless address', { url: `PUBLIC/images/1/${'x'.repeat(3_000)}` }, 422],
    ['a size that is none', { url: 'PUBLIC/images/1', maxwidth: '-1' }, 422],
    ['XML', { url: 'PUBLIC/images/1', format: 'xml' }, 501],
  ])('refuses %s', async (_, query, status) => {
    const answer = await embed(
      Object.fromEntries(Object.entries(query).map(([key, value]) => [key, value.replace('PUBLIC', at())])),
    )
    expect(answer.status).toBe(status)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  test('gives what everybody may see, also to its owner', async () => {
    const shy = await signUp(instance, 'shy')
    const image = await shy.upload()
    await shy.ask('account:edit', { private: true })
    expect((await embed({ url: at() + pathOf(image) }, { cookie: shy.cookie })).status).toBe(404)
  })
})

describe('whoever may not see it', () => {
  test('is shown nothing of a private, suspended or blocking person, nor of what is held', async () => {
    const [shy, gone, slow, foe] = await Promise.all(['shy', 'gone', 'slow', 'foe'].map(name => signUp(instance, name)))
    const secret = { title: 'Secret garden' }
    const images = await Promise.all([shy!.upload(secret), gone!.upload(secret), foe!.upload(secret)])
    await shy!.ask('account:edit', { private: true })
    await suspend(gone!)
    await slow!.ask('account:edit', { saveDelay: 60 })
    images.push(await slow!.upload(secret))
    await foe!.ask('account:block', { username: ada.username })

    for (const image of images) {
      const owned = { cookie: ada.cookie }
      for (const headers of image.by.username === foe!.username ? [owned] : [{}, owned]) {
        const answer = await visit(pathOf(image), headers)
        expect(answer.status).toBe(404)
        expect(await answer.text()).not.toContain('Secret')
      }
      for (const path of ['/', '/images', of(slow!)])
        expect(await (await visit(path, { cookie: ada.cookie })).text()).not.toContain('Secret garden')
    }
    for (const path of ['/', '/images']) {
      const answer = await visit(path)
      const text = await answer.text()
      expect(text.split('Secret garden').length > 1).toBe(true)
      expect(text).not.toContain(pathOf(images[0]!))
    }
    const everybody = await (await visit('/people')).text()
    expect([everybody.includes(of(shy!)), everybody.includes(of(gone!))]).toEqual([true, false])
    const seenByAda = await (await visit('/people', { cookie: ada.cookie })).text()
    expect([seenByAda.includes(of(shy!)), seenByAda.includes(of(foe!))]).toEqual([true, false])
    expect((await visit(of(gone!))).status).toBe(404)
    expect((await visit(of(foe!), { cookie: ada.cookie })).status).toBe(404)

    const page = await read(of(shy!))
    expect(page.metas.get('robots')).toBe('noindex, follow')
    expect([page.images, page.jsonLd]).toEqual([[], []])
    expect(page.text).toContain('This account is private')
    const own = await visit(pathOf(images.at(-1)!), { cookie: slow!.cookie })
    expect(own.status).toBe(200)
    expect(readHtml(await own.text()).metas.get('robots')).toBe('noindex, follow')
  })

  test('is told so by status and in words', async () => {
    for (const path of ['/images/999999999', '/images/0', '/images/x/y', `/people/${freshName()}`]) {
      const answer = await visit(path)
      expect([path, answer.status]).toEqual([path, 404])
      const page = readHtml(await answer.text())
      expect(page.text).toMatch(/This is not here/)
      expect(page.metas.get('robots')).toBe('noindex')
      expect(page.links.some(({ rel }) => rel === 'canonical')).toBe(false)
    }
    expect((await visit('/images/%E0%A4%A')).status).toBeLessThan(500)
    expect((await visit('/people/%00')).status).toBe(404)
  })
})

describe('the page', () => {
  const hostile = `</script><script>alert(1)</script>"'><img src=x onerror=alert(1)><!--\u2028&amp;`

  test('cannot be broken out of, whatever people write', async () => {
    const eve = await signUp(instance, 'eve')
    await eve.ask('account:edit', { name: hostile.slice(0, 90), bio: hostile })
    const image = await eve.upload({
      title: hostile,
      description: hostile,
      alt: hostile,
      pageUrl: 'https://x.example/?"><b>',
    })
    for (const path of [`/images/${image.id}/${encodeURIComponent(image.slug)}`, of(eve), '/images', '/people', '/']) {
      const answer = await visit(path)
      const text = await answer.text()
      const page = readHtml(text)
      // Of the build, and the policy lets no other run.
      expect(page.scripts).toEqual([{}])
      const hashOf = (kind: string) => {
        const [, own = ''] = new RegExp(`<${kind}>([^]*?)</${kind}>`).exec(text) ?? []
        return `${kind}-src 'self' 'sha256-${createHash('sha256').update(own).digest('base64')}'`
      }
      const policy = answer.headers.get('content-security-policy')?.split('; ')
      expect(policy).toEqual(expect.arrayContaining([hashOf('script'), hashOf('style')]))
      expect(page.inline).toEqual([])
      expect(page.images.some(({ src }) => src === 'x')).toBe(false)
      expect(text).not.toContain('\u2028&amp;"')
      expect(JSON.stringify(page.firstScreen.answers)).toContain('onerror=alert(1)')
      expect(page.jsonLd.length).toBeGreaterThan(0)
    }
    await eve.ask('image:remove', { id: image.id })
  })

  test('reads without JavaScript: headings, pictures, who saved them, links', async () => {
    const wall = await read('/images')
    expect(wall.text).toContain('Everything')
    expect(wall.images[0]).toMatchObject({ fetchpriority: 'high', loading: 'eager' })
    expect(wall.images.slice(1).every(({ fetchpriority }) => fetchpriority === undefined)).toBe(true)
    expect(wall.images.at(-1)!.loading).toBe('lazy')
    for (const image of wall.images) expect([image.alt !== '', Number(image.width) > 0]).toEqual([true, true])
    const one = await read(pathOf(moon))
    for (const words of ['Moon over water', 'Two moons.', 'Ada Lindqvist', 'finds.example'])
      expect(one.text).toContain(words)
    expect(one.anchors.map(({ href }) => href)).toEqual(
      expect.arrayContaining([of(ada), 'https://www.finds.example/moon']),
    )
    expect((await read(of(ada))).text).toContain('Mountains on Sundays.')
    const people = await read('/people')
    expect(people.text).toMatch(/Ada Lindqvist\s*@ada\S*\s*\d+ images? · \d+ followers?/)
    expect(people.anchors.map(({ href }) => href)).toContain(of(ada))
  })

  test('brings the answers to what its element asks first, and its code is asked for at once', async () => {
    const names = async (path: string, headers = {}) =>
      (await read(path, headers)).firstScreen.answers?.map(({ name }) => name)
    expect(await names('/')).toEqual(['image:list'])
    expect(await names('/images')).toEqual(['image:list'])
    expect(await names('/popular')).toEqual(['image:popular'])
    expect(await names(pathOf(moon))).toEqual(['image:get'])
    expect(await names(of(ada))).toEqual(['account:get', 'image:list'])
    expect(await names('/', { cookie: ada.cookie })).toEqual(['activity:list'])
    expect(await names('/people')).toEqual(['account:list'])
    expect(await names('/images?before=3')).toEqual([])
    expect(await names('/people?before=3')).toEqual([])
    const { firstScreen, links } = await read(of(ada), { cookie: ada.cookie })
    expect(firstScreen.session).toMatchObject({ account: { username: ada.username, email: expect.any(String) } })
    expect(links.filter(({ rel, href }) => rel === 'later' && /person-page/.test(href))).toHaveLength(1)
    expect((await read('/settings')).firstScreen).toEqual({})
    expect((await read('/reset-password', { cookie: ada.cookie })).firstScreen).toEqual({})
  })

  test('is kept by nobody when it is personal, and asked for again when it is not', async () => {
    const own = await visit('/images', { cookie: ada.cookie })
    expect([own.headers.get('cache-control'), own.headers.get('etag')]).toEqual(['private, no-store', null])
    const token = await ada.http('GET', '/settings', undefined, { accept: 'text/html' })
    expect(token.headers.get('cache-control')).toBe('private, no-store')
    const open = await visit('/images')
    expect(open.headers.get('cache-control')).toBe('no-cache')
    expect(open.headers.get('vary')).toMatch(/Cookie/)
    // Something happens elsewhere: the page is the same, though it would go on from another place.
    const before = readHtml(await open.text()).firstScreen.cursor
    await ada.ask('image:like', { id: moon.id })
    await expect.poll(async () => (await read('/images')).firstScreen.cursor).not.toBe(before)
    const etag = (await visit(of(ada))).headers.get('etag')!
    await ada.ask('account:edit', { saveDelay: 0 })
    expect((await raw(of(ada), { 'if-none-match': etag })).status).toBe(304)
    await ada.ask('account:edit', { bio: 'Another word.' })
    expect((await raw(of(ada), { 'if-none-match': etag })).status).toBe(200)
    await ada.ask('account:edit', { bio: 'Printmaker.\nMountains on Sundays.' })
  })

  test('answers HEAD as GET, without a body', async () => {
    for (const [path, status] of [
      ['/images', 200],
      [pathOf(moon), 200],
      ['/images/999999999', 404],
    ] as const) {
      const answer = await visit(path, {}, 'HEAD')
      expect([answer.status, await answer.text()]).toEqual([status, ''])
      expect(answer.headers.get('etag')).toBe((await visit(path)).headers.get('etag'))
    }
  })

  test('is compressed as it is made', async () => {
    const sizes = await Promise.all(
      ['br', 'gzip', 'identity'].map(async coding => (await compressed('/images', coding)).byteLength),
    )
    expect(sizes[0]).toBeLessThan(sizes[2]! / 4)
    expect(sizes[1]).toBeLessThan(sizes[2]! / 4)
  })
})

test('a visitor who begins with a page is told everything since, once and in order, and who it is not for is not', async () => {
  const { firstScreen } = await read('/images')
  const shy = await signUp(instance, 'shy', { node: 1 })
  await shy.ask('account:edit', { private: true })
  await shy.upload({ title: 'Not for all' })
  const [first, second] = [await ada.upload({ title: 'In between' }), await ada.upload({ title: 'And then' })]

  const visitor = await connect(instance.node(1), { handshake: { cursor: firstScreen.cursor!, everybody: true } })
  const third = await ada.upload({ title: 'After' })
  await visitor.next('activity:recorded', ({ target }) => target?.kind === 'image' && target.image.id === third.id)

  const told = visitor
    .all('activity:recorded')
    .flatMap(({ verb, target }) => (verb === 'bookmarked' && target?.kind === 'image' ? [target.image.title] : []))
  expect(told).toEqual(['In between', 'And then', 'After'])
  expect(visitor.all('live:resync')).toEqual([])
  // It hears no more when it leaves the wall.
  await visitor.ask('activity:unwatch', {})
  const fourth = await ada.upload({ title: 'Unheard' })
  await visitor.ask('image:watch', { id: fourth.id })
  expect(
    visitor.all('activity:recorded').some(({ target }) => target?.kind === 'image' && target.image.id === fourth.id),
  ).toBe(false)
  expect([first, second].map(({ id }) => id).every(id => Number(id) > 0)).toBe(true)
})

test('whoever asks for everybody without a place to go on from hears nothing of it', async () => {
  const visitor = await connect(instance.node(0), { handshake: { everybody: true } })
  const image = await ada.upload()
  await visitor.ask('image:watch', { id: image.id })
  expect(visitor.all('activity:recorded')).toEqual([])
})

describe('costs the database', () => {
  test.each([
    ['/', 1],
    ['/images', 1],
    ['/people', 1],
    ['image', 2],
    ['person', 2],
  ])('of %s at most %i statements for a visitor', async (which, most) => {
    const path = which === 'image' ? pathOf(moon) : which === 'person' ? of(ada) : which
    let fewest = Infinity
    for (let time = 0; time < 3; time++) fewest = Math.min(fewest, await countStatements(() => visit(path)))
    expect(fewest).toBeLessThanOrEqual(most)
  })
})

async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const executor = instance.node(0).app.ctx.db.getExecutor()
  const prototype = Object.getPrototypeOf(Object.getPrototypeOf(executor)) as {
    executeQuery(...args: unknown[]): unknown
  }
  const original = prototype.executeQuery
  let count = 0
  prototype.executeQuery = function (this: unknown, query: unknown, ...rest: unknown[]) {
    if (!/\b(event|event_epoch|pgboss)\b|followed_id = any/.test((query as { sql: string }).sql)) count++
    return original.call(this, query, ...rest)
  }
  try {
    await work()
  } finally {
    prototype.executeQuery = original
  }
  return count
}

/** As it comes over the wire: fetch would decode it, and ask no cache for what is conditional. */
async function raw(path: string, headers: Record<string, string>): Promise<{ status: number; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    const asked = request(at() + path, { headers: { accept: 'text/html', ...headers } }, answer => {
      buffer(answer).then(bytes => resolve({ status: answer.statusCode ?? 0, bytes }), reject)
    })
    asked.on('error', reject).end()
  })
}

const compressed = async (path: string, coding: string) => (await raw(path, { 'accept-encoding': coding })).bytes

async function suspend(person: Person): Promise<void> {
  const { ctx } = instance.node(0).app
  const row = ctx.db.updateTable('account').set({ suspendedAt: new Date() }).where('username', '=', person.username)
  const { id } = await row.returning('id').executeTakeFirstOrThrow()
  await change(ctx, trx => withdrawAccount(trx, id))
}

// The password is what signing up wants; it stands in no page.
test('no page says what nobody may know', async () => {
  for (const path of ['/', '/images', '/people', of(ada), pathOf(moon)]) {
    const text = await (await visit(path)).text()
    for (const secret of [password, `${ada.username}@example.org`]) expect(text).not.toContain(secret)
  }
})
