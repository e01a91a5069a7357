// What goes into a copy, in pieces that memory does not notice: the pictures first, then the lists of them and of the rest.
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Context } from '../context.ts'
import { translated } from '../language/translated.ts'
import { namesOf } from '../media/originals.ts'
import { servedName } from '../media/store.ts'
import type { Archive } from './archive.ts'
import { createPart } from './part.ts'
import { pageEnd, pageHead, pageImage } from './page.ts'
import { findOwnFacts, lists, listOwnImages, listRows, type OwnImage } from './queries-content.ts'

/** Rows that are in memory at once. */
const some = 200

interface Filling {
  accountId: string
  /** For what grows while it is filled. */
  folder: string
  /** Told after each picture how many there are; by throwing it ends the work. */
  progress(done: number): Promise<void>
}

/** In the language that is spoken. */
export async function fillArchive(
  ctx: Context,
  archive: Archive,
  { accountId, folder, progress }: Filling,
): Promise<void> {
  const now = new Date()
  const add = (path: string, stream: Readable) => archive.add(path, stream, { at: now, compress: true })
  const own = await findOwnFacts(ctx.db, accountId)
  const [page, list] = [await createPart(folder), await createPart(folder)]
  try {
    await page.write(pageHead(own.name, own.username, ctx.config.publicUrl.host, now.toISOString().slice(0, 10)))
    await list.write('[')
    let done = 0
    for await (const image of imagesOf(ctx, accountId)) {
      const file = await addPicture(ctx, archive, image)
      const entry = describe(ctx, image, file)
      await page.write(pageImage({ ...translated(image), file, savedAt: entry.savedAt }))
      await list.write(`${done === 0 ? '' : ','}\n${JSON.stringify(entry, null, 2)}`)
      await progress(++done)
    }
    await list.write('\n]\n')
    const files = ['account.json', 'images.json', ...names.map(name => `${name}.json`)]
    await page.write(pageEnd(files))
    await add('README.html', await page.read())
    await add('account.json', Readable.from([`${JSON.stringify(own.facts, null, 2)}\n`]))
    await add('images.json', await list.read())
    for (const name of names) await add(`${name}.json`, Readable.from(listed(ctx, name, accountId)))
    if (own.photo) await addPhoto(ctx, archive, own.photo)
  } finally {
    await Promise.all([page.discard(), list.discard()])
  }
}

const names = Object.keys(lists) as (keyof typeof lists)[]

async function* imagesOf(ctx: Context, accountId: string): AsyncGenerator<OwnImage> {
  for (let after = '0'; ;) {
    const images = await listOwnImages(ctx.db, accountId, after, some)
    yield* images
    if (images.length < some) return
    after = images.at(-1)!.id
  }
}

/** @returns its path in the copy; null when the bytes are not there any more */
async function addPicture(ctx: Context, archive: Archive, image: OwnImage): Promise<string | null> {
  for (const name of namesOf(image.hash)) {
    const file = await ctx.media.originals.open(name)
    if (!file) continue
    const ending = name.slice(name.lastIndexOf('.') + 1)
    const path = join('pictures', `${readable(image)}.${ending === 'jpeg' ? 'jpg' : ending}`)
    // Pictures are small already.
    await archive.add(path, file.stream, { at: image.bookmarkedAt, compress: false })
    return path
  }
  ctx.log.warn({ image: image.id }, 'the original of an image is missing in an export')
  return null
}

/** The number keeps two of one title apart; the dates of the files keep their order. */
const readable = ({ slug, id }: OwnImage) => `${slug.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 80) || 'image'}-${id}`

function describe(ctx: Context, image: OwnImage, file: string | null) {
  const {
    id,
    hash,
    slug,
    title,
    description,
    alt,
    translations,
    pageUrl,
    sourceUrl,
    keptFrom,
    width,
    height,
    likes,
    views,
    bookmarkedAt,
    heldUntil,
  } = image
  return {
    id,
    title,
    description,
    alt,
    translations,
    file,
    sha256: hash,
    address: new URL(`/images/${id}/${encodeURIComponent(slug)}`, ctx.config.publicUrl).href,
    page: pageUrl,
    source: sourceUrl,
    keptFrom: keptFrom && new URL(`/images/${keptFrom}`, ctx.config.publicUrl).href,
    width,
    height,
    likes,
    views,
    savedAt: bookmarkedAt.toISOString(),
    heldUntil: heldUntil?.toISOString() ?? null,
  }
}

async function* listed(ctx: Context, name: keyof typeof lists, accountId: string): AsyncGenerator<string> {
  yield '['
  for (let after = '0', first = true; ;) {
    const rows = await listRows(ctx.db, name, accountId, after, some)
    for (const { view } of rows) {
      yield `${first ? '' : ','}\n${JSON.stringify(view, null, 2)}`
      first = false
    }
    if (rows.length < some) break
    after = rows.at(-1)!.key
  }
  yield '\n]\n'
}

async function addPhoto(ctx: Context, archive: Archive, url: string): Promise<void> {
  const name = servedName(url)
  const file = await ctx.media.store.open(name)
  if (!file) return
  await archive.add(`photo.${name.slice(name.lastIndexOf('.') + 1)}`, file.stream, { at: new Date(), compress: false })
}
