// What bytes are, by what they begin with: never by a name or a Content-Type.
import { msg } from '@lit/localize'
import { AppError } from '../errors.ts'

export type Format = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif'

/** How much of a file `recognise` wants to see. */
export const headBytes = 1024

const other = () => msg('That is not a picture that can be read here; use JPEG, PNG, WebP or GIF.')
const video = () => msg('That is a video, not a picture; use JPEG, PNG, WebP or GIF.')
const raw = () => msg('Raw camera files cannot be read here; export it as JPEG.')
const archive = () => msg('That is an archive, not a picture; unpack it first.')

/** Formats that are known but not decoded: how they begin, and what to do instead. */
const signatures: [string[], () => string][] = [
  // Before TIFF, whose beginning some of them share.
  [['II*\0\x10\0\0\0CR', 'IIRO', 'IIRS', 'MMOR', 'IIU\0', 'FUJIFILMCCD-RAW', '\0MRM', 'FOVb'], raw],
  [['%PDF-'], () => msg('PDF cannot be read here; save the page you want as PNG.')],
  [
    ['II*\0', 'II+\0', 'MM\0*', 'MM\0+'],
    () => msg('TIFF and raw camera files cannot be read here; export it as JPEG or PNG.'),
  ],
  [['BM'], () => msg('BMP cannot be read here; save it as PNG.')],
  [['\0\0\x01\0', '\0\0\x02\0'], () => msg('Icon files cannot be read here; save it as PNG.')],
  [['8BPS'], () => msg('Photoshop files cannot be read here; export it as JPEG or PNG.')],
  [['\xff\x0a', '\0\0\0\x0cJXL '], () => msg('JPEG XL cannot be read here; export it as JPEG or PNG.')],
  [['\xff\x4f\xff\x51', '\0\0\0\x0cjP '], () => msg('JPEG 2000 cannot be read here; export it as JPEG or PNG.')],
  [['II\xbc'], () => msg('JPEG XR cannot be read here; export it as JPEG or PNG.')],
  [['%!PS', '\xc5\xd0\xd3\xc6'], () => msg('PostScript cannot be read here; save it as PNG.')],
  [['gimp xcf'], () => msg('GIMP files cannot be read here; export it as PNG or JPEG.')],
  [['PK\x03\x04', '7z\xbc\xaf', 'Rar!', '\x1f\x8b'], archive],
  [['\0\x05\x16\x07', '\0\0\0\x01Bud1'], () => msg('That is a hidden file of macOS, not a picture. Leave it out.')],
  [['\x1aE\xdf\xa3', 'OggS', 'FLV\x01', '\0\0\x01\xba', '\0\0\x01\xb3', '0&\xb2u'], video],
]

/** The same for text, which may begin with a byte order mark, white space, a declaration and comments. */
const markups: [RegExp, () => string][] = [
  [
    /^(<\?xml[^]*|<!--[^]*|<!DOCTYPE svg[^]*)?<(svg:)?svg[\s>]/i,
    () => msg('SVG cannot be read here; export it as PNG.'),
  ],
  [/^(<\?xml[^]*|<!--[^]*)?<!DOCTYPE svg/i, () => msg('SVG cannot be read here; export it as PNG.')],
  [
    /^(<\?xml[^]*)?<(!DOCTYPE html|html|head|body|script|meta|title|!--)/i,
    () => msg('That is a web page, not a picture.'),
  ],
]

/**
 * The format of a file that begins so.
 * @throws {AppError} unsupported or invalid, with a sentence that says what to do.
 */
export function recognise(head: Uint8Array, decodeAvif: boolean): Format {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, headBytes)).toString('latin1')
  if (text === '') throw new AppError('invalid', msg('That file is empty.'))
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (/^GIF8[79]a/.test(text)) return 'gif'
  if (/^RIFF[^]{4}WEBP/.test(text)) return 'webp'
  if (text.startsWith('ftyp', 4)) return recogniseBox(text, decodeAvif)
  if (/^RIFF[^]{4}AVI |^[^]{4}(moov|mdat|wide|pnot)/.test(text)) throw new AppError('unsupported', video())
  const markup = text.replace(/^(\xef\xbb\xbf)?\s*/, '')
  const [, refusal = other] =
    signatures.find(([beginnings]) => beginnings.some(beginning => text.startsWith(beginning))) ??
    markups.find(([pattern]) => pattern.test(markup)) ??
    []
  throw new AppError('unsupported', refusal())
}

/** ISO base media files: one container for AVIF, HEIC and films, told apart by the brands that they list. */
function recogniseBox(text: string, decodeAvif: boolean): Format {
  const length = Buffer.from(text.slice(0, 4), 'latin1').readUInt32BE()
  const brands: string[] = text.slice(8, length).match(/[^]{4}/g) ?? []
  if (brands.some(brand => brand === 'avif' || brand === 'avis')) {
    if (decodeAvif) return 'avif'
    throw new AppError('unsupported', msg('AVIF cannot be read here; export it as JPEG, PNG or WebP.'))
  }
  if (brands.some(brand => /^(hei[cxms]|hev[cxms]|mif1|msf1)$/.test(brand))) {
    throw new AppError('unsupported', msg('HEIC cannot be read here; export it as JPEG.'))
  }
  throw new AppError('unsupported', brands.includes('crx ') ? raw() : video())
}
