// Pictures by address: /p/<name>.<width>x<height>.<format>, each in a colour of its own.
import sharp from 'sharp'

const made = new Map<string, Promise<Buffer>>()
const address = /^\/p\/(?<name>[\w-]+)\.(?<width>\d+)x(?<height>\d+)\.(?<format>jpg|png|webp|gif|avif)$/

export interface Served {
  type: string
  bytes: Buffer
}

/** Undefined when it is not the address of a picture. */
export async function pictureAt(path: string): Promise<Served | undefined> {
  const { name = '', width, height, format = '' } = address.exec(path)?.groups ?? {}
  if (!width) return undefined
  // Two thousand of one size are one picture under many names.
  const key = `${name.replace(/-\d+$/, '')} ${width} ${height} ${format}`
  const bytes = made.get(key) ?? paint(name, Number(width), Number(height), format)
  made.set(key, bytes)
  return { type: format === 'jpg' ? 'image/jpeg' : `image/${format}`, bytes: await bytes }
}

function paint(name: string, width: number, height: number, format: string): Promise<Buffer> {
  const hue = [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7)
  const background = { r: 60 + (hue % 160), g: 60 + ((hue >> 3) % 160), b: 60 + ((hue >> 6) % 160) }
  const picture = sharp({ create: { width, height, channels: 3, background } })
  return picture.toFormat(format === 'jpg' ? 'jpeg' : (format as 'png')).toBuffer()
}

/** As pages write them into their own text. */
export async function dataPicture(name: string, width: number, height: number): Promise<string> {
  return `data:image/png;base64,${(await paint(name, width, height, 'png')).toString('base64')}`
}
