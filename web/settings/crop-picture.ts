// Pixels for the crop: the browser reads them upright, as it would show them.
import { type Crop, sideOf } from './crop.ts'

/** Pixels of a side; larger pictures are made smaller once, so that dragging stays smooth. */
const mostSide = 4_096
const mostCropped = 1_024

/** Undefined for what the browser cannot show: the server says why, or knows better. */
export async function readPicture(file: File): Promise<ImageBitmap | undefined> {
  try {
    const whole = await createImageBitmap(file)
    const scale = mostSide / Math.max(whole.width, whole.height)
    if (scale >= 1) return whole
    const smaller = await createImageBitmap(whole, {
      resizeWidth: Math.max(1, Math.round(whole.width * scale)),
      resizeHeight: Math.max(1, Math.round(whole.height * scale)),
      resizeQuality: 'high',
    })
    whole.close()
    return smaller
  } catch {
    return undefined
  }
}

/** Fills a square canvas with the part. */
export function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, crop: Crop): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const side = sideOf(picture, crop.zoom)
  context.imageSmoothingQuality = 'high'
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, crop.x - side / 2, crop.y - side / 2, side, side, 0, 0, canvas.width, canvas.height)
}

/** The part as a file of its own, with at most 1,024 pixels a side and nothing that a camera has written. */
export async function cutOut(picture: ImageBitmap, crop: Crop, type: string): Promise<File> {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = Math.max(1, Math.min(mostCropped, Math.round(sideOf(picture, crop.zoom))))
  draw(canvas, picture, crop)
  // What may be seen through stays so.
  const kind = type === 'image/jpeg' ? 'image/jpeg' : 'image/png'
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, kind, 0.93))
  if (!blob) throw new Error('the browser could not write the picture')
  return new File([blob], kind === 'image/jpeg' ? 'photo.jpg' : 'photo.png', { type: kind })
}
