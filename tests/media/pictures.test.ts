import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { Media, Picture } from '../../server/media/media.ts'
import { develop, film, photo, plain, sourceBytes, startMedia } from './support.ts'

const webps = (picture: Picture) => picture.sources.filter(source => source.type === 'image/webp')
const moving = (picture: Picture) => webps(picture).filter(source => !source.still)
const stills = (picture: Picture) => webps(picture).filter(source => source.still)

/** The colour of one pixel of a source, each channel rounded to the nearest quarter. */
async function colorAt(media: Media, url: string, left: number, top: number): Promise<number[]> {
  const pixel = await sharp(await sourceBytes(media, url))
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer()
  return [...pixel].map(value => Math.round(value / 64) * 64)
}

describe('a picture', () => {
  test('becomes WebP of rising width and a JPEG, each as large as it says', async () => {
    const { media } = await startMedia()
    const picture = await develop(media, await photo(2000, 1500).jpeg().toBuffer())
    expect(picture).toMatchObject({ width: 2000, height: 1500, animated: false })
    expect(picture.sources.map(({ type, width, height }) => [type, width, height])).toEqual([
      ['image/webp', 360, 270],
      ['image/webp', 720, 540],
      ['image/webp', 1440, 1080],
      ['image/jpeg', 720, 540],
    ])
    for (const { url, type, width, height } of picture.sources) {
      const found = await sharp(await sourceBytes(media, url)).metadata()
      expect(found).toMatchObject({
        width,
        height,
        format: type.slice('image/'.length),
        isProgressive: type === 'image/jpeg',
      })
    }
  })

  test.each([
    [200, 100, [200], 200],
    [360, 240, [360], 360],
    [500, 400, [360, 500], 360],
    [720, 400, [360, 720], 720],
    [800, 400, [360, 720, 800], 720],
    [1440, 900, [360, 720, 1440], 720],
    [1441, 900, [360, 720, 1440], 720],
  ])('of %i × %i is never enlarged', async (width, height, widths, jpegWidth) => {
    const { media } = await startMedia()
    const picture = await develop(media, await plain(width, height).png().toBuffer())
    expect(webps(picture).map(source => source.width)).toEqual(widths)
    expect(picture.sources.at(-1)).toMatchObject({
      type: 'image/jpeg',
      width: Math.max(jpegWidth, width <= 720 ? width : 0),
    })
  })

  test.each([
    ['very tall', 800, 30_000, 437, 16_383],
    ['a panorama', 20_000, 200, 1440, 14],
    ['one pixel wide', 1, 30_000, 1, 16_383],
    ['one pixel high', 30_000, 1, 1440, 1],
    ['one pixel', 1, 1, 1, 1],
  ])('that is %s fits into its files', async (_, width, height, largestWidth, largestHeight) => {
    const { media } = await startMedia()
    const picture = await develop(media, await plain(width, height).png().toBuffer())
    expect(picture).toMatchObject({ width, height, color: '#c04020' })
    expect(webps(picture).at(-1)).toMatchObject({ width: largestWidth, height: largestHeight })
  })

  test.each([
    ['JPEG', () => photo(64, 48).jpeg()],
    ['progressive JPEG', () => photo(64, 48).jpeg({ progressive: true })],
    ['JPEG for print (CMYK)', () => photo(64, 48).toColourspace('cmyk').jpeg()],
    ['grey JPEG', () => photo(64, 48).toColourspace('b-w').jpeg()],
    ['PNG', () => photo(64, 48).png()],
    ['PNG with a palette', () => photo(64, 48).png({ palette: true })],
    ['PNG with 16 bits', () => photo(64, 48).toColourspace('rgb16').png()],
    ['interlaced PNG', () => photo(64, 48).png({ progressive: true })],
    ['WebP', () => photo(64, 48).webp()],
    ['lossless WebP', () => photo(64, 48).webp({ lossless: true })],
    ['GIF', () => photo(64, 48).gif()],
  ])('may be %s', async (_, encode) => {
    const { media } = await startMedia()
    const picture = await develop(media, await encode().toBuffer())
    expect(picture).toMatchObject({ width: 64, height: 48, animated: false })
    const decoded = await sharp(await sourceBytes(media, picture.sources[0]?.url ?? '')).metadata()
    expect(decoded).toMatchObject({ format: 'webp', space: 'srgb', channels: 3 })
  })

  test('may be AVIF where the administrator wants it', async () => {
    const { media } = await startMedia({ decodeAvif: true })
    const picture = await develop(media, await photo(64, 48).avif({ effort: 0 }).toBuffer())
    expect(picture).toMatchObject({ width: 64, height: 48 })
  })

  test('keeps its transparency in WebP and lies on white in JPEG', async () => {
    const { media } = await startMedia()
    const half = await plain(64, 48, { r: 255, g: 0, b: 0, alpha: 0.5 }, 4).png().toBuffer()
    const picture = await develop(media, half)
    expect(await colorAt(media, picture.sources[0]?.url ?? '', 32, 24)).toEqual([256, 0, 0, 128])
    expect(await colorAt(media, picture.sources[1]?.url ?? '', 32, 24)).toEqual([256, 128, 128])
  })

  test('has a placeholder, a colour and a hash of its looks', async () => {
    const { media } = await startMedia()
    const large = await develop(media, await photo(1200, 800).jpeg().toBuffer())
    const small = await develop(media, await photo(1200, 800).resize(600).webp({ quality: 60 }).toBuffer())
    const other = await develop(media, await photo(1200, 800).flop().jpeg().toBuffer())
    expect(Buffer.from(large.placeholder, 'base64').length).toBeLessThan(30)
    expect(distance(large, small)).toBeLessThanOrEqual(4)
    expect(distance(large, other)).toBeGreaterThan(10)
  })

  test('gets smaller files in a quiet moment: AVIF of the same sizes', async () => {
    const { media, dataDir } = await startMedia()
    const picture = await develop(media, await photo(2000, 1500).jpeg().toBuffer())

    const better = await media.enrich(picture.original)

    expect(better.map(({ type, width, height }) => [type, width, height])).toEqual([
      ['image/avif', 360, 270],
      ['image/avif', 720, 540],
      ['image/avif', 1440, 1080],
    ])
    for (const { url, width, height } of better) {
      expect(await sharp(await sourceBytes(media, url)).metadata()).toMatchObject({ width, height, format: 'heif' })
    }
    expect(await media.originals.has(picture.original)).toBe(true)
    expect(await readdir(join(dataDir, 'incoming'))).toEqual([])
    await expect(media.enrich(`${'0'.repeat(64)}.jpeg`)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is kept twice as one file, and its original beside it out of sight', async () => {
    const { media } = await startMedia()
    const bytes = await photo(300, 200).jpeg().toBuffer()
    const once = await develop(media, bytes)
    expect(await develop(media, bytes)).toEqual(once)
    expect(await media.originals.has(`${once.hash}.jpeg`)).toBe(true)
    expect(await media.store.has(`${once.hash}.jpeg`)).toBe(false)
  })
})

function distance(one: Picture, other: Picture): number {
  let bits = BigInt(`0x${one.perceptualHash}`) ^ BigInt(`0x${other.perceptualHash}`)
  let count = 0
  for (; bits > 0n; bits >>= 1n) count += Number(bits & 1n)
  return count
}

describe('a film', () => {
  test.each([
    ['GIF', () => film(500, 300, 6).gif({ delay: [50, 70, 90, 110, 130, 150], loop: 3 })],
    ['WebP', () => film(500, 300, 6).webp({ delay: [50, 70, 90, 110, 130, 150], loop: 3 })],
  ])('of %s goes on moving at its pace, and stands still in its JPEG', async (_, encode) => {
    const { media } = await startMedia()
    const picture = await develop(media, await encode().toBuffer())
    expect(picture).toMatchObject({ width: 500, height: 300, animated: true })
    expect(picture.sources.map(({ type, width, height, still }) => [type, width, height, still])).toEqual([
      ['image/webp', 360, 216, undefined],
      ['image/webp', 500, 300, undefined],
      ['image/webp', 360, 216, true],
      ['image/webp', 500, 300, true],
      ['image/jpeg', 500, 300, undefined],
    ])
    for (const { url, width, height } of stills(picture)) {
      const found = await sharp(await sourceBytes(media, url)).metadata()
      expect([found.width, found.height, found.pages]).toEqual([width, height, undefined])
      expect(await colorAt(media, url, 9, 9)).toEqual([256, 0, 0])
    }
    for (const { url, width, height } of moving(picture)) {
      const found = await sharp(await sourceBytes(media, url), { animated: true }).metadata()
      expect(found).toMatchObject({ width, pageHeight: height, pages: 6, loop: 3, delay: [50, 70, 90, 110, 130, 150] })
    }
    expect(await colorAt(media, picture.sources.at(-1)?.url ?? '', 9, 9)).toEqual([256, 0, 0])
  })

  test('gets no AVIF, which would stand still', async () => {
    const { media } = await startMedia()
    const { original } = await develop(media, await film(60, 40, 2).gif().toBuffer())
    expect(await media.enrich(original)).toEqual([])
  })

  test.each([
    ['for ever', 0],
    ['once', 1],
    ['five times', 5],
  ])('that plays %s goes on doing so', async (_, loop) => {
    const { media } = await startMedia()
    const picture = await develop(
      media,
      await film(60, 40, 2)
        .gif({ loop, delay: [20, 1000] })
        .toBuffer(),
    )
    const [source] = moving(picture)
    const found = await sharp(await sourceBytes(media, source?.url ?? ''), { animated: true }).metadata()
    expect(found).toMatchObject({ loop, delay: [20, 1000] })
  })

  test('is at most 720 wide', async () => {
    const { media } = await startMedia()
    const picture = await develop(media, await film(1000, 100, 3).gif().toBuffer())
    expect(picture.sources.map(source => source.width)).toEqual([360, 720, 360, 720, 720])
  })

  test('may be very tall', async () => {
    const { media } = await startMedia()
    const picture = await develop(media, await film(100, 17_000, 2).gif({ effort: 1 }).toBuffer())
    expect(picture).toMatchObject({ width: 100, height: 17_000, animated: true })
    expect(moving(picture)).toMatchObject([{ width: 96, height: 16_320 }])
  })
})
