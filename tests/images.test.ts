import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ErrorView, ImageView } from '../server/views.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, connect, pictureForm, signUp, somePicture, type Refusal } from './support/people.ts'
import { startSite, type Site } from './support/site.ts'

let instance: Instance
let site: Site
beforeAll(async () => {
  site = await startSite()
  instance = await startInstance({ FETCH_ALLOW: site.host })
})
afterAll(async () => {
  await instance.close()
  site.close()
})

describe('bookmarking an upload', () => {
  test('answers the image with everything that shows it, and serves its files from either node', async () => {
    const ada = await signUp(instance, 'ada')

    const image = await ada.upload(
      { title: 'Crème brûlée, am Fenster!', alt: 'A dish', description: 'Warm.', pageUrl: 'https://example.org/a?b=c' },
      await somePicture(900, 600),
    )

    expect(image).toMatchObject({
      slug: 'creme-brulee-am-fenster',
      title: 'Crème brûlée, am Fenster!',
      alt: 'A dish',
      description: 'Warm.',
      pageUrl: 'https://example.org/a?b=c',
      sourceUrl: null,
      width: 900,
      height: 600,
      likes: 0,
      views: 0,
      by: { username: ada.username, name: 'ada', photo: null },
    })
    expect(image.color).toMatch(/^#[0-9a-f]{6}$/)
    expect(Buffer.from(image.placeholder, 'base64').length).toBeGreaterThan(5)
    expect(image.bookmarkedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(image.sources.map(source => source.type)).toEqual(['image/webp', 'image/webp', 'image/webp', 'image/jpeg'])
    for (const source of image.sources) {
      const answer = await call(instance.node(1), 'GET', source.url)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe(source.type)
      expect(answer.headers.get('cache-control')).toContain('immutable')
      expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
      const { width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
      expect({ width, height }).toEqual({ width: source.width, height: source.height })
    }
  })

  test('counts it on the person and shows it to everybody who lists', async () => {
    const ada = await signUp(instance, 'ada')
    const image = await ada.upload()

    const visitor = await connect(instance.node(1))

    expect(await visitor.ask('account:get', { username: ada.username })).toMatchObject({ images: 1 })
    expect((await visitor.ask('image:list', { by: ada.username })).images.map(({ id }) => id)).toEqual([image.id])
    expect(await visitor.ask('image:get', { id: image.id })).toEqual({ ...image, likedByMe: false, keptAs: null })
    expect((await ada.next('account:changed')).images).toBe(1)
  })

  test('needs a sign-in', async () => {
    const form = pictureForm({ title: 'x' }, await somePicture())

    expect((await call(instance.node(0), 'POST', '/api/images', form)).status).toBe(401)
  })

  test.each([
    ['no title', { title: '' }, 'title'],
    ['an endless title', { title: 'x'.repeat(201) }, 'title'],
    ['a page that is no web address', { pageUrl: 'javascript:alert(1)' }, 'pageUrl'],
    ['an endless description', { description: 'x'.repeat(5_001) }, 'description'],
    ['an endless alternative text', { alt: 'x'.repeat(1_001) }, 'alt'],
  ])('refuses %s, and says which field', async (_what, fields, field) => {
    const ada = await signUp(instance, 'ada')

    const refusal = (await ada.upload(fields as Record<string, string>).catch((error: unknown) => error)) as Refusal

    expect(refusal.view).toMatchObject({ code: 'invalid', fields: { [field]: expect.any(String) } })
  })

  test('refuses a form without a picture, and a picture that is none', async () => {
    const ada = await signUp(instance, 'ada')
    const empty = new FormData()
    empty.set('title', 'Nothing')

    expect((await ada.http('POST', '/api/images', empty)).status).toBe(422)
    const page = await ada.upload({}, Buffer.from('<!doctype html><p>Hello')).catch((error: unknown) => error)
    expect((page as Refusal).view).toMatchObject({ code: 'unsupported' })
    const json = await ada.http('POST', '/api/images', { title: 'x' })
    expect(json.status).toBe(415)
  })

  test('leaves nothing behind when the form fails or is broken off', async () => {
    const ada = await signUp(instance, 'ada')
    const node = instance.node(0)
    const incoming = join(node.app.ctx.config.dataDir, 'incoming')
    const picture = await somePicture()
    const long = new FormData()
    long.set('file', new Blob([new Uint8Array(picture)]), 'a.png')
    long.set('title', 'x'.repeat(17_000))

    const tooLong = await ada.http('POST', '/api/images', long)
    const noBoundary = await fetch(`${node.url}/api/images`, {
      method: 'POST',
      headers: { origin: node.url, cookie: ada.cookie, 'content-type': 'multipart/form-data' },
      body: 'x',
    })
    const truncated = await fetch(`${node.url}/api/images`, {
      method: 'POST',
      headers: { origin: node.url, cookie: ada.cookie, 'content-type': 'multipart/form-data; boundary=b' },
      body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nhalf a pict',
    })
    await breakOff(node.url, ada.cookie)

    expect([tooLong.status, noBoundary.status, truncated.status]).toEqual([413, 422, 422])
    await expect.poll(() => readdir(incoming)).toEqual([])
  })

  test('refuses more than 20 MB', async () => {
    const ada = await signUp(instance, 'ada')

    const refusal = await ada.upload({}, Buffer.alloc(20 * 1024 * 1024 + 1)).catch((error: unknown) => error)

    expect((refusal as Refusal).view).toMatchObject({ code: 'too_large' })
  })
})

describe('the same picture', () => {
  test('twice by one person is a conflict that names the first', async () => {
    const ada = await signUp(instance, 'ada')
    const bytes = await somePicture()
    const first = await ada.upload({ title: 'First' }, bytes)

    const answer = await ada.http('POST', '/api/images', pictureForm({ title: 'Second' }, bytes))

    expect(answer.status).toBe(409)
    const { error } = (await answer.json()) as { error: ErrorView }
    expect(error).toMatchObject({ code: 'conflict', image: { id: first.id, title: 'First' } })
    expect((await ada.ask('account:get', { username: ada.username })).images).toBe(1)
  })

  test('twice at once by one person, on two nodes, is kept once', async () => {
    const ada = await signUp(instance, 'ada')
    const bytes = await somePicture()

    const answers = await Promise.all(
      [0, 1, 0, 1].map(async index => {
        const form = pictureForm({ title: `Try ${index}` }, bytes)
        return (await call(instance.node(index), 'POST', '/api/images', form, { cookie: ada.cookie })).status
      }),
    )

    expect(answers.sort()).toEqual([201, 409, 409, 409])
    expect((await ada.ask('account:get', { username: ada.username })).images).toBe(1)
  })

  test('by two people is stored once, and is an image of each', async () => {
    const [ada, bob] = await Promise.all([signUp(instance, 'ada'), signUp(instance, 'bob', { node: 1 })])
    const bytes = await somePicture()

    const [hers, his] = await Promise.all([ada.upload({}, bytes), bob.upload({}, bytes)])

    expect(hers.id).not.toBe(his.id)
    expect(hers.sources).toEqual(his.sources)
  })
})

describe('bookmarking by address', () => {
  test('fetches the picture, whatever its name and type say', async () => {
    const ada = await signUp(instance, 'ada')
    const url = site.serve('/picture.txt?x=1', await somePicture())

    const image = await ada.ask('image:bookmark', { url, title: 'By address', pageUrl: 'https://example.org/page' })

    expect(image).toMatchObject({ title: 'By address', sourceUrl: url, width: 60, height: 40 })
  })

  test('tells the page only to the host that it is on', async () => {
    const ada = await signUp(instance, 'ada')
    const pages = { '/beside.png': `${site.url}/a/page?b=c`, '/away.png': 'http://example.org/a/page' }

    for (const [path, pageUrl] of Object.entries(pages)) {
      await ada.ask('image:bookmark', { url: site.serve(path, await somePicture()), title: 'x', pageUrl })
    }

    const referers = new Map(site.requests.map(({ url, headers }) => [url, headers.referer]))
    expect(referers.get('/beside.png')).toBe(`${site.url}/a/page?b=c`)
    // It was asked for, and told nothing.
    expect([...referers]).toContainEqual(['/away.png', undefined])
  })

  test('works as a plain HTTP call too', async () => {
    const ada = await signUp(instance, 'ada')
    const url = site.serve('/http.png', await somePicture())

    const answer = await ada.http('POST', '/api/image/bookmark', { url, title: 'By HTTP' })

    expect(answer.status).toBe(200)
    expect(((await answer.json()) as { data: ImageView }).data).toMatchObject({ title: 'By HTTP' })
  })

  test.each([
    ['what is not an address', 'not an address', 'invalid'],
    ['a file', 'file:///etc/passwd', 'invalid'],
    ['an empty address', '', 'invalid'],
    ['this machine', 'http://127.0.0.1:1/x.png', 'unreachable'],
    ['this machine by name', 'http://localhost/x.png', 'unreachable'],
    ['a private network', 'http://10.0.0.1/x.png', 'unreachable'],
    ['the metadata of a cloud', 'http://169.254.169.254/latest', 'unreachable'],
  ])('refuses %s', async (_what, url, code) => {
    const ada = await signUp(instance, 'ada')

    await expect(ada.ask('image:bookmark', { url, title: 'x' })).rejects.toThrow(code)
  })

  test('says what is wrong with a page, and with nothing there', async () => {
    const ada = await signUp(instance, 'ada')
    const page = site.serve('/page', '<!doctype html><title>A page</title>')

    await expect(ada.ask('image:bookmark', { url: page, title: 'x' })).rejects.toThrow('unsupported')
    await expect(ada.ask('image:bookmark', { url: `${site.url}/absent`, title: 'x' })).rejects.toThrow('unreachable')
  })

  test('needs a sign-in', async () => {
    const visitor = await connect(instance.node(0))

    await expect(visitor.ask('image:bookmark', { url: `${site.url}/a`, title: 'x' })).rejects.toThrow('unauthenticated')
  })
})

describe('the wall', () => {
  test('pages without repeat or gap while images arrive', async () => {
    const ada = await signUp(instance, 'ada')
    const kept: string[] = []
    for (let index = 0; index < 7; index++) kept.unshift((await ada.upload({ title: `Number ${index}` })).id)

    const seen: string[] = []
    let before: string | undefined
    do {
      const page = await ada.ask('image:list', { by: ada.username, before, limit: 3 })
      seen.push(...page.images.map(image => image.id))
      before = page.next ?? undefined
      if (seen.length <= 6) await ada.upload()
    } while (before)

    expect(seen).toEqual(kept)
  })

  test('is read from any place in both directions, also when what stood there is gone', async () => {
    const ada = await signUp(instance, 'ada')
    const ids: string[] = []
    for (let index = 0; index < 7; index++) ids.unshift((await ada.upload()).id)
    const list = async (spot: { before?: string; after?: string; at?: string }) => {
      const { images, ...around } = await ada.ask('image:list', { by: ada.username, limit: 3, ...spot })
      return { ids: images.map(({ id }) => id), ...around }
    }

    expect(await list({})).toEqual({ ids: ids.slice(0, 3), next: ids[2], previous: null })
    expect(await list({ at: ids[3] })).toEqual({ ids: ids.slice(3, 6), next: ids[5], previous: ids[3] })
    expect(await list({ after: ids[3] })).toEqual({ ids: ids.slice(0, 3), next: ids[2], previous: null })
    expect(await list({ after: ids[5] })).toEqual({ ids: ids.slice(2, 5), next: ids[4], previous: ids[2] })
    expect(await list({ before: ids[5] })).toEqual({ ids: [ids[6]], next: null, previous: ids[6] })

    await ada.ask('image:remove', { id: ids[3]! })
    expect((await list({ at: ids[3] })).ids).toEqual(ids.slice(4))
    expect((await list({ after: ids[0] })).ids).toEqual([])
    // What has come since is found from the place where nothing was newer.
    const newest = await ada.upload()
    expect((await list({ after: ids[0] })).ids).toEqual([newest.id])
  })

  test('refuses what is no page', async () => {
    const visitor = await connect(instance.node(0))

    for (const name of ['image:list', 'activity:list'] as const) {
      await expect(visitor.ask(name, { before: '5', after: '3' })).rejects.toThrow('invalid')
      await expect(visitor.ask(name, { at: 'x' })).rejects.toThrow('invalid')
    }
    await expect(visitor.ask('image:list', { limit: 51 })).rejects.toThrow('invalid')
    await expect(visitor.ask('image:list', { before: '99999999999999999999' })).rejects.toThrow('invalid')
    await expect(visitor.ask('image:list', { by: 'nobody_at_all' })).rejects.toThrow('not_found')
    await expect(visitor.ask('image:get', { id: 'x' })).rejects.toThrow('not_found')
    await expect(visitor.ask('image:get', {} as never)).rejects.toThrow('invalid')
    await expect(visitor.ask('image:watch', { id: '1234567' })).rejects.toThrow('not_found')
  })
})

describe('a download', () => {
  const download = (id: string, cookie?: string) =>
    call(instance.node(1), 'GET', `/api/images/${id}/file`, undefined, { cookie })

  test.each([
    ['Crème brûlée', 'creme-brulee.jpg', 'attachment; filename="creme-brulee.jpg"'],
    [
      '小鳥 & Птица',
      '小鳥-птица.jpg',
      expect.stringContaining(`; filename*=UTF-8''${encodeURIComponent('小鳥-птица.jpg')}`),
    ],
    ['"; filename=x.exe\r\n../..', 'filename-x-exe.jpg', 'attachment; filename="filename-x-exe.jpg"'],
  ])('of “%s” is the best picture, as %s', async (title, _name, disposition) => {
    const ada = await signUp(instance, 'ada')
    const { id } = await ada.upload({ title }, await somePicture(700, 400))

    const answer = await download(id)

    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toEqual(disposition)
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(answer.headers.get('content-length')).toBe(String(bytes.length))
    expect((await sharp(bytes).metadata()).width).toBe(700)
  })

  test('of a larger one is the widest that is kept; of one that moves, one that does', async () => {
    const ada = await signUp(instance, 'ada')
    const large = await ada.upload({}, await somePicture(2_000, 1_000))
    const answer = await download(large.id)
    expect(answer.headers.get('content-type')).toBe('image/webp')
    expect((await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).width).toBe(1_440)
    const frames = await Promise.all(
      [0, 1].map(n =>
        sharp({ create: { width: 40, height: 40, channels: 3, background: { r: 200 * n, g: 80, b: 90 } } })
          .png()
          .toBuffer(),
      ),
    )
    const film = await sharp(frames, { join: { animated: true } })
      .gif({ delay: [100, 100] })
      .toBuffer()
    const moving = await ada.upload({}, film)
    expect(moving.animated).toBe(true)
    const bytes = Buffer.from(await (await download(moving.id)).arrayBuffer())
    expect((await sharp(bytes, { animated: true }).metadata()).pages).toBe(2)
  })

  test('is for whoever may see the image', async () => {
    const ada = await signUp(instance, 'ada')
    await ada.ask('account:edit', { saveDelay: 60 })
    const { id } = await ada.upload()
    expect((await download(id, ada.cookie)).status).toBe(200)
    expect((await download(id)).status).toBe(404)
    expect((await download('x')).status).toBe(404)
  })
})

describe('a permalink', () => {
  const visit = (path: string) => call(instance.node(0), 'GET', path, undefined, { accept: 'text/html' })

  test('redirects from a wrong or missing slug to the right one, and keeps the query', async () => {
    const ada = await signUp(instance, 'ada')
    const image = await ada.upload({ title: 'Blue hour' })

    const wrong = await visit(`/images/${image.id}/red-hour?from=feed`)
    const missing = await visit(`/images/${image.id}`)

    expect([wrong.status, wrong.headers.get('location')]).toEqual([301, `/images/${image.id}/blue-hour?from=feed`])
    expect([missing.status, missing.headers.get('location')]).toEqual([301, `/images/${image.id}/blue-hour`])
    expect((await visit(`/images/${image.id}/blue-hour`)).status).toBe(200)
    // The address has the title in it, which is not for everybody as long as it is kept, and may change back.
    expect(wrong.headers.get('cache-control')).toBe('private, no-store')
  })

  test('tells nobody the title of what they may not see', async () => {
    const [shy, bob] = [await signUp(instance, 'shy'), await signUp(instance, 'bob')]
    const { id } = await shy.upload({ title: 'Only for friends' })
    await shy.ask('account:edit', { private: true })

    const answers = [
      await visit(`/images/${id}`),
      await bob.http('GET', `/images/${id}`, undefined, { accept: 'text/html' }),
    ]
    const own = await shy.http('GET', `/images/${id}`, undefined, { accept: 'text/html' })

    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual(Array(2).fill([404, null]))
    expect(own.headers.get('location')).toBe(`/images/${id}/only-for-friends`)
  })

  test('of an image that is not there is not found', async () => {
    expect((await visit('/images/987654321/nothing')).status).toBe(404)
    expect((await visit(`/images/${'1'.repeat(60)}/x`)).status).toBe(404)
    expect((await visit('/images/new')).status).toBe(200)
  })
})

/** Sends the beginning of an upload, waits until it is being received, and hangs up. */
async function breakOff(url: string, cookie: string): Promise<void> {
  const sent = request(`${url}/api/images`, {
    method: 'POST',
    headers: { origin: url, cookie, 'content-type': 'multipart/form-data; boundary=b', 'content-length': '100000' },
  })
  sent.on('error', () => {})
  sent.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n')
  await new Promise(resolve => sent.write('x'.repeat(50_000), resolve))
  sent.destroy()
}
