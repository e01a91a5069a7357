// The two kinds of codes: six digits of an authenticator app (RFC 6238), and recovery codes.
import { createHash, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

/** Every app understands these. */
const usual = { algorithm: 'SHA1', digits: 6, period: 30 }

export const newSecret = (): Uint8Array => new Uint8Array(randomBytes(20))
export const inBase32 = (secret: Uint8Array): string => secretOf(secret).base32

/** What an app reads from a QR code. */
export function appAddress(secret: Uint8Array, label: string): string {
  return new TOTP({ ...usual, issuer: 'Bowerbird', label, secret: secretOf(secret) }).toString()
}

/** The half minute that a code is of: this one, or the one before or after it; undefined for another. */
export function findStep(secret: Uint8Array, code: string, now = Date.now()): number | undefined {
  const delta = new TOTP({ ...usual, secret: secretOf(secret) }).validate({ token: code, timestamp: now, window: 1 })
  return delta === null ? undefined : Math.floor(now / 1_000 / usual.period) + delta
}

function secretOf(secret: Uint8Array): Secret {
  return new Secret({ buffer: new Uint8Array(secret).buffer })
}

export const isAppCode = (code: string) => /^\d{6}$/.test(code)

/** Without what is easily taken for something else: i, l, o, u. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz'
const readAs: Record<string, string> = { i: '1', l: '1', o: '0' }

/** 120 random bits, so that a plain hash keeps them (ASVS 6.5.2 asks for 112), in four groups. */
export function newRecoveryCode(): string {
  const text = Array.from(randomBytes(24), byte => letters[byte % letters.length]).join('')
  return text.match(/.{6}/g)!.join('-')
}

/** However it was typed. */
export function hashRecoveryCode(code: string): Buffer {
  const plain = code
    .toLowerCase()
    .replace(/[\s-]/g, '')
    .replace(/[ilo]/g, letter => readAs[letter]!)
  return createHash('sha256').update(plain).digest()
}
