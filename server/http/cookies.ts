// The cookies: of the session, and of the browser that is known. On HTTPS bound to this very host by their names.
import type { IncomingHttpHeaders } from 'node:http'
import type { Context as HttpContext } from 'koa'
import type { Config } from '../config.ts'

const isSecure = ({ publicUrl }: Config) => publicUrl.protocol === 'https:'
const nameOf = (config: Config, name = 'sid') => (isSecure(config) ? `__Host-${name}` : name)

/** What a client without cookies says of itself; '' is no token, but whoever says it means no cookie either. */
export function bearerToken(headers: IncomingHttpHeaders): string | undefined {
  const bearer = /^Bearer(?: +(\S*))?$/i.exec(headers.authorization?.trim() ?? '')
  return bearer ? (bearer[1] ?? '') : undefined
}

export function sessionCookie(config: Config, headers: IncomingHttpHeaders): string | undefined {
  return find(headers, nameOf(config))
}

/** Another cookie of ours, by its plain name. */
export function readCookie(config: Config, headers: IncomingHttpHeaders, name: string): string | undefined {
  return find(headers, nameOf(config, name))
}

/** By which a browser is known in which somebody has signed in before. It lets nobody in. */
export function deviceToken(config: Config, headers: IncomingHttpHeaders): string | undefined {
  const token = readCookie(config, headers, 'device')
  return token && /^[\w-]{43}$/.test(token) ? token : undefined
}

/** As well protected as the session's; 0 seconds take it away. */
export function setCookie(http: HttpContext, config: Config, name: string, value: string, seconds: number): void {
  append(http, config, `${nameOf(config, name)}=${value}; Max-Age=${seconds}`)
}

/** One that the interface keeps for itself, and that protects nothing. */
export const plainCookie = (headers: IncomingHttpHeaders, name: string): string | undefined => find(headers, name)

function find(headers: IncomingHttpHeaders, name: string): string | undefined {
  for (const pair of headers.cookie?.split(';') ?? []) {
    const equals = pair.indexOf('=')
    if (pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
  }
  return undefined
}

export function setSessionCookie(http: HttpContext, config: Config, token: string, expiresAt: Date): void {
  append(http, config, `${nameOf(config)}=${token}; Expires=${expiresAt.toUTCString()}`)
}

/** It stays after the sign-out: that is what it is for. */
export function setDeviceCookie(http: HttpContext, config: Config, token: string, days: number): void {
  setCookie(http, config, 'device', token, days * 86_400)
}

export function clearSessionCookie(http: HttpContext, config: Config): void {
  append(http, config, `${nameOf(config)}=; Max-Age=0`)
}

function append(http: HttpContext, config: Config, pair: string): void {
  http.append('Set-Cookie', `${pair}; Path=/; HttpOnly; SameSite=Lax${isSecure(config) ? '; Secure' : ''}`)
}
