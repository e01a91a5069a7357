// A real mail server for tests, which keeps what it is sent.
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

export interface Received {
  to: string
  from: string
  subject: string
  headers: Record<string, string>
  text: string
  html: string
  /** The headers of each that came along. */
  pictures: Record<string, string>[]
}

export interface MailServer {
  /** For SMTP_URL. */
  url: string
  received: Received[]
  /** The first mail to an address that fits, received already or still to come; each is given out once. */
  next(to: string, fits?: (mail: Received) => boolean): Promise<Received>
  /** What the next mails are answered instead of being taken: an SMTP status. */
  refuse(status: number, times: number): void
  refused: Received[]
  /** Mails that fit are taken, but their senders do not hear of it until `answer` is called. */
  hold(fits: (mail: Received) => boolean): { held: Received[]; answer(): void }
  close(): Promise<void>
}

export async function startMailServer(): Promise<MailServer> {
  const received: Received[] = []
  const refused: Received[] = []
  let holding: { fits(mail: Received): boolean; held: Received[]; answers: (() => void)[] } | undefined
  const given = new Set<Received>()
  const waiting = new Set<() => void>()
  let refusal = { status: 0, times: 0 }
  const server = new SMTPServer({
    authOptional: true,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const mail = parse(Buffer.concat(chunks).toString('utf8'), session.envelope.rcptTo[0]!.address)
        if (refusal.times-- > 0) {
          refused.push(mail)
          return done(Object.assign(new Error('not now'), { responseCode: refusal.status }))
        }
        received.push(mail)
        if (holding?.fits(mail)) {
          holding.held.push(mail)
          holding.answers.push(done)
        } else done()
        for (const look of [...waiting]) look()
      })
    },
  })
  // A client that leaves in the middle is no failure of the server.
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.server.address() as AddressInfo

  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    refuse: (status, times) => (refusal = { status, times }),
    refused,
    hold(fits) {
      const held: Received[] = []
      const answers: (() => void)[] = []
      holding = { fits, held, answers }
      return {
        held,
        answer() {
          holding = undefined
          for (const done of answers) done()
        },
      }
    },
    next(to, fits = () => true) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look)
          reject(
            new Error(
              `No such mail to ${to} within 20 s; came: ${JSON.stringify(received.map(m => [m.to, m.subject]))}`,
            ),
          )
        }, 20_000)
        function look() {
          const mail = received.find(one => one.to === to && !given.has(one) && fits(one))
          if (!mail) return
          given.add(mail)
          clearTimeout(timer)
          waiting.delete(look)
          resolve(mail)
        }
        waiting.add(look)
        look()
      })
    },
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

/** The address of the button, and the token in it. */
export function linkIn({ text }: Received): { url: string; page: string; token: string } {
  const [url, page = '', token = ''] = /https?:\/\/\S+?\/([\w-]+)#([\w-]{43})/.exec(text) ?? []
  if (!url) throw new Error(`There is no link in: ${text}`)
  return { url, page, token }
}

function parse(raw: string, to: string): Received {
  const { headers, body } = splitHead(raw)
  const parts = partsOf(headers, body)
  const partOf = (type: string) => {
    const part = parts.find(each => each.headers['content-type']?.startsWith(type))
    return part ? decode(part.body, part.headers['content-transfer-encoding'] ?? '') : ''
  }
  return {
    to,
    from: headers.from ?? '',
    subject: decodeWords(headers.subject ?? ''),
    headers,
    text: partOf('text/plain'),
    html: partOf('text/html'),
    pictures: parts.filter(each => each.headers['content-type']?.startsWith('image/')).map(each => each.headers),
  }
}

type Part = ReturnType<typeof splitHead>

/** All that hold no others: a mail with pictures has parts within its parts. */
function partsOf(headers: Record<string, string>, body: string): Part[] {
  const boundary = /boundary="?([^";]+)"?/.exec(headers['content-type'] ?? '')?.[1]
  if (!boundary) return [{ headers, body }]
  const parts = body.split(`--${boundary}`).slice(1, -1)
  return parts.flatMap(part => {
    const inner = splitHead(part.trimStart())
    return partsOf(inner.headers, inner.body)
  })
}

function splitHead(raw: string): { headers: Record<string, string>; body: string } {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = Object.fromEntries(
    lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  )
  return { headers, body: raw.slice(end + 4) }
}

function decode(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding !== 'quoted-printable') return body
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

const decodeWords = (text: string) =>
  text.replace(/=\?utf-8\?([qb])\?([^?]*)\?=\s?/gi, (_, kind: string, word: string) =>
    kind.toLowerCase() === 'b'
      ? Buffer.from(word, 'base64').toString('utf8')
      : decode(word.replaceAll('_', ' '), 'quoted-printable'),
  )
