// Which addresses this server may call on behalf of a person. Pure: what is resolved and connected is fetch.ts's affair.
import { isIP } from 'node:net'
import { msg } from '@lit/localize'
import ipaddr from 'ipaddr.js'
import { AppError } from '../errors.ts'

/** Names that lead inside: RFC 6761 and 6762, RFC 8375, RFC 7686, and what networks use by habit. */
const insideNames = /\.(localhost|local|internal|localdomain|home\.arpa|onion|test|invalid)$/

/** Azure's wire server: unicast by number, inside by use. */
const notPublic = new Set(['168.63.129.16'])

/**
 * The address that a person typed, parsed once; everything later acts on the result alone.
 * @throws {AppError} invalid, for what can be told without looking at where it leads.
 */
export function parseAddress(input: string): URL {
  const text = input.trim()
  // The parser would mend these silently; nobody types them by accident, so they are refused instead.
  if (text.length > 4096 || !/^https?:\/\/[^/\\]/i.test(text) || /[\t\r\n\\]/.test(text)) throw malformed()
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url) throw malformed()
  if (url.username || url.password) throw malformed(msg('Leave the name and password out of the address.'))
  url.hash = ''
  return url
}

function malformed(message = msg('That is not a web address. It begins with https:// or http://.')): AppError {
  return new AppError('invalid', message, { fields: { url: message } })
}

/** The `host:port` of an address, as FETCH_ALLOW spells it. */
export function hostAndPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}

/** Why an address may not be called, for the log; undefined when it may, as far as can be told before its name is resolved. */
export function whyRefused(url: URL, allowed: string[], ports: string[]): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return `scheme ${url.protocol}`
  if (url.username || url.password) return 'credentials'
  if (allowed.includes(hostAndPort(url))) return undefined
  // The parser has dropped the port that goes with the scheme.
  if (url.port !== '' && !ports.includes(url.port)) return `port ${url.port}`

  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host)) return isPublicAddress(host) ? undefined : `address ${host}`
  if (!host.includes('.') || host.endsWith('.')) return `name ${host}`
  return insideNames.test(host) ? `name ${host}` : undefined
}

/**
 * Whether an IP address belongs to the public internet: an allowlist, because every list of bad ranges has had a hole. IPv6
 * outside 2000::/3 and every address that holds an IPv4 one (mapped, 6to4, Teredo, NAT64) is refused.
 */
export function isPublicAddress(address: string): boolean {
  // Only canonical spellings: ipaddr.js alone also reads octal, hexadecimal and shortened ones. Zones are refused.
  if (!isIP(address) || address.includes('%')) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  if (parsed instanceof ipaddr.IPv6) return ((parsed.parts[0] ?? 0) & 0xe000) === 0x2000
  return !notPublic.has(parsed.toString())
}
