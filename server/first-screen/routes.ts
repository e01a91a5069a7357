// What search engines and other sites ask for beside the pages themselves.
import { msg, str } from '@lit/localize'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import Router from '@koa/router'
import type { Context as HttpContext } from 'koa'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { pathIn, spokenLanguages } from '../language/spoken.ts'
import { escapeHtml } from './html.ts'
import { embedImage } from './oembed.ts'
import { listSitemaps, writeSitemap, type SitemapKind } from './sitemap.ts'

const longestAddress = 2_000
/** Of the sitemap's pages that an index may name. */
const mostPages = 50_000

/** Not worth a visit, or not for strangers; a longer rule counts before a shorter one. */
const closed = [
  ...['/api/', '/administration', '/confirm-email', '/forgot-password', '/images/new', '/notifications', '/oembed'],
  ...['/reset-password', '/search', '/settings', '/sign-in', '/sign-up', '/socket.io/', '/unsubscribe'],
]

export function findingRoutes(ctx: Context): Router {
  const router = new Router()
  const { origin } = ctx.config.publicUrl

  router.get('/oembed', async http => {
    // The one thing that is for the pages of other sites to read: it says what visitors may see, to everybody the same.
    http.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
    http.set('X-Robots-Tag', 'noindex')
    const { searchParams: query } = http.URL
    const format = query.get('format') ?? 'json'
    if (format !== 'json') {
      http.status = 501
      http.body = { error: { code: 'unsupported', message: msg('Only JSON is spoken here: format=json.') } }
      return
    }
    const address = query.get('url') ?? ''
    if (!address || address.length > longestAddress)
      throw new AppError('invalid', msg('Give the address of an image as url.'))
    const box = { maxwidth: lengthOf(query, 'maxwidth'), maxheight: lengthOf(query, 'maxheight') }
    http.set('Cache-Control', 'no-cache')
    http.body = await embedImage(ctx, address, box)
  })

  router.get('/robots.txt', http => {
    http.set('Cache-Control', 'public, max-age=3600')
    http.type = 'text/plain; charset=utf-8'
    const rules = [undefined, ...spokenLanguages]
      .flatMap(language => closed.map(path => `Disallow: ${pathIn(language, path)}\n`))
      .join('')
    http.body = `User-agent: *\n${rules}Allow: /\n\nSitemap: ${origin}/sitemap.xml\n`
  })

  router.get('/opensearch.xml', http => {
    http.set({ 'Cache-Control': 'public, max-age=3600', 'X-Robots-Tag': 'noindex' })
    http.vary(['Accept-Language', 'Cookie'])
    http.type = 'application/opensearchdescription+xml; charset=utf-8'
    http.body = `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>Bowerbird</ShortName>
  <Description>${escapeHtml(msg(str`Images and people on ${ctx.config.publicUrl.host}`))}</Description>
  <InputEncoding>UTF-8</InputEncoding>
  <Image width="192" height="192" type="image/png">${origin}/icons/icon-192.png</Image>
  <Url type="text/html" method="get" template="${origin}/search?q={searchTerms}" />
</OpenSearchDescription>
`
  })

  router.get('/sitemap.xml', async http => {
    sendXml(http, Readable.from([await listSitemaps(ctx)]))
  })

  router.get('/sitemap/:page', async (http, next) => {
    const [, kind, index = ''] = /^(images|people)-(\d{1,5})\.xml$/.exec(http.params.page ?? '') ?? []
    if (!kind || Number(index) >= mostPages) return next()
    sendXml(http, Readable.from(writeSitemap(ctx, kind as SitemapKind, Number(index))))
  })

  return router
}

/** Who is in it may not be there any more a moment later: it is not kept. */
function sendXml(http: HttpContext, text: Readable): void {
  http.set({ 'Cache-Control': 'no-cache', 'X-Robots-Tag': 'noindex' })
  http.vary('Accept-Encoding')
  http.type = 'application/xml; charset=utf-8'
  if (http.method === 'HEAD') {
    text.destroy()
    http.status = 200
    return
  }
  if (http.acceptsEncodings('gzip', 'identity') !== 'gzip') {
    http.body = text
    return
  }
  http.set('Content-Encoding', 'gzip')
  const compress = createGzip()
  // An answer that cannot be gone on with is broken off, never ended as if it were whole.
  text.on('error', error => compress.destroy(error))
  compress.on('close', () => text.destroy())
  http.body = text.pipe(compress)
}

/** @throws {AppError} `invalid` */
function lengthOf(query: URLSearchParams, name: string): number {
  const text = query.get(name)
  if (text === null) return Infinity
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new AppError('invalid', msg(str`${name} is a number of pixels.`))
  return Number(text)
}
