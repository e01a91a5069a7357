import type { Context as HttpContext } from 'koa'
import type { Identity, Sessions } from '../channels/sockets.ts'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import { sessionToken } from './cookies.ts'

/** Who makes an HTTP request; undefined for a visitor, and for a cookie that no longer holds. */
export type Identify = (http: HttpContext) => Promise<Identity | undefined>

export function createIdentify(config: Config, sessions: Sessions): Identify {
  return async http => {
    const token = sessionToken(config, http.headers)
    return token ? sessions.find(token) : undefined
  }
}

/** @throws {AppError} `unauthenticated` for a visitor */
export async function requireIdentity(identify: Identify, http: HttpContext): Promise<Identity> {
  const identity = await identify(http)
  if (!identity) throw new AppError('unauthenticated', 'Sign in first.')
  return identity
}
