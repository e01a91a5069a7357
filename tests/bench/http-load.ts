// Many HTTP requests over a few connections that stay open, by a client that costs little: it looks at the length and no further.
import { connect } from 'node:net'

interface Load {
  url: string
  requests: number
  connections?: number
  body(request: number): string
  headers?(request: number): Record<string, string>
}

/** @returns seconds. @throws {Error} for an answer that is neither 200 nor 201 */
export async function hammer({ url, requests, connections = 32, body, headers }: Load): Promise<number> {
  const { hostname, port, pathname } = new URL(url)
  let started = 0

  function runOne(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    let waiting = Buffer.alloc(0)
    const next = () => {
      if (started >= requests) return void socket.end(resolve)
      const request = started++
      const text = body(request)
      const more = Object.entries(headers?.(request) ?? {}).map(([name, value]) => `${name}: ${value}\r\n`)
      socket.write(
        `POST ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\n` +
          `content-length: ${Buffer.byteLength(text)}\r\n${more.join('')}\r\n${text}`,
      )
    }
    socket.on('connect', next).on('error', reject)
    socket.on('close', () => reject(new Error('The server closed a connection.')))
    socket.on('data', bytes => {
      waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes])
      const headEnd = waiting.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const head = waiting.toString('latin1', 0, headEnd)
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? Number.NaN)
      if (!/^HTTP\/1\.1 20[01]/.test(head) || Number.isNaN(length)) {
        reject(new Error(waiting.toString()))
        socket.destroy()
        return
      }
      if (waiting.length < headEnd + 4 + length) return
      waiting = Buffer.alloc(0)
      next()
    })
    return promise
  }

  const began = performance.now()
  await Promise.all(Array.from({ length: connections }, runOne))
  return (performance.now() - began) / 1000
}
