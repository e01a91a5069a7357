import type { ImageView } from '../../server/views.ts'
import { bestSource } from './sources.ts'

/** Whether this browser, on this connection, can take a picture at all. */
export function canCopyPictures(): boolean {
  return typeof ClipboardItem === 'function' && typeof navigator.clipboard?.write === 'function'
}

/** Puts the picture itself where it can be pasted from, as a PNG: the one format that every browser takes. */
export async function copyPicture({ sources }: Pick<ImageView, 'sources'>): Promise<void> {
  const source = bestSource(sources)
  if (!source) throw new Error('it has no file')
  // As a promise, and at once: some browsers allow it in the very turn of the press only.
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': toPng(source.url) })])
}

async function toPng(url: string): Promise<Blob> {
  const answer = await fetch(url)
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  const picture = await createImageBitmap(await answer.blob())
  const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height })
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  picture.close()
  return new Promise((resolve, reject) =>
    canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('it could not be drawn'))), 'image/png'),
  )
}
