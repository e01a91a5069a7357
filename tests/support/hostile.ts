// Servers that mean no good: what each does with a connection on which it has been asked for something.
import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { ErrorView } from '../../server/views.ts'

type Serve = (socket: Socket) => void

export const answer = (...lines: string[]) => ['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n')

/** Keeps writing until the other side has had enough. */
export function forever(socket: Socket, piece: string | Buffer, milliseconds = 0) {
  const write = () => {
    if (socket.destroyed) return
    if (milliseconds > 0) setTimeout(write, milliseconds)
    if (socket.write(piece) && milliseconds === 0) setImmediate(write)
    else if (milliseconds === 0) socket.once('drain', write)
  }
  write()
}

const zeros = Buffer.alloc(5_000_000)
const [zipped, brotli] = [gzipSync(zeros), brotliCompressSync(zeros)]

/** What comes to nothing, whatever is looked for there. */
export const unreachable: [string, Serve][] = [
  ['a gzip bomb', socket => socket.end(Buffer.concat([Buffer.from(answer('content-encoding: gzip')), zipped]))],
  ['a brotli bomb', socket => socket.end(Buffer.concat([Buffer.from(answer('Content-Encoding: BR')), brotli]))],
  ['two encodings', socket => socket.end(answer('content-encoding: identity, gzip'))],
  [
    'one byte now and then',
    socket => (socket.write(answer('transfer-encoding: chunked')), forever(socket, '1\r\na\r\n', 50)),
  ],
  ['headers, one byte now and then', socket => forever(socket, 'x', 50)],
  ['headers without end', socket => (socket.write('HTTP/1.1 200 OK\r\n'), forever(socket, 'a: b\r\n'))],
  ['no answer', () => {}],
  ['a body that stops half-way and stays', socket => socket.write(answer('content-length: 100') + 'half')],
  ['a body that ends before its length', socket => socket.end(answer('content-length: 100') + 'half')],
  ['a chunked body that breaks off', socket => socket.end(answer('transfer-encoding: chunked') + '5\r\nhalf')],
  ['a connection that is reset', socket => socket.resetAndDestroy()],
  ['a header of 2 MB', socket => socket.end(answer(`a: ${'b'.repeat(2_000_000)}`, 'content-length: 4') + 'four')],
  ['a chunk of 2^64 bytes', socket => socket.write(answer('transfer-encoding: chunked') + 'FFFFFFFFFFFFFFFF\r\nabc')],
  ['a length twice', socket => socket.end(answer('content-length: 3', 'content-length: 4') + 'abcd')],
  ['a flood of early hints', socket => forever(socket, 'HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n', 5)],
  ['no content', socket => socket.end('HTTP/1.1 204 No Content\r\n\r\n')],
  ['not found', socket => socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n')],
  ['a redirect to itself', socket => socket.end('HTTP/1.1 302 Found\r\nlocation: ?again\r\ncontent-length: 0\r\n\r\n')],
  ['a redirect to nowhere', socket => socket.end('HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n')],
  [
    'a change of protocol',
    socket => socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  ],
  ['no HTTP', socket => socket.end('+PONG\r\n')],
]

/** What is told of whatever was refused, could not be reached or broke off. */
export const sentences = {
  picture: 'No picture could be fetched from that address. Check it, or save the picture and upload it.',
  page: 'That address could not be read. Check it, or save the picture and upload it.',
}

const none: Record<keyof typeof sentences, ErrorView> = {
  picture: { code: 'unreachable', message: sentences.picture },
  page: { code: 'unreachable', message: sentences.page },
}
const tooLarge: ErrorView = {
  code: 'too_large',
  message: 'That picture is larger than 20 MB. Save it smaller and try again.',
}
const unsupported = (message: string): ErrorView => ({ code: 'unsupported', message })
const page = '<!doctype html><title>Kitten</title>'
const garbage = Buffer.concat([Buffer.from([0, 1, 2, 3]), randomBytes(60_000)])
const noPicture = unsupported('That is not a picture that can be read here; use JPEG, PNG, WebP or GIF.')

/** All of them, and what is told to whom looks there for a picture, and for a page: nothing where a page may end so. */
export const hostile: { name: string; serve: Serve; told: Record<'picture' | 'page', ErrorView | undefined> }[] = [
  ...unreachable.map(([name, serve]) => ({ name, serve, told: none })),
  {
    name: 'an announced body of 5 GB',
    serve: socket => socket.write(answer('content-length: 5000000000') + 'a'),
    told: { ...none, picture: tooLarge },
  },
  {
    // Of a page, the first megabyte is read.
    name: 'a body without end',
    serve: socket => (socket.write(answer() + page), forever(socket, Buffer.alloc(1_000_000, '<p>kitten'))),
    told: { picture: tooLarge, page: undefined },
  },
  {
    name: 'a web page that calls itself a picture',
    serve: socket => socket.end(answer('content-type: image/png', `content-length: ${page.length}`) + page),
    told: { picture: unsupported('That is a web page, not a picture.'), page: undefined },
  },
  ...['image/png', 'text/html'].map(type => ({
    name: `noise that calls itself ${type}`,
    serve: (socket: Socket) =>
      void socket.end(Buffer.concat([Buffer.from(answer(`content-type: ${type}`, 'connection: close')), garbage])),
    told: { picture: noPicture, page: noPicture },
  })),
]
