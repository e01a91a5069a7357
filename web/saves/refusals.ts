// What the server would refuse is refused before it is sent, in the server's words.
import { msg, str } from '@lit/localize'
import { AnswerError } from '../answer-error.ts'
import { inDigits } from '../units.ts'

/** As the server has it. */
const MOST_BYTES = 20 * 1024 * 1024

/** Why this file need not be sent; undefined when only the server can tell. */
export async function refusalOf(file: File): Promise<AnswerError | undefined> {
  if (file.size > MOST_BYTES)
    return new AnswerError({
      code: 'too_large',
      message: msg(str`That picture is larger than ${inDigits(20)} MB. Save it smaller and try again.`),
    })
  const message = unreadable(file)
  // Names lie: what begins like a picture that can be read is for the server to judge.
  if (!message || (await beginsReadable(file))) return undefined
  return new AnswerError({ code: 'unsupported', message })
}

export async function refusalsOf(files: File[]): Promise<Map<File, AnswerError>> {
  const looked = await Promise.all(files.map(async file => [file, await refusalOf(file)] as const))
  return new Map(looked.flatMap(([file, refusal]) => (refusal ? [[file, refusal] as const] : [])))
}

function unreadable({ name, type }: File): string {
  const is = (endings: string, types: string) =>
    new RegExp(`\\.(${endings})$`, 'i').test(name) || new RegExp(`^(image|application)/(${types})\\b`, 'i').test(type)
  if (is('heic|heif', 'heic|heif')) return msg('HEIC cannot be read here; export it as JPEG.')
  if (is('svgz?', 'svg')) return msg('SVG cannot be read here; export it as PNG.')
  if (is('tiff?', 'tiff')) return msg('TIFF and raw camera files cannot be read here; export it as JPEG or PNG.')
  if (is('pdf', 'pdf')) return msg('PDF cannot be read here; save the page you want as PNG.')
  if (is('bmp', 'bmp|x-ms-bmp')) return msg('BMP cannot be read here; save it as PNG.')
  if (is('jxl', 'jxl')) return msg('JPEG XL cannot be read here; export it as JPEG or PNG.')
  return ''
}

async function beginsReadable(file: File): Promise<boolean> {
  const bytes = await file
    .slice(0, 12)
    .arrayBuffer()
    .catch(() => new ArrayBuffer())
  return /^(\xff\xd8\xff|\x89PNG|GIF8|RIFF[^]{4}WEBP)/.test(String.fromCharCode(...new Uint8Array(bytes)))
}
