import { msg } from '@lit/localize'
import type { Context as HttpContext } from 'koa'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { accessOfCall } from '../policy/calls.ts'
import { requireAccess, type Identity } from '../policy/standing.ts'
import { bearerToken, sessionCookie } from './cookies.ts'
import { speakAs } from './language.ts'

/**
 * Who makes an HTTP request; undefined for a visitor, and for a cookie that no longer holds. A token counts before the cookie.
 * @throws {AppError} `unauthenticated` for a token that does not hold: its program believes that it is somebody
 */
export type Identify = (http: HttpContext) => Promise<Identity | undefined>

export const badToken = () => msg('This token is not valid, or not any more. Sign in again, or make another token.')

/**
 * A page, or a worker, acts for the person whom it shows: not for another one who has signed in beside it, in the same browser.
 * @param as the username of whom it shows, '' for nobody; undefined where it does not say
 * @throws {AppError} `unauthenticated`
 */
export function requireSame(as: unknown, identity: Identity | undefined): void {
  if (typeof as !== 'string' || as === (identity?.username ?? '')) return
  throw new AppError('unauthenticated', msg('Somebody else is signed in here by now. Load the page again.'))
}

export function createIdentify({ config, sessions }: Pick<Context, 'config' | 'sessions'>): Identify {
  return async http => {
    const bearer = bearerToken(http.headers)
    const token = bearer ?? sessionCookie(config, http.headers)
    const identity = token ? await sessions.find(token) : undefined
    if (bearer !== undefined && !identity) throw new AppError('unauthenticated', badToken())
    speakAs(http, identity)
    if (bearer === undefined) requireSame(http.headers['bowerbird-as'], identity)
    return identity
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
