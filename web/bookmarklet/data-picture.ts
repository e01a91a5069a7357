// Pictures that only this page can read (blob:), drawn once more as data that can be carried away.

/** Firefox and Safari write what they cannot as PNG. */
const formats = 'image/webp image/jpeg'
/** About 700 kB of data; more pictures share it. */
const LONGEST = 900_000

/** Undefined when the page does not let us, or it is too large. */
export async function toData(url: string): Promise<string | undefined> {
  try {
    const image = document.createElement('img')
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth
    canvas.height = image.naturalHeight
    canvas.getContext('2d')?.drawImage(image, 0, 0)
    for (const format of formats.split(' ')) {
      const data = canvas.toDataURL(format, 0.9)
      if (data.startsWith(`data:${format}`) && data.length <= LONGEST) return data
    }
  } catch {
    // Drawn from elsewhere, gone, or forbidden.
  }
  return undefined
}
