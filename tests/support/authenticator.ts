// A passkey in software: makes keys and signs as WebAuthn says, and as a test tells it to do it wrong.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

interface CreationOptions {
  challenge: string
  rp: { id?: string }
  user: { id: string }
}

interface RequestOptions {
  challenge: string
  rpId?: string
  allowCredentials?: { id: string }[]
}

/** What is not as it should be. */
export interface Twist {
  origin?: string
  rpId?: string
  challenge?: string
  type?: string
  /** The person was not asked for a finger, a face or a PIN. */
  unverified?: boolean
  counter?: number
  userHandle?: string
  /** Signed by a key that the server has never seen. */
  forged?: boolean
}

export interface Authenticator {
  id: string
  /** The answer to `navigator.credentials.create`, as JSON. */
  create(options: CreationOptions, twist?: Twist): object
  /** The answer to `navigator.credentials.get`, as JSON. */
  get(options: RequestOptions, twist?: Twist): object
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest()
const base64url = (data: Buffer | string) => Buffer.from(data).toString('base64url')

/** One passkey. @param origin of the page that asks; `counts` false for one that is kept on several devices */
export function createAuthenticator(origin: string, { counts = true } = {}): Authenticator {
  const credentialId = randomBytes(32)
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = base64url(credentialId)
  let handle = ''
  let counter = 0

  function clientData(type: string, challenge: string, twist: Twist): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: twist.type ?? type,
        challenge: twist.challenge ?? challenge,
        origin: twist.origin ?? origin,
        crossOrigin: false,
      }),
    )
  }

  function authenticatorData(rpId: string, twist: Twist, attested?: Buffer): Buffer {
    if (counts) counter = twist.counter ?? counter + 1
    const flags = 0x01 | (twist.unverified ? 0 : 0x04) | (attested ? 0x40 : 0)
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    return Buffer.concat([sha256(twist.rpId ?? rpId), Buffer.of(flags), count, attested ?? Buffer.alloc(0)])
  }

  return {
    id,
    create(options, twist = {}) {
      handle = options.user.id
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credentialId.length)
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, coseKey(keys.publicKey)])
      const data = authenticatorData(options.rp.id!, twist, attested)
      const attestation = cborMap([
        [cborText('fmt'), cborText('none')],
        [cborText('attStmt'), cborMap([])],
        [cborText('authData'), cborBytes(data)],
      ])
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(clientData('webauthn.create', options.challenge, twist)),
          attestationObject: base64url(attestation),
          transports: ['internal'],
        },
      }
    },
    get(options, twist = {}) {
      const client = clientData('webauthn.get', options.challenge, twist)
      const data = authenticatorData(options.rpId!, twist)
      const key = (twist.forged ? foreign : keys).privateKey
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: base64url(client),
          authenticatorData: base64url(data),
          signature: base64url(sign('sha256', Buffer.concat([data, sha256(client)]), key)),
          userHandle: twist.userHandle ?? handle,
        },
      }
    },
  }
}

function coseKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' })
  return cborMap([
    [cborInteger(1), cborInteger(2)],
    [cborInteger(3), cborInteger(-7)],
    [cborInteger(-1), cborInteger(1)],
    [cborInteger(-2), cborBytes(Buffer.from(x!, 'base64url'))],
    [cborInteger(-3), cborBytes(Buffer.from(y!, 'base64url'))],
  ])
}

/** The head of a CBOR item (RFC 8949): its major type, and a number below 65,536. */
function cborHead(type: number, number: number): Buffer {
  if (number < 24) return Buffer.of((type << 5) | number)
  if (number < 256) return Buffer.of((type << 5) | 24, number)
  return Buffer.of((type << 5) | 25, number >> 8, number & 255)
}

const cborInteger = (number: number) => (number < 0 ? cborHead(1, -1 - number) : cborHead(0, number))
const cborBytes = (bytes: Buffer) => Buffer.concat([cborHead(2, bytes.length), bytes])
const cborText = (text: string) => Buffer.concat([cborHead(3, Buffer.byteLength(text)), Buffer.from(text)])
const cborMap = (entries: [Buffer, Buffer][]) => Buffer.concat([cborHead(5, entries.length), ...entries.flat()])
