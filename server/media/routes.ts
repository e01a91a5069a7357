// GET /media/…: the served files, for installations without nginx in front, or with their pictures in a bucket.
import type { Context, Middleware } from 'koa'
import { AppError } from '../errors.ts'
import { servedTypes, type Range, type Store } from './store.ts'

const pathPattern = /^\/media\/([0-9a-f]{2})\/((\1[0-9a-f]{62})\.(webp|jpg|avif))$/

/** Answers everything below /media/; other paths go on. */
export function mediaRoutes(store: Store): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/media/')) return next()
    const [, , name = '', hash = '', extension = ''] = pathPattern.exec(ctx.path) ?? []
    if (!name || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) throw noSuchFile()

    const etag = `"${hash}"`
    // One question to the storage where the whole file is wanted, which is nearly always.
    const whole = ctx.method === 'GET' && !ctx.get('if-none-match') && !ctx.get('range')
    const file = whole ? await store.open(name) : undefined
    const bytes = whole ? file?.bytes : (await store.stat(name))?.bytes
    if (bytes === undefined) throw noSuchFile()
    ctx.status = 200
    ctx.set({
      'Accept-Ranges': 'bytes',
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      ETag: etag,
    })
    ctx.type = servedTypes[extension] ?? 'application/octet-stream'
    ctx.length = bytes
    if (ctx.fresh) ctx.status = 304
    else if (file) send(ctx, file)
    else if (ctx.method === 'GET') await sendRange(ctx, store, name, rangeOf(ctx, bytes, etag), bytes)
  }
}

function send(ctx: Context, { stream, bytes }: NonNullable<Awaited<ReturnType<Store['open']>>>): void {
  ctx.body = stream
  ctx.length = bytes
}

async function sendRange(
  ctx: Context,
  store: Store,
  name: string,
  range: Range | 'none' | undefined,
  all: number,
): Promise<void> {
  if (range === 'none') {
    ctx.set('Content-Range', `bytes */${all}`)
    ctx.status = 416
    ctx.body = ''
    return
  }
  const file = await store.open(name, range)
  if (!file) throw noSuchFile()
  if (range) {
    ctx.status = 206
    ctx.set('Content-Range', `bytes ${range.start}-${range.end}/${all}`)
  }
  send(ctx, file)
}

/** RFC 9110, 14: one range of bytes; several, or what is no range, get the whole file. `none`: it lies behind the end. */
function rangeOf(ctx: Context, all: number, etag: string): Range | 'none' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(ctx.get('range')) ?? []
  const condition = ctx.get('if-range')
  if ((!first && !last) || (condition && condition !== etag)) return undefined
  const start = first ? Number(first) : Math.max(0, all - Number(last))
  const end = first && last ? Math.min(Number(last), all - 1) : all - 1
  if (first && last && Number(last) < Number(first)) return undefined
  return start < all ? { start, end } : 'none'
}

function noSuchFile(): AppError {
  return new AppError('not_found', 'There is no such picture.')
}
