import Koa from 'koa'
import { expect, test } from 'vitest'
import { AppError, httpStatus, toErrorView } from '../../server/errors.ts'
import { mediaRoutes } from '../../server/media/routes.ts'
import { develop, photo, sourceBytes, startMedia, startWeb } from './support.ts'

async function startSite({
  mayShow = () => Promise.resolve('everybody'),
  handsOver = false,
}: Partial<Parameters<typeof mediaRoutes>[1]> = {}) {
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
  app.use(mediaRoutes(media.store, { mayShow, handsOver }))
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
  expect(answer.headers.get('accept-ranges')).toBe('bytes')
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
  ['bytes=0-9', 0, 10],
  ['bytes=10-', 10, undefined],
  ['bytes=-7', -7, undefined],
  ['bytes=10-999999999', 10, undefined],
  ['bytes=-999999999', 0, undefined],
])('%s is answered by that part alone', async (range, start, end) => {
  const { media, webp, ask } = await startSite()
  const bytes = await sourceBytes(media, webp)
  const part = bytes.subarray(start, end)
  const from = bytes.length - bytes.subarray(start).length
  const answer = await ask(webp, { headers: { range } })
  expect(answer.status).toBe(206)
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(part)
  expect(answer.headers.get('content-length')).toBe(String(part.length))
  expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${from + part.length - 1}/${bytes.length}`)
  expect(answer.headers.get('cache-control')).toContain('immutable')
})

test.each(['bytes=0-1,4-5', 'bytes=5-2', 'bytes=-', 'pages=1-2', 'bytes=a-b'])(
  '%s is no range: the whole picture comes',
  async range => {
    const { media, webp, ask } = await startSite()
    const answer = await ask(webp, { headers: { range } })
    expect(answer.status).toBe(200)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(await sourceBytes(media, webp))
  },
)

test('a range behind the end is refused with the size; a part of something else comes whole', async () => {
  const { media, webp, ask } = await startSite()
  const bytes = await sourceBytes(media, webp)
  const behind = await ask(webp, { headers: { range: `bytes=${bytes.length}-` } })
  expect([behind.status, behind.headers.get('content-range')]).toEqual([416, `bytes */${bytes.length}`])
  expect((await ask(webp, { headers: { range: 'bytes=-0' } })).status).toBe(416)
  const etag = (await ask(webp, { method: 'HEAD' })).headers.get('etag') ?? ''
  expect((await ask(webp, { headers: { range: 'bytes=0-1', 'if-range': etag } })).status).toBe(206)
  expect((await ask(webp, { headers: { range: 'bytes=0-1', 'if-range': '"another"' } })).status).toBe(200)
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
