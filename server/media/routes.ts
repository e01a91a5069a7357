// GET /media/…: the served files, for installations without nginx in front.
import type { Middleware } from 'koa'
import { AppError } from '../errors.ts'
import type { Store } from './store.ts'

/** The types that the encoders of this server write; what a person sent plays no part. */
const types: Record<string, string> = { webp: 'image/webp', jpg: 'image/jpeg', avif: 'image/avif' }

const pathPattern = /^\/media\/([0-9a-f]{2})\/((\1[0-9a-f]{62})\.(webp|jpg|avif))$/

/** Answers everything below /media/; other paths go on. */
export function mediaRoutes(store: Store): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/media/')) return next()
    const [, , name = '', hash = '', extension = ''] = pathPattern.exec(ctx.path) ?? []
    if (!name || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) throw noSuchFile()

    const file = await store.open(name)
    if (!file) throw noSuchFile()
    ctx.status = 200
    ctx.set({
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      ETag: `"${hash}"`,
    })
    ctx.type = types[extension] ?? 'application/octet-stream'
    ctx.length = file.bytes
    if (ctx.fresh || ctx.method === 'HEAD') {
      file.stream.destroy()
      if (ctx.fresh) ctx.status = 304
      return
    }
    ctx.body = file.stream
    ctx.length = file.bytes
  }
}

function noSuchFile(): AppError {
  return new AppError('not_found', 'There is no such picture.')
}
