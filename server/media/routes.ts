// GET /media/…: the served files, to whoever may see them. Where nginx stands in front, it sends them from the disk at our word.
import { msg } from '@lit/localize'
import type { Context, Middleware } from 'koa'
import { AppError } from '../errors.ts'
import { asFile } from '../http/guards.ts'
import { servedTypes, type Range, type Store } from './store.ts'

const pathPattern = /^\/media\/([0-9a-f]{2})\/((\1[0-9a-f]{62})\.(webp|jpg|avif))$/

/** Whom a served file may be shown to: everybody, or whoever asks and a few others; undefined when not to them. */
export type MayShow = (url: string, ctx: Context) => Promise<'everybody' | 'some' | undefined>

interface Options {
  mayShow: MayShow
  /**
   * Whether a proxy that we trust stands in front, and the files lie on a disk: nginx then says with `X-Accel-Files` that it can send
   * them itself.
   */
  handsOver: boolean
}

/** Answers everything below /media/; other paths go on. */
export function mediaRoutes(store: Store, { mayShow, handsOver }: Options): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/media/')) return next()
    const [, , name = '', hash = '', extension = ''] = pathPattern.exec(ctx.path) ?? []
    if (!name || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) throw noSuchFile()

    const shown = await mayShow(ctx.path, ctx)
    if (!shown) throw noSuchFile()
    const handed = handsOver && ctx.get('x-accel-files') === 'on'
    const etag = `"${hash}"`
    // One question to the storage where the whole file is wanted, which is nearly always.
    const whole = !handed && ctx.method === 'GET' && !ctx.get('if-none-match') && !ctx.get('range')
    const file = whole ? await store.open(name) : undefined
    const bytes = whole ? file?.bytes : (await store.stat(name))?.bytes
    if (bytes === undefined) throw noSuchFile()
    ctx.status = 200
    asFile(ctx)
    ctx.set({
      'Accept-Ranges': 'bytes',
      // Its bytes never change, but who may see it does: what is not for everybody is asked for each time.
      'Cache-Control': shown === 'everybody' ? 'public, max-age=31536000, immutable' : 'private, no-cache',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      ETag: etag,
    })
    ctx.type = servedTypes[extension] ?? 'application/octet-stream'
    // A cache in between must not keep one answer for the other.
    if (handsOver) ctx.vary('X-Accel-Files')
    if (handed) {
      ctx.set('X-Accel-Redirect', `/checked${ctx.path}`)
      // Whether it has changed, and which part is wanted, is nginx's to judge.
      ctx.remove('ETag')
      ctx.body = ''
      return
    }
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
  return new AppError('not_found', msg('There is no such picture.'))
}
