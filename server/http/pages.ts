// The built interface from memory: its files as the build has compressed them, and its one page for every address that the interface knows.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import type { Context as HttpContext, Middleware } from 'koa'

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
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}
/** What the interface has a screen for. */
const knownPaths =
  /^\/(|images(\/.*)?|people(\/[^/]+(\/(activity|followers|following))?)?|api|settings(\/(account|security|notifications|people|data))?|administration(\/(people|record|entrance|jobs|health))?|bookmarklet|notifications|unsubscribe|forgot-password|reset-password|confirm-email|sign-in|sign-up(\/finish)?)$/
/** What their addresses hold is nobody else's business. */
const secretPaths = /^\/(reset-password|confirm-email|unsubscribe)$/

/** @param folder where the build has put it; empty or absent, every page is not found */
export async function loadPages(folder: string): Promise<Middleware> {
  const files = existsSync(folder) ? await loadFiles(folder) : new Map<string, StaticFile>()
  const page = files.get('/index.html')

  return async (http, next) => {
    if (http.method !== 'GET' && http.method !== 'HEAD') return next()
    const file = files.get(http.path)
    if (file && file !== page) {
      return send(http, file, cacheControlOf(http.path))
    }
    const isPage = !/^\/(api|media|socket\.io|assets)\//.test(http.path) && http.accepts('html') === 'html'
    if (!page || !isPage) return next()
    const [, bare] = /^((?:\/[^/\\]+)+)\/+$/.exec(http.path) ?? []
    if (bare) {
      http.status = 308
      http.redirect(bare + http.search)
      return
    }
    send(http, page, 'no-cache')
    if (secretPaths.test(http.path)) http.set('Referrer-Policy', 'no-referrer')
    // The interface says it in words; machines read the status.
    if (http.state.missing || !knownPaths.test(http.path)) http.status = 404
  }
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
  const files = [...paths].filter(path => !/\.(br|gz)$/.test(path))
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
