// A websocket client that costs next to nothing: it finds the frames, and decodes none that nobody asks for.
import { connect } from 'node:net'

export interface Wire {
  send(text: string): void
  close(): void
}

interface Options {
  port: number
  path: string
  headers?: Record<string, string>
  /** The payload of a text frame; the bytes are gone when it returns. */
  onText(bytes: Buffer, start: number, end: number): void
  onClose?(): void
}

// Read by one socket at a time, and done with when its callback returns.
const shared = Buffer.allocUnsafe(256 * 1024)

/** Resolves when the server has switched to websocket. */
export function openWire({ port, path, headers = {}, onText, onClose }: Options): Promise<Wire> {
  const { promise, resolve, reject } = Promise.withResolvers<Wire>()
  let switched = false
  let rest: Buffer | undefined
  let wire: Wire

  function onData(length: number, buffer: Uint8Array): boolean {
    let bytes = (buffer as Buffer).subarray(0, length)
    if (rest) bytes = Buffer.concat([rest, bytes])
    let at = 0
    if (!switched) {
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) return keep(bytes, 0)
      const head = bytes.toString('latin1', 0, end)
      if (!head.startsWith('HTTP/1.1 101')) {
        reject(new Error(head.split('\r\n')[0]))
        socket.destroy()
        return true
      }
      switched = true
      at = end + 4
      resolve(wire)
    }
    while (bytes.length - at >= 2) {
      let size = bytes[at + 1]!
      let start = at + 2
      if (size === 126) {
        if (bytes.length - at < 4) break
        size = bytes.readUInt16BE(start)
        start += 2
      }
      if (bytes.length - start < size) break
      if (bytes[at] === 0x81) onText(bytes, start, start + size)
      at = start + size
    }
    return keep(bytes, at)
  }

  /** What is not a whole frame yet waits for its end. */
  function keep(bytes: Buffer, from: number): boolean {
    rest = from < bytes.length ? Buffer.from(bytes.subarray(from)) : undefined
    return true
  }

  const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread: { buffer: shared, callback: onData } })
  wire = { send: text => void socket.write(maskedFrame(text)), close: () => void socket.destroy() }
  socket.on('error', reject)
  socket.on('close', () => {
    reject(new Error('The server closed the connection.'))
    onClose?.()
  })
  const lines = Object.entries({ ...headers, host: `127.0.0.1:${port}` }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  socket.write(
    `GET ${path} HTTP/1.1\r\n${lines.join('')}upgrade: websocket\r\nconnection: upgrade\r\n` +
      'sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
  )
  return promise
}

/** A client must mask; masked with zeros the bytes stay what they are. */
function maskedFrame(text: string): Buffer {
  const length = Buffer.byteLength(text)
  if (length > 65_535) throw new Error('Too long for a frame of this client.')
  const header =
    length < 126
      ? Buffer.of(0x81, 0x80 | length, 0, 0, 0, 0)
      : Buffer.of(0x81, 0xfe, length >> 8, length & 255, 0, 0, 0, 0)
  return Buffer.concat([header, Buffer.from(text)])
}
