// The text of a web page from its bytes: never more than a megabyte, in the encoding that it is written in.
import type { Readable } from 'node:stream'
import { AppError } from '../errors.ts'
import { headBytes, recognise } from './format.ts'

/** What comes after is not read: what a page says of itself stands at its head. */
export const mostPageBytes = 1024 * 1024

/** An XML file of another kind than a page, told by its root. */
const drawing = /^\s*(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*|<!doctype svg[^>]*>\s*)*<(svg:)?svg[\s>]/i

/**
 * The text of a page, or undefined when the bytes are a picture; of that, no more is read than tells so.
 * @throws {AppError} unsupported, for what is neither.
 */
export async function readPageText(
  body: Readable,
  contentType: string,
  decodeAvif: boolean,
): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let bytes = 0
  let looked = false
  const look = () => {
    looked = true
    return isPicture(Buffer.concat(pieces), decodeAvif)
  }
  for await (const piece of body as AsyncIterable<Buffer>) {
    pieces.push(piece)
    bytes += piece.length
    if (!looked && bytes >= headBytes && look()) return undefined
    if (bytes >= mostPageBytes) break
  }
  if (!looked && bytes > 0 && look()) return undefined
  return decodePage(Buffer.concat(pieces).subarray(0, mostPageBytes), contentType)
}

function isPicture(head: Uint8Array, decodeAvif: boolean): boolean {
  try {
    recognise(head, decodeAvif)
    return true
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const text = Buffer.from(head).toString('latin1', 0, headBytes)
    const isText = beginsWithMark(head) || !head.subarray(0, headBytes).some(isControl)
    if (!isText || drawing.test(text.replace(/^\xef\xbb\xbf/, ''))) throw error
    return false
  }
}

/** White space and the escapes of Japanese encodings are none. */
const isControl = (byte: number) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)

/** The encodings that a byte order mark stands for. */
const marks: [string, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

const markOf = (bytes: Uint8Array) => marks.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))?.[0]
const beginsWithMark = (bytes: Uint8Array) => markOf(bytes) !== undefined

/**
 * Encoding sniffing as in the HTML standard: byte order mark, Content-Type, `<meta>` in the first 1,024 bytes. A page that says
 * nothing is UTF-8 if it can be, else windows-1252.
 */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1')
  const said =
    markOf(bytes) ??
    known(/charset\s*=\s*["']?([\w:.-]{1,40})/i.exec(contentType)?.[1]) ??
    // A declaration that can be read as ASCII is not one of UTF-16, whatever it says.
    known(/<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})/i.exec(head)?.[1])?.replace(/^utf-16.*/, 'utf-8')
  if (said) return new TextDecoder(said).decode(bytes)
  try {
    // As a stream, because the cut may have gone through a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function known(label: string | undefined): string | undefined {
  if (!label) return undefined
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}
