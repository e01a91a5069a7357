// The built interface from memory: its files as the build has compressed them, and its one page for every address that the interface knows.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { Context as HttpContext, Middleware } from 'koa'
import { isDatabaseAway } from '../errors.ts'
import { currentLanguage } from '../language/language.ts'
import { pathIn } from '../language/spoken.ts'
import { asFile } from './guards.ts'
import { manifestHere } from './manifest.ts'
import { readTemplate, type DrawPage, type Drawn, type Fill } from './template.ts'

interface StaticFile {
  type: string
  etag: string
  identity: Buffer
  br?: Buffer
  gzip?: Buffer
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}
/** What the interface has a screen for. */
const knownPaths =
  /^\/(|images(\/.*)?|people(\/[^/]+(\/(activity|followers|following))?)?|popular|search|api|settings(\/(account|security|notifications|people|data))?|administration(\/(people|record|entrance|jobs|health))?|bookmarklet|notifications|unsubscribe|forgot-password|reset-password|confirm-email|sign-in|sign-up(\/finish)?)$/
/** What their addresses hold is nobody else's business. */
const secretPaths = /^\/(reset-password|confirm-email|unsubscribe)$/

/** What anybody may look at, and so search engines too. */
const publicPaths = /^\/(|images(\/(?!new$).*)?|people(\/.*)?|popular|api|bookmarklet)$/

/**
 * @param folder where the build has put it; empty or absent, every page is not found
 * @param draw what an address shows before the interface is there
 */
export async function loadPages(folder: string, draw: DrawPage = async () => undefined): Promise<Middleware> {
  const files = existsSync(folder) ? await loadFiles(folder) : new Map<string, StaticFile>()
  const page = files.get('/index.html')
  const fill = page && (await readTemplate(folder, page.identity.toString()))
  const allow = allowInline(page?.identity.toString() ?? '')

  return async (http, next) => {
    if (http.method !== 'GET' && http.method !== 'HEAD') return next()
    const file = files.get(http.path)
    if (file && file !== page) {
      if (/^\/(assets|icons)\//.test(http.path)) asFile(http)
      if (http.path === manifest) return sendManifest(http, file)
      return send(http, file, cacheControlOf(http.path))
    }
    const isPage = !/^\/(api|media|socket\.io|assets)\//.test(http.path) && http.accepts('html') === 'html'
    if (!page || !fill || !isPage) return next()
    const [, bare] = /^((?:\/[^/\\]+)+)\/+$/.exec(http.path) ?? []
    if (bare) {
      http.status = 308
      http.redirect(pathIn(http.state.addressed, bare) + http.search)
      return
    }
    const isSecret = secretPaths.test(http.path)
    if (isSecret) http.set('Referrer-Policy', 'no-referrer')
    if (!publicPaths.test(http.path)) http.set('X-Robots-Tag', 'noindex')
    allow(http)
    const drawn = isSecret ? undefined : await draw(http).catch(withoutDatabase)
    sendDrawn(http, drawn ?? nothingDrawn, fill)
    http.vary('Cookie')
    http.vary('Accept-Language')
    http.set('Content-Language', currentLanguage())
    // The interface says it in words; machines read the status.
    if (drawn === nothingNow) {
      http.status = 503
      http.set('Retry-After', '5')
    } else if (http.state.missing || drawn?.status === 404 || !knownPaths.test(http.path)) http.status = 404
  }
}

/** Only its element, which asks for everything. */
const nothingDrawn: Drawn = {
  status: 200,
  head: undefined,
  body: '',
  data: '{}',
  cursor: undefined,
  personal: false,
  module: undefined,
}

/** The same while the database is away, for the interface says so and tries again; to be asked for anew by everybody. */
const nothingNow: Drawn = { ...nothingDrawn, personal: true }

function withoutDatabase(error: unknown): Drawn {
  if (isDatabaseAway(error)) return nothingNow
  throw error
}

/** Lets the page have what the build has written into it, and nothing else of its kind. */
function allowInline(page: string): (http: HttpContext) => void {
  const hashes = { script: '', style: '' }
  for (const [, kind, text] of page.matchAll(/<(script|style)>([^]*?)<\/\1>/g))
    hashes[kind as 'script' | 'style'] += ` 'sha256-${createHash('sha256').update(text!).digest('base64')}'`
  const policy = 'Content-Security-Policy'
  return http => {
    const directive = /(script|style)-src 'self'/g
    const allowed = String(http.response.get(policy) ?? '').replace(
      directive,
      (all, kind: 'script' | 'style') => all + hashes[kind],
    )
    if (allowed) http.set(policy, allowed)
  }
}

function sendDrawn(http: HttpContext, drawn: Drawn, fill: Fill): void {
  const { key, page } = fill(drawn)
  http.type = 'html'
  http.status = 200
  http.vary('Accept-Encoding')
  http.vary('Authorization')
  if (drawn.personal) http.set('Cache-Control', 'private, no-store')
  else {
    // Weak: the same page may come with another place to go on from, and in another encoding.
    http.set({
      'Cache-Control': 'no-cache',
      ETag: `W/"${createHash('sha256').update(key).digest('base64url').slice(0, 22)}"`,
    })
    if (drawn.status === 200 && http.fresh) {
      http.status = 304
      return
    }
  }
  const encoding = http.acceptsEncodings('br', 'gzip', 'identity')
  if (encoding !== 'br' && encoding !== 'gzip') {
    http.body = page
    return
  }
  http.set('Content-Encoding', encoding)
  // As fast as the reader reads, and made for this one answer: what is worth more time is compressed by the build.
  const bytes = Buffer.from(page)
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants
  const brotli = { [BROTLI_PARAM_QUALITY]: 5, [BROTLI_PARAM_SIZE_HINT]: bytes.length }
  const compress = encoding === 'br' ? createBrotliCompress({ params: brotli }) : createGzip({ level: 6 })
  http.body = http.method === 'HEAD' ? '' : Readable.from([bytes]).pipe(compress)
  if (http.method === 'HEAD') http.remove('Content-Length')
}

const manifest = '/manifest.webmanifest'

/** Browsers ask for it without cookies. */
function sendManifest(http: HttpContext, file: StaticFile): void {
  http.set({ 'Cache-Control': cacheControlOf(manifest), Vary: 'Accept-Language, Cookie' })
  http.type = file.type
  http.body = manifestHere(file.identity.toString())
}

function cacheControlOf(path: string): string {
  // The names of assets contain their hash.
  if (path.startsWith('/assets/')) return 'public, max-age=31536000, immutable'
  // The service worker stays in charge of a browser until another one is found here.
  return path === '/service-worker.js' ? 'no-cache' : 'public, max-age=3600'
}

function send(http: HttpContext, file: StaticFile, cacheControl: string): void {
  http.set({ 'Cache-Control': cacheControl, ETag: file.etag, Vary: 'Accept-Encoding' })
  http.type = file.type
  http.status = 200
  if (http.fresh) {
    http.status = 304
    return
  }
  const encoding = http.acceptsEncodings('br', 'gzip', 'identity')
  const compressed = encoding === 'br' ? file.br : encoding === 'gzip' ? file.gzip : undefined
  if (compressed) http.set('Content-Encoding', encoding as string)
  http.body = compressed ?? file.identity
}

async function loadFiles(folder: string): Promise<Map<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = new Set(entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name)))
  // What the build says of itself is for nodes alone.
  const files = [...paths].filter(path => !/\.(br|gz)$/.test(path) && !relative(folder, path).startsWith('.'))
  const loaded = await Promise.all(
    files.map(async path => {
      const name = `/${relative(folder, path).split(sep).join('/')}`
      return [name, await loadFile(path)] as const
    }),
  )
  return new Map(loaded)
}

async function loadFile(path: string): Promise<StaticFile> {
  const identity = await readFile(path)
  const type = types[extname(path)] ?? 'application/octet-stream'
  const etag = `"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`
  const [br, gzip] = await Promise.all([readIfThere(`${path}.br`), readIfThere(`${path}.gz`)])
  return { type, etag, identity, br, gzip }
}

const readIfThere = (path: string) => (existsSync(path) ? readFile(path) : undefined)
