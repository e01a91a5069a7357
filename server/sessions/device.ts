// What a browser and an address say of themselves, in the few words by which a person knows which device it is.
import { msg, str } from '@lit/localize'

const browsers: [RegExp, string][] = [
  [/\bEdg(A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const systems: [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'macOS'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
]

const find = (known: [RegExp, string][], text: string) => known.find(([pattern]) => pattern.test(text))?.[1]

/** “Firefox on Linux”; the name of a program that is no browser; “An unknown program”. */
export function deviceOf(userAgent: string): string {
  const browser = find(browsers, userAgent)
  const system = find(systems, userAgent)
  if (browser && system) return msg(str`${browser} on ${system}`)
  const program = /^[\w.-]{2,30}/.exec(userAgent)?.[0]
  return browser ?? system ?? (program && program !== 'Mozilla' ? program : msg('An unknown program'))
}

const own = /^(127\.|0:0:0:0$)/
const local = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][\da-f]{2}:|fe[89ab][\da-f]:)/i

/** “Network 203.0.113.…”. */
export function placeOf(network: string): string {
  if (network === '') return msg('An unknown network')
  if (own.test(network)) return msg('The server’s own computer')
  return local.test(network) ? msg('Your local network') : msg(str`Network ${network}`)
}

/** Whether others can be in it who are not in this house. */
export function isPublic(network: string): boolean {
  return network !== '' && !own.test(network) && !local.test(network)
}

/** An address without its last part: enough to know one's own by, and nobody else's. */
export function networkShown(address: string): string {
  const plain = address.replace(/^::ffff:/i, '')
  if (/^\d+\.\d+\.\d+\.\d+$/.test(plain)) return plain.replace(/\d+$/, '…')
  if (plain === '::1') return '127.'
  const [head = ''] = plain.split('::')
  const groups = head.split(':').slice(0, 3)
  return groups[0] ? `${groups.join(':')}:…` : ''
}
