// The ways in to my account, and everything the security settings ask the server about them.
import type { PasskeyView, TwoFactorView } from '../../server/views.ts'
import { ask } from '../socket.ts'

export const listPasskeys = async (): Promise<PasskeyView[]> => (await ask('passkey:list', {})).passkeys

export async function renamePasskey(id: string, name: string): Promise<void> {
  await ask('passkey:rename', { id, name })
}

export async function removePasskey(id: string): Promise<void> {
  await ask('passkey:remove', { id })
}

export const getTwoFactor = (): Promise<TwoFactorView> => ask('two-factor:get', {})

/** A secret for an app: as text, and as the address that a QR code shows. */
export const beginTwoFactor = (): Promise<{ secret: string; url: string }> => ask('two-factor:begin', {})

/** @returns the recovery codes, which are shown this once */
export const enableTwoFactor = async (code: string): Promise<string[]> =>
  (await ask('two-factor:enable', { code })).codes

export async function disableTwoFactor(): Promise<void> {
  await ask('two-factor:disable', {})
}

export const renewCodes = async (): Promise<string[]> => (await ask('two-factor:renew-codes', {})).codes

/** As their user agents name them, the more particular first. */
const browsers = {
  Edg: 'Edge',
  OPR: 'Opera',
  Firefox: 'Firefox',
  FxiOS: 'Firefox',
  CriOS: 'Chrome',
  Chrome: 'Chrome',
  Safari: 'Safari',
}
const systems = {
  iPhone: 'iPhone',
  iPad: 'iPad',
  Android: 'Android',
  Windows: 'Windows',
  Mac: 'Mac',
  CrOS: 'ChromeOS',
  Linux: 'Linux',
}

/** What a passkey of this device is called until its owner says better. */
export function deviceName(agent = navigator.userAgent): string {
  const browser = Object.entries(browsers).find(([word]) => agent.includes(`${word}/`))?.[1]
  const system = Object.entries(systems).find(([word]) => agent.includes(word))?.[1]
  return browser && system ? `${browser}, ${system}` : (browser ?? system ?? 'Passkey')
}
