// A push service as browsers have one, over TLS: it checks who calls (VAPID, RFC 8292) and reads what only the browser may (RFC 8291).
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { selfSigned } from './certificate.ts'

export interface Push {
  path: string
  headers: IncomingHttpHeaders
  /** As the browser decrypts it. */
  payload: { title: string; words: string; url: string; tag: string }
  /** Claims of the VAPID token, whose signature is right. */
  claims: { aud: string; exp: number; sub: string }
  /** The public key of whoever called. */
  key: string
}

export interface PushService {
  /** For FETCH_ALLOW. */
  host: string
  /** In PEM, for other processes to trust; undefined without TLS. */
  certificate: string | undefined
  /** A new browser: what `PushSubscription` gives it. */
  subscribe(): { endpoint: string; keys: { p256dh: string; auth: string } }
  pushes: Push[]
  /** The next one to an endpoint, heard already or still to come; each is given out once. */
  next(endpoint: string): Promise<Push>
  /** What calls to an endpoint are answered from now on; 201 otherwise. */
  answer(endpoint: string, status: number): void
  /** Every call, also the refused ones. */
  calls: string[]
  close(): void
}

/** @param tls false: plain http, as no browser has it */
export async function startPushService({ tls = true } = {}): Promise<PushService> {
  const browsers = new Map<string, { ecdh: ReturnType<typeof createECDH>; auth: Buffer }>()
  const answers = new Map<string, number>()
  const pushes: Push[] = []
  const calls: string[] = []
  const given = new Set<Push>()
  const waiting = new Set<() => void>()
  const certificate = tls ? await makeCertificate() : undefined
  const handle: Parameters<typeof createServer>[1] = (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url!
      calls.push(path)
      const status = answers.get(path) ?? 201
      const browser = browsers.get(path)
      if (status === 201 && browser) {
        const { claims, key } = readVapid(request.headers.authorization ?? '')
        const payload = JSON.parse(decrypt(Buffer.concat(chunks), browser)) as Push['payload']
        pushes.push({ path, headers: request.headers, payload, claims, key })
      }
      response.writeHead(status).end()
      for (const look of [...waiting]) look()
    })
  }
  const server = certificate ? createTlsServer(certificate, handle) : createServer(handle)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const pathOf = (endpoint: string) => new URL(endpoint).pathname

  return {
    host,
    certificate: certificate?.cert.toString(),
    pushes,
    calls,
    subscribe() {
      const ecdh = createECDH('prime256v1')
      const auth = randomBytes(16)
      const path = `/push/${randomBytes(12).toString('base64url')}`
      ecdh.generateKeys()
      browsers.set(path, { ecdh, auth })
      const keys = { p256dh: ecdh.getPublicKey().toString('base64url'), auth: auth.toString('base64url') }
      return { endpoint: `${tls ? 'https' : 'http'}://${host}${path}`, keys }
    },
    next(endpoint) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`Nothing came to ${endpoint}; calls: ${calls.join()}`)), 20_000)
        function look() {
          const push = pushes.find(each => each.path === pathOf(endpoint) && !given.has(each))
          if (!push) return
          given.add(push)
          clearTimeout(timer)
          waiting.delete(look)
          resolve(push)
        }
        waiting.add(look)
        look()
      })
    },
    answer: (endpoint, status) => void answers.set(pathOf(endpoint), status),
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** One that this process trusts from now on. */
async function makeCertificate(): Promise<{ key: Buffer; cert: Buffer }> {
  const made = await selfSigned('IP:127.0.0.1')
  setDefaultCACertificates([...getCACertificates(), made.cert.toString()])
  return made
}

/** @throws when it is not signed by the key that it names */
function readVapid(header: string): { claims: Push['claims']; key: string } {
  const [, token = '', key = ''] = /^vapid t=([^,\s]+),\s*k=(\S+)$/.exec(header) ?? []
  const [head = '', body = '', signature = ''] = token.split('.')
  const point = Buffer.from(key, 'base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33) }
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!signed) throw new Error('The token is not signed by its key.')
  return { claims: JSON.parse(Buffer.from(body, 'base64url').toString()) as Push['claims'], key }
}

function decrypt(body: Buffer, { ecdh, auth }: { ecdh: ReturnType<typeof createECDH>; auth: Buffer }): string {
  const salt = body.subarray(0, 16)
  const keyLength = body[20]!
  const sender = body.subarray(21, 21 + keyLength)
  const record = body.subarray(21 + keyLength)
  const derive = (input: Buffer, with_: Buffer, info: string | Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', input, with_, info, length))
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender])
  const secret = derive(ecdh.computeSecret(sender), auth, info, 32)
  const key = derive(secret, salt, 'Content-Encoding: aes128gcm\0', 16)
  const nonce = derive(secret, salt, 'Content-Encoding: nonce\0', 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce)
  decipher.setAuthTag(record.subarray(-16))
  const plain = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  return plain.subarray(0, plain.lastIndexOf(2)).toString()
}
