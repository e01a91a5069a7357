// Addresses as pages write them.

/** What the server takes. */
const LONGEST = 2_000

/** Whole, without its fragment; '' when it cannot be that of a picture. */
export function toAddress(written: string | null | undefined, base: string): string {
  if (!written || /[{}<>]|^\s*(#|javascript:)/i.test(written)) return ''
  try {
    const url = new URL(written.trim(), base)
    if (/^(data|blob):/.test(url.protocol)) return /^(blob:|data:image\/)/i.test(url.href) ? url.href : ''
    url.hash = ''
    return /^https?:$/.test(url.protocol) && url.href.length <= LONGEST ? url.href : ''
  } catch {
    return ''
  }
}

export const isData = (url: string): boolean => /^data:/i.test(url)

export const isBlob = (url: string): boolean => /^blob:/i.test(url)

/** Drawings of lines and text; the server keeps pictures made of pixels. */
export const isVector = (url: string): boolean => /^data:image\/svg|^https?:[^?]*\.svgz?(\?|$)/i.test(url)

export const isAvif = (url: string): boolean => /^data:image\/avif|^https?:[^?]*\.avif(\?|$)/i.test(url)

export const namesPicture = (url: string): boolean =>
  /^https?:\/\/[^/]+\/[^?]*\.(jpe?g|png|webp|gif|avif)(\?|$)/i.test(url)

/** Where an answer comes from, as far as a content security policy tells them apart. */
export function originOf(url: string): string {
  // Whole addresses only: this is asked thousands of times.
  return /^(data|blob):|^https?:\/\/[^/]+/.exec(url)?.[0] ?? ''
}

/** The last part of its path, as a person may know it. */
export function fileNameOf(url: string): string {
  if (isData(url) || isBlob(url)) return ''
  const { pathname, host } = new URL(url)
  const name = pathname.slice(pathname.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(name) || host
  } catch {
    return name
  }
}
