// Sitemaps (https://www.sitemaps.org, with Google's extension for images): what visitors may see, and nothing of anybody else.
import type { Context } from '../context.ts'
import { escapeHtml } from './html.ts'
import { findEnds, listPublicImages, listPublicPeople } from './queries.ts'
import { pathOfImage, pathOfPerson } from './tiles.ts'

export type SitemapKind = 'images' | 'people'

/** Numbers in one page, and so at most as many addresses. */
const span = 5_000n
/** Rows of one statement. */
const step = 500

const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

/** The addresses of the pages; a page keeps its address while the instance grows. */
export async function listSitemaps(ctx: Context): Promise<string> {
  const ends = await findEnds(ctx.db)
  const pages = (kind: SitemapKind, end: string) =>
    Array.from({ length: Number((BigInt(end) + span - 1n) / span) }, (_, index) => `/sitemap/${kind}-${index}.xml`)
  const paths = [...pages('images', ends.image), ...pages('people', ends.account)]
  const entries = paths.map(path => `<sitemap><loc>${addressOf(ctx, path)}</loc></sitemap>\n`)
  return `${head}<sitemapindex ${namespace}>\n${entries.join('')}</sitemapindex>\n`
}

/** One page, piece by piece. @param index from 0 */
export async function* writeSitemap(ctx: Context, kind: SitemapKind, index: number): AsyncGenerator<string> {
  yield `${head}<urlset ${namespace} xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n`
  let after = BigInt(index) * span
  const upTo = String(after + span)
  for (;;) {
    const range = { after: String(after), upTo, limit: step }
    const entries = kind === 'images' ? await imagesIn(ctx, range) : await peopleIn(ctx, range)
    yield entries.map(entry => entry.xml).join('')
    if (entries.length < step) break
    after = BigInt(entries.at(-1)!.id)
  }
  yield '</urlset>\n'
}

type Range = Parameters<typeof listPublicImages>[1]

async function imagesIn(ctx: Context, range: Range) {
  return (await listPublicImages(ctx.db, range)).map(({ id, slug, picture, at }) => ({
    id,
    xml: entry(
      addressOf(ctx, pathOfImage({ id, slug })),
      at,
      `<image:image><image:loc>${addressOf(ctx, picture)}</image:loc></image:image>`,
    ),
  }))
}

async function peopleIn(ctx: Context, range: Range) {
  return (await listPublicPeople(ctx.db, range)).map(({ id, username, at }) => ({
    id,
    xml: entry(addressOf(ctx, pathOfPerson({ username })), at),
  }))
}

const entry = (address: string, at: string, more = '') =>
  `<url><loc>${address}</loc><lastmod>${at}</lastmod>${more}</url>\n`

const addressOf = (ctx: Context, path: string) => escapeHtml(`${ctx.config.publicUrl.origin}${path}`)
