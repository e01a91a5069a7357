// Whether a request that may change something comes from our own pages. A cookie goes along from anywhere, so it proves nothing.
import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from '../config.ts'
import { bearerToken } from './cookies.ts'

/**
 * Sec-Fetch-Site decides where the browser sends it: only `same-origin` will do, a sibling domain is a stranger. Else Origin must
 * be ours. A client that sends neither is no browser, and may go on if it carries no cookie. (The order is that of Go's
 * http.CrossOriginProtection, made stricter in its last step.) A bearer token is never sent along by itself, and the cookie beside it
 * does not count: its request needs no Origin, though a foreign one stays foreign.
 */
export function isOwnOrigin({ publicUrl }: Config, headers: IncomingHttpHeaders): boolean {
  const { origin, cookie } = headers
  const site = headers['sec-fetch-site']
  if (origin !== undefined && origin !== publicUrl.origin) return false
  if (site !== undefined) return site === 'same-origin'
  return origin !== undefined || !cookie || bearerToken(headers) !== undefined
}

/** The same for the handshake of a socket, where Origin is always sent by browsers, and Sec-Fetch-Site not by all. */
export function isOwnHandshake({ publicUrl }: Config, headers: IncomingHttpHeaders): boolean {
  const { origin, cookie } = headers
  return origin === undefined ? !cookie || bearerToken(headers) !== undefined : origin === publicUrl.origin
}
