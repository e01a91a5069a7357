// What every HTTP request passes first: errors, times, hosts, origins, headers.
import { msg } from '@lit/localize'
import type { Context as HttpContext, Middleware } from 'koa'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { AppError, httpStatus, toErrorView } from '../errors.ts'
import { isAllowedHost } from './hosts.ts'
import { metrics } from './metrics.ts'
import { isOwnOrigin } from './origin.ts'

/** Turns everything thrown into the one shape of an error; what nobody expected goes to the log. */
export function answerErrors(log: Logger): Middleware {
  return async (http, next) => {
    try {
      await next()
      if (http.status === 404 && http.body == null)
        throw new AppError('not_found', msg('There is nothing at this address.'))
    } catch (error) {
      const view = toErrorView(error)
      if (view.code === 'internal') log.error({ error, method: http.method, path: http.path }, 'an HTTP call failed')
      if (error instanceof AppError && error.retryAfter) http.set('Retry-After', String(Math.ceil(error.retryAfter)))
      http.status = httpStatus(view.code)
      http.body = { error: view }
    }
  }
}

/** Counts and times; in development also in the Server-Timing header. */
export function measure(config: Config): Middleware {
  return async (http, next) => {
    const end = metrics.httpSeconds.startTimer()
    const start = performance.now()
    try {
      await next()
    } finally {
      end({ method: http.method, status: http.status })
      if (config.development) http.set('Server-Timing', `app;dur=${(performance.now() - start).toFixed(1)}`)
    }
  }
}

/** Another Host header could put another address into links. */
export function allowHosts(config: Config): Middleware {
  return (http, next) => {
    if (isAllowedHost(config, http.get('host') || undefined)) return next()
    http.status = 400
    http.body = {
      error: {
        code: 'invalid',
        message: msg('This address is not one of this server. Its administrator sets ALLOWED_HOSTS.'),
      },
    }
    return Promise.resolve()
  }
}

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

export function refuseForeignWrites(config: Config): Middleware {
  return (http, next) => {
    if (safeMethods.includes(http.method) || isOwnOrigin(config, http.headers)) return next()
    throw new AppError('forbidden', msg('This request came from another site, so it was refused.'))
  }
}

/** The headers of every answer; a route may make them stricter. */
export function secureHeaders({ publicUrl }: Config): Middleware {
  const secure = publicUrl.protocol === 'https:'
  const socketOrigin = `${secure ? 'wss' : 'ws'}://${publicUrl.host}`
  const contentSecurityPolicy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    // Pictures on other sites are shown before they are saved. That gives nothing away: no script but ours runs here.
    "img-src 'self' data: blob: https: http:",
    "worker-src 'self'",
    `connect-src 'self' ${socketOrigin}`,
    "font-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html service-worker',
  ].join('; ')
  const headers: Record<string, string> = {
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
    ...(secure && { 'Strict-Transport-Security': 'max-age=31536000' }),
  }
  return (http, next) => {
    http.set(headers)
    return next()
  }
}

const rulesOfDocuments = [
  'Content-Security-Policy',
  'X-Frame-Options',
  'Referrer-Policy',
  'Cross-Origin-Opener-Policy',
  'Permissions-Policy',
]

/** For a file that is no document: half a kilobyte of rules with each of a wall's pictures would rule nothing. nginx leaves them out as well. */
export function asFile(http: HttpContext): void {
  for (const name of rulesOfDocuments) http.remove(name)
}
