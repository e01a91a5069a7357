import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PageView } from '../server/views.ts'
import { inner } from './support/forbidden.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, connect, signUp, somePicture } from './support/people.ts'
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

describe('an address', () => {
  test('of a page gives its title and its pictures, from where redirects end', async () => {
    const ada = await signUp(instance, 'ada')
    site.serve('/moved', (_, response) => response.writeHead(301, { location: '/a/page' }).end())
    const html = '<title>Kittens</title><img src="kitten.jpg" width=800 height=600 alt="A kitten"><img src=/big.jpg>'
    const page = site.serve('/a/page', html)

    expect(await ada.ask('page:read', { url: `${site.url}/moved` })).toEqual({
      kind: 'page',
      url: page,
      title: 'Kittens',
      pictures: [
        { url: `${site.url}/a/kitten.jpg`, width: 800, height: 600, alt: 'A kitten' },
        { url: `${site.url}/big.jpg`, width: null, height: null, alt: '' },
      ],
    })
  })

  test('of a picture offers it, whatever its type says, by HTTP too', async () => {
    const ada = await signUp(instance, 'ada', { node: 1 })
    const url = site.serve('/picture.html', await somePicture())

    const answer = await ada.http('POST', '/api/page/read', { url: `${url}#part` })

    const pictures = [{ url, width: null, height: null, alt: '' }]
    expect((await answer.json()) as { data: PageView }).toEqual({ data: { kind: 'picture', url, title: '', pictures } })
  })

  test('that is offered can be saved', async () => {
    const ada = await signUp(instance, 'ada')
    site.serve('/found.png', await somePicture(300, 200))
    const { pictures, title, url } = await ada.ask('page:read', {
      url: site.serve('/with-one', '<title>One</title><img srcset="/small.png 100w, /found.png 300w">'),
    })

    expect(await ada.ask('image:bookmark', { url: pictures[0]!.url, title, pageUrl: url })).toMatchObject({
      width: 300,
    })
  })

  test.each([
    ['nothing', '', 'invalid'],
    ['no address', 'kittens', 'invalid'],
    ['too long an address', `http://site.example/${'a'.repeat(2_000)}`, 'invalid'],
    ['a place where nothing is', '/absent', 'unreachable'],
    ['what is neither a page nor a picture', '/file.pdf', 'unsupported'],
  ])('is refused: %s', async (_, url, code) => {
    const ada = await signUp(instance, 'ada')
    site.serve('/file.pdf', '%PDF-1.7 \0\0')

    await expect(ada.ask('page:read', { url: url.startsWith('/') ? site.url + url : url })).rejects.toThrow(code)
  })

  test('is read for people who are signed in', async () => {
    const visitor = await connect(instance.node(0))

    await expect(visitor.ask('page:read', { url: site.url })).rejects.toThrow('unauthenticated')
    expect((await call(instance.node(0), 'POST', '/api/page/read', { url: site.url })).status).toBe(401)
  })
})

test('a page is fetched, and nothing that it refers to', async () => {
  let hits = 0
  const canary = createTcpServer(socket => (hits++, socket.destroy())).listen(0, '127.0.0.1')
  await new Promise(resolve => canary.once('listening', resolve))
  const { port } = canary.address() as AddressInfo
  const forbidden = inner.map(url => url.replaceAll(/\bP\b/g, String(port)))
  const ada = await signUp(instance, 'ada')
  const before = site.requests.length
  const html = `<meta http-equiv="refresh" content="0; url=http://127.0.0.1:${port}/"><link rel="manifest" href="/manifest.json">
    <link rel="icon" href="/favicon.ico"><link rel="alternate" type="application/json+oembed" href="http://127.0.0.1:${port}/oembed">
    <link rel="stylesheet" href="/style.css"><link rel="preload" as="image" href="/preloaded.jpg"><script src="/script.js"></script>
    ${forbidden.map(url => `<meta property="og:image" content="${url}"><img src="${url}" srcset="${url} 900w">`).join('')}
    <script type="application/ld+json">${JSON.stringify({ image: forbidden })}</script>
    <img src="/honest.jpg"><iframe src="/frame"></iframe><img src="//127.0.0.1:${port}/a.jpg">`
  const url = site.serve('/tempting', html)

  const { pictures } = await ada.ask('page:read', { url })
  const based = await ada.ask('page:read', {
    url: site.serve(
      '/based',
      `<base href="http://127.0.0.1:${port}/"><img src="a.jpg"><img src="http://93.184.215.14/b.jpg">`,
    ),
  })

  // Nor are they offered: the person's own browser would go there.
  expect(pictures.map(picture => picture.url)).toEqual([`${site.url}/preloaded.jpg`, `${site.url}/honest.jpg`])
  expect(based.pictures.map(picture => picture.url)).toEqual(['http://93.184.215.14/b.jpg'])
  expect(site.requests.slice(before).map(request => request.url)).toEqual(['/tempting', '/based'])
  expect(hits).toBe(0)
  canary.close()
})

test('one person reads twenty pages a minute, on both nodes together, and another is not held up', async () => {
  const [ada, bob] = await Promise.all([signUp(instance, 'ada'), signUp(instance, 'bob')])
  const elsewhere = await ada.open({}, instance.node(1))
  const url = site.serve('/again', '<title>Again</title>')

  const answers = await Promise.allSettled(
    Array.from({ length: 24 }, (_, index) => (index % 2 ? ada : elsewhere).ask('page:read', { url })),
  )

  const refused = answers.filter(answer => answer.status === 'rejected')
  expect(refused.map(({ reason }) => reason.view)).toEqual(
    Array(4).fill({ code: 'too_many', message: expect.stringContaining('Wait a minute') }),
  )
  expect(await bob.ask('page:read', { url })).toMatchObject({ title: 'Again' })
})

test('pages are read for one person one after the other, so that a slow site cannot take every place', async () => {
  const [ada, bob] = await Promise.all([signUp(instance, 'ada'), signUp(instance, 'bob')])
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  const slow = site.serve('/slow', async (_, response) => {
    asked.resolve()
    await answer.promise
    response.end('<title>Slow</title>')
  })
  const order: string[] = []
  const read = async (url: string) => void order.push((await ada.ask('page:read', { url })).title)
  const forbidden = 'http://10.0.0.1/'
  const waiting = [read(slow)]
  await asked.promise
  waiting.push(
    expect(ada.ask('page:read', { url: forbidden }))
      .rejects.toThrow('unreachable')
      .then(() => void order.push('Second')),
  )
  await expect(bob.ask('page:read', { url: forbidden })).rejects.toThrow('unreachable')

  expect(order).toEqual([])
  answer.resolve()
  await Promise.all(waiting)
  expect(order).toEqual(['Slow', 'Second'])
})
