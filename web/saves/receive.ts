// Everything that comes in ends up in the queue here, with the words that it brings.
import { msg } from '@lit/localize'
import { counted } from '../language/counted.ts'
import { shortNumber } from '../words.ts'
import { type Capture, toFile } from './capture.ts'
import { gather, titleOf, titleOfAlt } from './files.ts'
import { addAddresses, addFiles, common, note, room } from './queue.ts'
import { refusalOf, refusalsOf } from './refusals.ts'
import { wordsOfFile } from './remembered.ts'

/** Says in the queue's note what has been left out. */
export async function receiveFiles(files: File[], entries: FileSystemEntry[] = []): Promise<void> {
  const { pictures, count, others } = await gather(entries, files, room())
  const refused = await refusalsOf(pictures)
  addFiles(pictures, file => wordsOfFile(file) ?? titled(titleOf(file.name).slice(0, 200)), refused)
  const [only] = count === 0 && files.length === 1 ? files : []
  note.set((only && (await refusalOf(only))?.message) || leftOut(pictures.length, count, others))
}

/** Titles and alternative texts of the pictures, the page and its description for all. */
export function receiveCapture({ page, pictures }: Capture): void {
  const { title, url: pageUrl, description } = page
  common.set({ title, description, pageUrl, alt: '' })
  const words = (alt: string) => ({ ...titled(titleOfAlt(alt)), ...(alt && { alt }) })
  let unreadable = 0
  for (const { url, alt } of pictures) {
    if (!url.startsWith('data:')) addAddresses([{ url, ...words(alt) }])
    else {
      const file = toFile(url, 'picture')
      if (file) addFiles([file], () => words(alt))
      else unreadable++
    }
  }
  note.set(unreadable > 0 ? msg('Some of what was picked could not be read, and was left out.') : '')
}

function titled(title: string): { title?: string } {
  return title ? { title } : {}
}

function leftOut(taken: number, count: number, others: number): string {
  if (taken < count) {
    const first = shortNumber(taken)
    return counted(
      msg(
        '{count, plural, one {The first {first} of # picture is here.} other {The first {first} of # pictures are here.}}',
      ),
      count,
      { first },
    )
  }
  if (others === 0) return ''
  return counted(
    count === 0
      ? msg('{count, plural, one {That is not a picture.} other {There is no picture in there.}}')
      : msg(
          '{count, plural, one {One file is no picture, and was left out.} other {# files are no pictures, and were left out.}}',
        ),
    others,
  )
}
