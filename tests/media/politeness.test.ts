import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Media } from '../../server/media/media.ts'
import { createPatience, secondsToWait } from '../../server/media/patience.ts'
import { refererOf } from '../../server/media/referer.ts'
import { startMedia, startWeb } from './support.ts'

const hosts = ['pub.example', 'img.pub.example', 'other.example']
let media: Media

async function start(port: number) {
  const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
  ;({ media } = await startMedia({ fetchAllow: hosts.map(host => `${host}:${port}`) }, { lookup }))
}

describe('the page is told', () => {
  test.each([
    ['http://pub.example/a?b=c', 'http://pub.example/d.jpg', 'http://pub.example/a?b=c'],
    ['https://pub.example/', 'https://img.pub.example/d.jpg', 'https://pub.example/'],
    ['https://www.pub.example/a', 'https://pub.example/d.jpg', 'https://www.pub.example/a'],
    ['http://pub.example:8080/a', 'http://pub.example/d.jpg', 'http://pub.example:8080/a'],
    ['http://pub.example/a', 'https://pub.example/d.jpg', 'http://pub.example/a'],
    ['https://me:secret@pub.example/a#here', 'https://pub.example/d.jpg', 'https://pub.example/a'],
    ['http://1.1.1.1/a', 'http://1.1.1.1/d.jpg', 'http://1.1.1.1/a'],
  ])('%s for %s', (page, picture, referer) => expect(refererOf(page, new URL(picture))).toBe(referer))

  test.each([
    ['another host', 'https://pub.example/', 'https://other.example/d.jpg'],
    ['a host whose name ends alike', 'https://pub.example/', 'https://notpub.example/d.jpg'],
    ['a host beside it', 'https://www.pub.example/', 'https://img.pub.example/d.jpg'],
    ['a whole top-level domain', 'https://example/', 'https://pub.example/d.jpg'],
    ['a host without encryption', 'https://pub.example/', 'http://pub.example/d.jpg'],
    ['another address that ends alike', 'http://1.1.1.1/', 'http://21.1.1.1/d.jpg'],
    ['nobody, when there is none', null, 'https://pub.example/d.jpg'],
    ['nobody, when it is no page on the web', 'file:///home/me/pub.example', 'https://pub.example/d.jpg'],
    ['nobody, when it is no address', 'pub.example', 'https://pub.example/d.jpg'],
  ])('not to %s', (_, page, picture) => expect(refererOf(page, new URL(picture))).toBeUndefined())

  test('anew after each redirect', async () => {
    const told: (string | undefined)[] = []
    const web = await startWeb((request, response) => {
      told.push(request.headers.referer)
      const [from] = request.headers.host!.split(':')
      const next = hosts[hosts.indexOf(from!) + 1]
      if (next) response.writeHead(302, { location: `http://${next}:${web.port}/` }).end()
      else response.end('picture')
    })
    await start(web.port)
    const pageUrl = `http://me:secret@pub.example:${web.port}/page?a=b#there`
    await media.fetch(`http://pub.example:${web.port}/`, { pageUrl })
    const page = `http://pub.example:${web.port}/page?a=b`
    expect(told).toEqual([page, page, undefined])
  })
})

describe('a site that asks for patience', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
  afterEach(() => void vi.useRealTimers())

  async function startBusy(status: number, retryAfter?: () => string) {
    const answer = { status }
    const web = await startWeb((_, response) => {
      if (answer.status === 200) return response.end('picture')
      response.writeHead(answer.status, retryAfter && { 'retry-after': retryAfter() }).end()
    })
    await start(web.port)
    return { web, answer, url: `http://pub.example:${web.port}/` }
  }

  test.each([
    ['429 and seconds', 429, () => '120', 120, '2 minutes'],
    ['429 and nothing more', 429, undefined, 60, '60 seconds'],
    ['429 and nonsense', 429, () => 'soon', 60, '60 seconds'],
    ['429 and never', 429, () => '999999999', 3_600, 'an hour'],
    ['503 and seconds', 503, () => '7', 7, '7 seconds'],
    [
      '503 and a date',
      503,
      () => new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 600_000).toUTCString(),
      600,
      '10 minutes',
    ],
  ])('with %s is left alone until then', async (_, status, header, seconds, words) => {
    const { web, answer, url } = await startBusy(status, header)
    const refusal = {
      code: 'unavailable',
      message: `pub.example is busy, and asks us to come back in about ${words}.`,
    }
    const first = await media.fetch(url).catch((error: unknown) => error)
    expect(first).toMatchObject(refusal)
    const { retryAfter } = first as { retryAfter: number }
    expect(Math.abs(retryAfter - seconds)).toBeLessThanOrEqual(1)

    answer.status = 200
    await expect(media.fetch(url)).rejects.toMatchObject(refusal)
    await expect(media.readPage(url)).rejects.toMatchObject(refusal)
    expect(web.connections()).toBe(1)
    vi.setSystemTime(Date.now() + retryAfter * 1_000 + 1)
    expect(await media.fetch(url)).toMatchObject({ bytes: 7 })
  })

  test('holds up no other host', async () => {
    const { answer, web, url } = await startBusy(429)
    await expect(media.fetch(url)).rejects.toMatchObject({ code: 'unavailable' })
    answer.status = 200
    expect(await media.fetch(`http://other.example:${web.port}/`)).toMatchObject({ bytes: 7 })
  })

  test('is not asked by those who were in the line behind', async () => {
    const { web, url } = await startBusy(429)
    const results = await Promise.allSettled([1, 2, 3].map(() => media.fetch(url)))
    expect(results).toMatchObject(Array(3).fill({ status: 'rejected', reason: { code: 'unavailable' } }))
    expect(web.connections()).toBe(1)
  })

  test('is believed behind a redirect too, and the one that sent us there is not blamed', async () => {
    const web = await startWeb((request, response) => {
      const toOther = { location: `http://other.example:${web.port}/` }
      if (request.headers.host!.startsWith('pub.')) response.writeHead(302, toOther).end()
      else response.writeHead(429).end()
    })
    await start(web.port)
    const asked = media.fetch(`http://pub.example:${web.port}/`)
    await expect(asked).rejects.toMatchObject({ message: expect.stringMatching(/^other\.example is busy/) })
    await expect(asked.catch(() => media.fetch(`http://pub.example:${web.port}/`))).rejects.toThrow('other.example')
    expect(web.connections()).toBe(3)
  })

  test('but does not say for how long has failed, like any other', async () => {
    const { web, url } = await startBusy(503)
    await expect(media.fetch(url)).rejects.toMatchObject({ code: 'unreachable' })
    await expect(media.fetch(url)).rejects.toMatchObject({ code: 'unreachable' })
    expect(web.connections()).toBe(2)
  })
})

describe('patience', () => {
  test.each([
    [200, '10', undefined],
    [404, undefined, undefined],
    [503, 'whenever', undefined],
    [429, '0', 1],
    [429, '-5', 60],
    [429, 'Thu, 01 Jan 1970 00:00:00 GMT', 1],
    [503, '1e3', undefined],
    [503, ' 30 ', 30],
  ])('after %j with Retry-After %j is %j seconds', (status, header, seconds) => {
    expect(secondsToWait(status, header, Date.parse('2026-11-21T12:00:00Z'))).toBe(seconds)
  })

  test('is kept with a thousand hosts, the one that asked last among them', () => {
    const patience = createPatience(() => 0)
    const ask = (host: string) => expect(() => patience.heed(host, 429, '60')).toThrow('busy')
    for (let i = 0; i < 1_000; i++) ask(`${i}.example`)
    ask('0.example')
    ask('new.example')
    expect(() => patience.check('1.example')).not.toThrow()
    for (const host of ['0.example', '2.example', '999.example', 'new.example']) {
      expect(() => patience.check(host)).toThrow(host)
    }
  })

  test('is never made shorter by a later answer', () => {
    const patience = createPatience(() => 0)
    expect(() => patience.heed('a.example', 429, '600')).toThrow('10 minutes')
    expect(() => patience.heed('a.example', 429, '5')).toThrow('10 minutes')
  })
})
