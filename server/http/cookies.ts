// The session cookie: on HTTPS bound to this very host by its name.
import type { IncomingHttpHeaders } from 'node:http'
import type { Context as HttpContext } from 'koa'
import type { Config } from '../config.ts'

const isSecure = ({ publicUrl }: Config) => publicUrl.protocol === 'https:'
const nameOf = (config: Config) => (isSecure(config) ? '__Host-sid' : 'sid')

/** The token of a request: its cookie, or `Authorization: Bearer …` of a client without cookies. */
export function sessionToken(config: Config, headers: IncomingHttpHeaders): string | undefined {
  const bearer = /^Bearer ([\w-]{20,200})$/i.exec(headers.authorization ?? '')
  if (bearer) return bearer[1]
  const name = nameOf(config)
  for (const pair of headers.cookie?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return undefined
}

export function setSessionCookie(http: HttpContext, config: Config, token: string, expiresAt: Date): void {
  append(http, config, `${nameOf(config)}=${token}; Expires=${expiresAt.toUTCString()}`)
}

export function clearSessionCookie(http: HttpContext, config: Config): void {
  append(http, config, `${nameOf(config)}=; Max-Age=0`)
}

function append(http: HttpContext, config: Config, pair: string): void {
  http.append('Set-Cookie', `${pair}; Path=/; HttpOnly; SameSite=Lax${isSecure(config) ? '; Secure' : ''}`)
}
