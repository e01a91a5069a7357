import type { Context as HttpContext } from 'koa'
import type { Context } from '../context.ts'
import { accessOfCall } from '../policy/calls.ts'
import { requireAccess, type Identity } from '../policy/standing.ts'
import { sessionToken } from './cookies.ts'

/** Who makes an HTTP request; undefined for a visitor, and for a cookie that no longer holds. */
export type Identify = (http: HttpContext) => Promise<Identity | undefined>

export function createIdentify({ config, sessions }: Pick<Context, 'config' | 'sessions'>): Identify {
  return async http => {
    const token = sessionToken(config, http.headers)
    return token ? sessions.find(token) : undefined
  }
}

/** Whoever makes a call that has a row in policy/calls.ts. @throws {AppError} as `requireAccess` */
export async function requireIdentity(
  ctx: Context,
  identify: Identify,
  http: HttpContext,
  call: keyof typeof accessOfCall,
): Promise<Identity> {
  const identity = await identify(http)
  await requireAccess(accessOfCall[call], identity, ctx.sessions.look)
  // No row there lets visitors pass.
  return identity!
}
