import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { createMedia } from '../../server/media/media.ts'
import type { Media } from '../../server/media/media.ts'
import { flatJpeg, flatPng, jpegProfile, pngProfile } from './samples/flat.ts'
import { insertBefore, joinJpeg, joinPng, joinWebp, latin, splitJpeg, splitPng, splitWebp } from './samples/parts.ts'
import { adobeRgb, displayP3, inSrgb, profile } from './samples/profiles.ts'
import type { Primaries } from './samples/profiles.ts'
import { exifWith, markGif, markJpeg, markPng, markWebp, marker } from './samples/seeds.ts'
import { develop, film, photo, plain, silent, sourceBytes } from './support.ts'

// One for all: what is looked at is what comes out, and a decoder takes longer to start than to decode.
let media: Media
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-media-'))
  const config = readConfig({ PUBLIC_URL: 'https://bower.example.org', DATA_DIR: folder, DECODE_AVIF: '1' })
  media = createMedia(config, silent)
})
afterAll(async () => {
  await media.close()
  await rm(folder, { recursive: true })
})

describe('nothing that was written beside the pixels is served:', () => {
  const [width, height] = [900, 600]
  const icc = profile(adobeRgb, 2.2, marker)
  const wide = (text: string) => Buffer.from(text, 'utf16le')
  const script = latin(`<script>alert('${marker}')</script>`)
  const zip = Buffer.concat([latin('PK\x03\x04'), deflateRawSync(script), latin(`${marker}.html`), latin('PK\x05\x06')])
  const motion = Buffer.concat([latin('\0\0\0\x18ftypmp42'), latin(marker)])

  const jpeg = async () => {
    const { segments, rest } = splitJpeg(markJpeg(await photo(width, height).jpeg().toBuffer()))
    return joinJpeg({ segments: [...segments, jpegProfile(icc)], rest })
  }
  const webp = async () => {
    const [first, ...others] = splitWebp(markWebp(await photo(width, height).webp().toBuffer(), width, height))
    const flagged = Buffer.from(first!.data)
    flagged[0] = flagged[0]! | 0x20
    return joinWebp([{ kind: 'VP8X', data: flagged }, { kind: 'ICCP', data: icc }, ...others])
  }
  const withGps = () =>
    photo(width, height).withExif({
      IFD0: { Artist: marker, Copyright: marker },
      IFD2: { UserComment: marker },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1', GPSMapDatum: marker },
    })

  test.each([
    ['JPEG: EXIF, XMP, IPTC, comment, profile, trail', jpeg],
    ['JPEG: places and people', () => withGps().jpeg().toBuffer()],
    ['JPEG with a page behind it', async () => Buffer.concat([await photo(width, height).jpeg().toBuffer(), script])],
    ['JPEG with an archive behind it', async () => Buffer.concat([await photo(width, height).jpeg().toBuffer(), zip])],
    ['JPEG with a film behind it (Motion Photo)', async () => Buffer.concat([await jpeg(), motion])],
    ['PNG: all texts, EXIF, private chunks, trail', async () => markPng(await photo(width, height).png().toBuffer())],
    ['PNG: places and people', () => withGps().png().toBuffer()],
    [
      'PNG: the profile and its name',
      async () => {
        const parts = splitPng(await photo(width, height).png().toBuffer())
        return joinPng(insertBefore(parts, 'IDAT', pngProfile(icc, marker)))
      },
    ],
    ['PNG with an archive behind it', async () => Buffer.concat([await photo(width, height).png().toBuffer(), zip])],
    ['WebP: EXIF, XMP, profile, unknown chunks', webp],
    ['WebP: places and people', () => withGps().webp().toBuffer()],
    ['WebP that moves', async () => markWebp(await film(300, 200, 3).webp().toBuffer(), 300, 200)],
    ['GIF: comment, application, trail', async () => markGif(await photo(300, 200).gif().toBuffer())],
    ['GIF that moves', async () => markGif(await film(300, 200, 3).gif().toBuffer())],
    [
      'AVIF: EXIF and XMP',
      () =>
        withGps()
          .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${marker}</x:xmpmeta>`)
          .resize(90)
          .avif({ effort: 0 })
          .toBuffer(),
    ],
  ])('%s', async (_, make) => {
    const bytes = await make()
    expect(bytes.includes(marker) || (await sharp(bytes).metadata()).icc).toBeTruthy()

    const picture = await develop(media, bytes)
    const portrait = await media.portrait(await media.recall(picture.hash))
    const better = await media.enrich(picture.original)

    for (const { url } of [...picture.sources, portrait, ...better]) {
      const served = await sourceBytes(media, url)
      for (const trace of [marker, 'PLANTED', 'script', wide(marker), wide(marker).swap16()]) {
        expect(served.includes(trace)).toBe(false)
      }
      const { exif, xmp, iptc, icc, comments } = await sharp(served).metadata()
      expect([exif, xmp, iptc, icc, comments]).toEqual(Array(5).fill(undefined))
    }
  })
})

/** Whether a pixel has this colour, as far as lossy files can keep one. */
async function colorAt(url: string, left: number, top: number): Promise<number[]> {
  const region = { left, top, width: 1, height: 1 }
  const bytes = await sourceBytes(media, url)
  return [...(await sharp(bytes).removeAlpha().toColourspace('srgb').extract(region).raw().toBuffer())]
}

function expectClose(found: number[], wanted: number[], tolerance: number) {
  const distance = Math.max(...wanted.map((value, index) => Math.abs(value - (found[index] ?? Infinity))))
  expect(distance, `${found.join()} instead of ${wanted.join()}`).toBeLessThanOrEqual(tolerance)
}

describe('a picture that was taken askew', () => {
  const [red, green, blue, white] = [[254, 0, 0], [0, 255, 1], [0, 0, 254], [255, 255, 255]] // prettier-ignore

  /** Red and green above, blue and white below, as the camera stored it. */
  async function corners() {
    const quarter = (color: string) => plain(40, 20, color).png().toBuffer()
    return plain(80, 40).composite([
      { input: await quarter('#ff0000'), left: 0, top: 0 },
      { input: await quarter('#00ff00'), left: 40, top: 0 },
      { input: await quarter('#0000ff'), left: 0, top: 20 },
      { input: await quarter('#ffffff'), left: 40, top: 20 },
    ])
  }
  const formats = {
    async JPEG(orientation: number) {
      const image = (await corners()).jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
      const { segments, rest } = splitJpeg(await image.toBuffer())
      const exif = { kind: 'e1', data: Buffer.concat([latin('Exif\0\0'), exifWith('A', orientation)]) }
      return joinJpeg({ segments: [exif, ...segments], rest })
    },
    async PNG(orientation: number) {
      const parts = splitPng(await (await corners()).png().toBuffer())
      return joinPng(insertBefore(parts, 'IDAT', { kind: 'eXIf', data: exifWith('A', orientation) }))
    },
    async WebP(orientation: number) {
      const [header, ...others] = splitWebp(
        markWebp(await (await corners()).webp({ lossless: true }).toBuffer(), 80, 40),
      )
      const chunks = others.filter(({ kind }) => kind.startsWith('VP8'))
      return joinWebp([header!, ...chunks, { kind: 'EXIF', data: exifWith('A', orientation) }])
    },
  }
  const turns = [
    [1, 80, 40, red, green, blue],
    [2, 80, 40, green, red, white],
    [3, 80, 40, white, blue, green],
    [4, 80, 40, blue, white, red],
    [5, 40, 80, red, blue, green],
    [6, 40, 80, blue, red, white],
    [7, 40, 80, white, green, blue],
    [8, 40, 80, green, white, red],
  ] as [number, number, number, number[], number[], number[]][]

  test.each(Object.keys(formats) as (keyof typeof formats)[])('by %s is turned in all eight ways', async format => {
    for (const [orientation, width, height, topLeft, topRight, bottomLeft] of turns) {
      const picture = await develop(media, await formats[format](orientation))
      expect([orientation, picture.width, picture.height]).toEqual([orientation, width, height])
      for (const { url, ...size } of picture.sources) {
        expect(size).toMatchObject({ width, height })
        expectClose(await colorAt(url, 8, 8), topLeft, 24)
        expectClose(await colorAt(url, width - 8, 8), topRight, 24)
        expectClose(await colorAt(url, 8, height - 8), bottomLeft, 24)
      }
    }
  })
})

describe('a colour looks as it was meant:', () => {
  async function expectColor(bytes: Buffer, wanted: number[], tolerance = 4): Promise<void> {
    const picture = await develop(media, bytes)
    for (const { url, type } of picture.sources) {
      const found = await colorAt(url, 8, 8)
      expectClose(found, wanted, type === 'image/jpeg' ? tolerance + 2 : tolerance)
    }
    expectClose(
      [1, 3, 5].map(at => parseInt(picture.color.slice(at, at + 2), 16)),
      wanted,
      tolerance,
    )
  }

  const colors: [number, number, number][] = [[200, 60, 60], [90, 160, 90], [30, 60, 200], [128, 128, 128]] // prettier-ignore
  test.each([
    ['Adobe RGB', adobeRgb, 2.2],
    ['Display P3', displayP3, 2.2],
  ] as [string, Primaries, number][])('of the profile %s, by PNG, JPEG and WebP', async (_, primaries, gamma) => {
    const icc = profile(primaries, gamma, 'wide')
    for (const color of colors) {
      const wanted = inSrgb(color, primaries, gamma)
      const png = flatPng(16, 2, 8, color, pngProfile(icc, 'wide'))
      await expectColor(png, wanted)
    }
    const color = colors[1]!
    const { segments, rest } = splitJpeg(
      await plain(16, 16, { r: color[0], g: color[1], b: color[2] }).jpeg({ quality: 100 }).toBuffer(),
    )
    await expectColor(joinJpeg({ segments: [jpegProfile(icc), ...segments], rest }), inSrgb(color, primaries, gamma))
  })

  test.each([
    ['grey', flatPng(16, 0, 8, [77]), [77, 77, 77]],
    ['grey in one bit', flatPng(16, 0, 1, [0xff]), [255, 255, 255]],
    ['grey in 16 bits', flatPng(16, 0, 16, [0x4d, 0x80]), [77, 77, 77]],
    ['grey with transparency', flatPng(16, 4, 8, [77, 255]), [77, 77, 77]],
    ['16 bits', flatPng(16, 2, 16, [200, 0, 60, 0, 60, 0]), [200, 60, 60]],
    ['16 bits with transparency', flatPng(16, 6, 16, [200, 0, 60, 0, 60, 0, 255, 255]), [200, 60, 60]],
    ['a palette', flatPng(16, 3, 8, [1], { kind: 'PLTE', data: Buffer.from([0, 0, 0, 200, 60, 60]) }), [200, 60, 60]],
    [
      'a palette with transparency',
      flatPng(
        16,
        3,
        8,
        [1],
        { kind: 'PLTE', data: Buffer.from([0, 0, 0, 200, 60, 60]) },
        { kind: 'tRNS', data: Buffer.from([0, 255]) },
      ),
      [200, 60, 60],
    ],
  ])('of a PNG with %s', async (_, bytes, wanted) => {
    await expectColor(bytes, wanted)
  })

  // Without a profile there is no one right colour of an ink: white, black and the kind of the colour are certain. That 255 is
  // no ink comes from Adobe's programs; browsers read every such file so.
  test.each([
    ['no ink', flatJpeg(16, [255, 255, 255, 255], 0), [255, 255, 255]],
    ['no ink, brightness apart', flatJpeg(16, [0, 128, 128, 255], 2), [255, 255, 255]],
    ['no ink, without Adobe’s word', flatJpeg(16, [255, 255, 255, 255]), [255, 255, 255]],
    ['all inks', flatJpeg(16, [0, 0, 0, 0], 0), [0, 0, 0]],
    ['cyan', flatJpeg(16, [0, 255, 255, 255], 0), [0, 166, 226]],
    ['magenta', flatJpeg(16, [255, 0, 255, 255], 0), [226, 0, 130]],
    ['yellow', flatJpeg(16, [255, 255, 0, 255], 0), [255, 237, 0]],
    ['cyan, without Adobe’s word', flatJpeg(16, [0, 255, 255, 255]), [0, 166, 226]],
  ])('of a JPEG for print with %s', async (_, bytes, wanted) => {
    await expectColor(bytes, wanted, 30)
  })

  test('of a JPEG in brightness and colour, or in red, green and blue', async () => {
    await expectColor(flatJpeg(16, [128, 128, 128]), [128, 128, 128])
    await expectColor(flatJpeg(16, [200, 60, 60], 0), [200, 60, 60])
    await expectColor(flatJpeg(16, [90]), [90, 90, 90])
  })

  test('of a picture whose profile is broken, as if it had none', async () => {
    for (const icc of [latin('kitten'), profile(adobeRgb, 2.2, 'cut').subarray(0, 200), Buffer.alloc(3000)]) {
      await expectColor(flatPng(16, 2, 8, [200, 60, 60], pngProfile(icc, 'broken')), [200, 60, 60])
    }
  })
})
