import Koa from 'koa'
import { expect, test } from 'vitest'
import { AppError, httpStatus, toErrorView } from '../../server/errors.ts'
import { mediaRoutes } from '../../server/media/routes.ts'
import { develop, photo, sourceBytes, startMedia, startWeb } from './support.ts'

async function startSite() {
  const { media } = await startMedia()
  const picture = await develop(media, await photo(400, 300).jpeg().toBuffer())
  const app = new Koa()
  app.silent = true
  app.use(async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      ctx.status = error instanceof AppError ? httpStatus(error.code) : 500
      ctx.body = { error: toErrorView(error) }
    }
  })
  app.use(mediaRoutes(media.store))
  const { port } = await startWeb(app.callback())
  const [webp, jpeg] = [picture.sources[0]?.url ?? '', picture.sources.at(-1)?.url ?? '']
  return {
    media,
    webp,
    jpeg,
    ask: (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init),
  }
}

test('a picture is served whole, typed by its encoder, to be kept for ever and to run nothing', async () => {
  const { media, webp, jpeg, ask } = await startSite()
  const answer = await ask(webp)
  const bytes = await sourceBytes(media, webp)
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/webp',
    'content-length': String(bytes.length),
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    etag: expect.stringMatching(/^"[0-9a-f]{64}"$/),
  })
  expect((await ask(jpeg)).headers.get('content-type')).toBe('image/jpeg')
})

test('HEAD gives the headers alone', async () => {
  const { media, webp, ask } = await startSite()
  const answer = await ask(webp, { method: 'HEAD' })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-length')).toBe(String((await sourceBytes(media, webp)).length))
  expect(answer.headers.get('content-type')).toBe('image/webp')
  expect(await answer.text()).toBe('')
})

test('who has it already is told so', async () => {
  const { webp, ask } = await startSite()
  const etag = (await ask(webp)).headers.get('etag') ?? ''
  const answer = await ask(webp, { headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' } })
  expect(answer.status).toBe(304)
  expect(answer.headers.get('cache-control')).toContain('immutable')
  expect(await answer.text()).toBe('')
})

test.each([
  '/media/',
  '/media/ab',
  `/media/ab/${'c'.repeat(64)}.webp`,
  `/media/ab/ab${'c'.repeat(62)}.webp`,
  `/media/ab/AB${'c'.repeat(62)}.webp`,
  `/media/ab/ab${'c'.repeat(62)}.svg`,
  '/media/..%2f..%2fetc%2fpasswd',
  '/media/ab/..%2f..%2foriginals',
])('%s is not found', async path => {
  const { ask } = await startSite()
  const answer = await ask(path)
  expect(answer.status).toBe(404)
  expect(await answer.json()).toEqual({ error: { code: 'not_found', message: 'There is no such picture.' } })
})

test('an original cannot be asked for', async () => {
  const { media, ask } = await startSite()
  const bytes = await photo(400, 300).jpeg().toBuffer()
  const { hash } = await develop(media, bytes)
  for (const ending of ['jpeg', 'jpg', 'webp'])
    expect((await ask(`/media/${hash.slice(0, 2)}/${hash}.${ending}`)).status).toBe(404)
})

test('nothing else is taken: neither methods nor paths', async () => {
  const { webp, ask } = await startSite()
  expect((await ask(webp, { method: 'POST' })).status).toBe(404)
  expect((await ask(webp, { method: 'DELETE' })).status).toBe(404)
  expect(await (await ask('/elsewhere')).text()).toBe('Not Found')
})
