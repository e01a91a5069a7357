// Whether a request that may change something comes from our own pages. A cookie goes along from anywhere, so it proves nothing.
import type { IncomingHttpHeaders } from 'node:http'
import type { Config } from '../config.ts'

/**
 * Sec-Fetch-Site decides where the browser sends it: only `same-origin` will do, a sibling domain is a stranger. Else Origin must
 * be ours. A client that sends neither is no browser, and may go on if it carries no cookie. (The order is that of Go's
 * http.CrossOriginProtection, made stricter in its last step.)
 */
export function isOwnOrigin({ publicUrl }: Config, headers: IncomingHttpHeaders): boolean {
  const { origin, cookie } = headers
  const site = headers['sec-fetch-site']
  if (origin !== undefined && origin !== publicUrl.origin) return false
  if (site !== undefined) return site === 'same-origin'
  return origin !== undefined || !cookie
}

/** The same for the handshake of a socket, where Origin is always sent by browsers, and Sec-Fetch-Site not by all. */
export function isOwnHandshake({ publicUrl }: Config, { origin, cookie }: IncomingHttpHeaders): boolean {
  return origin === undefined ? !cookie : origin === publicUrl.origin
}
