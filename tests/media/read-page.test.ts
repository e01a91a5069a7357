import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { decodePage, mostPageBytes } from '../../server/media/page-text.ts'
import { photo, startMedia, startRaw, startWeb } from './support.ts'

/** Reads what a server answers with these headers and bytes. */
async function read(body: Uint8Array | string, headers: Record<string, string> = {}, status = 200) {
  const web = await startWeb((_, response) => response.writeHead(status, headers).end(body))
  const { media } = await startMedia({ fetchAllow: [`127.0.0.1:${web.port}`] })
  return media.readPage(`http://127.0.0.1:${web.port}/here#there`)
}

describe('an address', () => {
  test('with a page gives its text, and where it is', async () => {
    const html = '<!doctype html><title>Kittens</title>'
    expect(await read(html)).toEqual({
      kind: 'page',
      html,
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/here$/),
    })
  })

  test.each(['jpeg', 'png', 'webp', 'gif'] as const)('with a %s picture is told by its content', async format => {
    const bytes = await photo(60, 40).toFormat(format).toBuffer()
    expect(await read(bytes, { 'content-type': 'text/html' })).toEqual({ kind: 'picture', url: expect.any(String) })
  })

  test('with nothing in it is a page without words', async () => {
    expect(await read('')).toMatchObject({ kind: 'page', html: '' })
  })

  test.each([
    ['PDF', '%PDF-1.7\n\0\x01\x02', 'PDF cannot be read here'],
    ['SVG', '<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', 'SVG cannot'],
    ['a video', '\0\0\0\x18ftypisom\0\0\0\0isom', 'a video'],
    ['something else', Buffer.from([1, 2, 3, 4, 0, 0]), 'not a picture'],
  ])('with %s is refused with what to do', async (_, body, words) => {
    await expect(read(body)).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining(words) })
  })

  test.each([[204], [404], [500]])('that answers %i could not be read', async status => {
    await expect(read(status === 204 ? '' : '<title>Sorry</title>', {}, status)).rejects.toMatchObject({
      code: 'unreachable',
    })
  })

  test('that answers compressed although asked not to could not be read', async () => {
    await expect(read(gzipSync('<title>x</title>'), { 'content-encoding': 'gzip' })).rejects.toMatchObject({
      code: 'unreachable',
    })
  })
})

describe('no more is read than is of use', () => {
  /** Writes the piece again and again, and tells how much was taken when the other side has gone. */
  async function readEndless(first: Uint8Array, piece: Uint8Array) {
    const gone = Promise.withResolvers<number>()
    const port = await startRaw(socket => {
      socket.once('close', () => gone.resolve(socket.bytesWritten))
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n')
        socket.write(first)
        const fill = () => {
          while (socket.writable && socket.write(piece));
        }
        socket.on('drain', fill)
        fill()
      })
    })
    const { media } = await startMedia({ fetchAllow: [`127.0.0.1:${port}`] })
    return { found: await media.readPage(`http://127.0.0.1:${port}/`), taken: await gone.promise }
  }
  /** What lies in the buffers of both sides. */
  const buffered = 8 * 1024 * 1024

  test('of a page the first megabyte', async () => {
    const { found, taken } = await readEndless(Buffer.from('<title>Endless</title>'), Buffer.alloc(65_536, 'word '))
    expect(found).toMatchObject({ kind: 'page', html: expect.stringMatching(/^<title>Endless<\/title>word/) })
    expect(found.kind === 'page' && found.html.length).toBe(mostPageBytes)
    expect(taken).toBeLessThan(mostPageBytes + buffered)
  })

  test('of a picture its beginning', async () => {
    const { found, taken } = await readEndless(await photo(60, 40).png().toBuffer(), Buffer.alloc(65_536))
    expect(found.kind).toBe('picture')
    expect(taken).toBeLessThan(buffered)
  })
})

describe('the text of a page is read', () => {
  const latin = (text: string) => Buffer.from(text, 'latin1')
  test.each([
    ['by its byte order mark first', Buffer.from('\ufeffé'), 'text/html; charset=iso-8859-1', 'é'],
    ['as UTF-16 by its mark', Buffer.from('\ufeff<p>é', 'utf16le'), '', '<p>é'],
    ['as its type says', latin('<meta charset=utf-8>\xe9'), 'text/html;charset="ISO-8859-1"', '<meta charset=utf-8>é'],
    [
      'as it says itself',
      Buffer.from([...latin('<meta charset="koi8-r">'), 0xd0, 0xd2]),
      '',
      '<meta charset="koi8-r">пр',
    ],
    [
      'as it says in the old way',
      Buffer.from([...latin(`<meta http-equiv=Content-Type content="text/html; charset=Shift_JIS">`), 0x93, 0xfa]),
      'text/html',
      '<meta http-equiv=Content-Type content="text/html; charset=Shift_JIS">日',
    ],
    ['as UTF-8 if it says UTF-16 in ASCII', Buffer.from('<meta charset=utf-16>é'), '', '<meta charset=utf-16>é'],
    ['as UTF-8 if it says nothing and can be it', Buffer.from('日本'), '', '日本'],
    ['as UTF-8 if it is cut in the middle of a character', Buffer.from('日本').subarray(0, 5), '', '日'],
    ['as windows-1252 otherwise', latin('caf\xe9 \x80'), 'text/html; charset=unheard-of', 'café €'],
  ])('%s', (_, bytes, type, text) => expect(decodePage(bytes, type)).toBe(text))
})
