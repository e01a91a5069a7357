// oEmbed 1.0 (https://oembed.com): how other sites show an image of ours beside a link to it.
import { msg } from '@lit/localize'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { getImage } from '../images/images.ts'
import { splitLanguage } from '../language/spoken.ts'
import type { ImageSource } from '../views.ts'
import { pathOfImage, pathOfPerson } from './tiles.ts'

export interface OembedPhoto {
  version: '1.0'
  type: 'photo'
  title: string
  author_name: string
  author_url: string
  provider_name: 'Bowerbird'
  provider_url: string
  /** Seconds. */
  cache_age: number
  /** Not of the specification; read by some all the same. */
  web_page: string
  url: string
  width: number
  height: number
  thumbnail_url: string
  thumbnail_width: number
  thumbnail_height: number
}

interface Box {
  maxwidth: number
  maxheight: number
}

/** As visitors may see it, whoever asks. @throws {AppError} `not_found` for what is no image of ours, or not for everybody */
export async function embedImage(ctx: Context, address: string, box: Box): Promise<OembedPhoto> {
  const { origin } = ctx.config.publicUrl
  const url = URL.canParse(address) ? new URL(address) : undefined
  const id =
    url?.origin === origin
      ? /^\/images\/(\d{1,18})(?:\/[^/]*)?$/.exec(splitLanguage(url.pathname)?.path ?? url.pathname)?.[1]
      : undefined
  if (!id) throw new AppError('not_found', msg('This is not the address of an image here.'))
  const image = await getImage(ctx, id, null)
  const sources = image.sources.filter(source => source.type !== 'image/avif' && !source.still)
  const whole = fit(sources, box)
  const small = fit(sources, { maxwidth: Math.min(box.maxwidth, 400), maxheight: Math.min(box.maxheight, 400) })
  return {
    version: '1.0',
    type: 'photo',
    title: image.title,
    author_name: image.by.name,
    author_url: origin + pathOfPerson(image.by),
    provider_name: 'Bowerbird',
    provider_url: origin,
    // What is taken back, or made private, shall not be shown for long.
    cache_age: 600,
    web_page: origin + pathOfImage(image),
    url: origin + whole.url,
    width: whole.width,
    height: whole.height,
    thumbnail_url: origin + small.url,
    thumbnail_width: small.width,
    thumbnail_height: small.height,
  }
}

/** The JPEG, which everything reads; else the largest that fits, or the smallest, shown smaller than it is. */
function fit(sources: ImageSource[], { maxwidth, maxheight }: Box): Pick<ImageSource, 'url' | 'width' | 'height'> {
  const bySize = sources.toSorted((one, other) => one.width - other.width)
  const fits = ({ width, height }: ImageSource) => width <= maxwidth && height <= maxheight
  const fitting = sources.findLast(source => source.type === 'image/jpeg' && fits(source)) ?? bySize.findLast(fits)
  if (fitting) return fitting
  const { url, width, height } = bySize[0]!
  const scale = Math.min(maxwidth / width, maxheight / height)
  return { url, width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) }
}
