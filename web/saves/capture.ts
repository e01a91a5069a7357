// What the bookmarklet says, read as something that anybody may have written.

export interface CapturedPicture {
  url: string
  alt: string
  width: number | undefined
  height: number | undefined
}

export interface Capture {
  page: { url: string; title: string; description: string }
  pictures: CapturedPicture[]
}

const MOST_PICTURES = 50
const MOST_DATA = 1_048_576
const LONGEST_ADDRESS = 8_192
const LONGEST_KEPT = 2_000

/** Undefined when it is not whole and well: then nothing of it is used. */
export function parseCapture(text: string): Capture | undefined {
  try {
    return toCapture(JSON.parse(decodeURIComponent(text)))
  } catch {
    return undefined
  }
}

function toCapture(given: unknown): Capture | undefined {
  if (!isRecord(given) || given.v !== 1 || !isRecord(given.page) || !Array.isArray(given.pictures)) return undefined
  const { url, title, description = '' } = given.page
  if (!isWebAddress(url) || typeof title !== 'string' || typeof description !== 'string') return undefined
  const pictures = given.pictures.map(toPicture)
  if (pictures.length === 0 || pictures.length > MOST_PICTURES || !pictures.every(picture => picture)) return undefined
  const whole = pictures.filter(picture => picture !== undefined)
  const data = whole.reduce((sum, picture) => sum + (isData(picture.url) ? picture.url.length : 0), 0)
  if (data > MOST_DATA * 1.4) return undefined
  // What is too long to be kept is as good as absent.
  const kept = url.length <= LONGEST_KEPT ? url : ''
  return {
    page: { url: kept, title: tidy(title, 200), description: description.trim().slice(0, 5_000) },
    pictures: whole,
  }
}

function toPicture(given: unknown): CapturedPicture | undefined {
  if (!isRecord(given)) return undefined
  const { url, alt, width, height } = given
  if (!isWebAddress(url) && !isData(url)) return undefined
  if (alt !== undefined && alt !== null && typeof alt !== 'string') return undefined
  return { url, alt: tidy(alt ?? '', 1_000), width: toPixels(width), height: toPixels(height) }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isWebAddress(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= LONGEST_ADDRESS &&
    URL.canParse(value) &&
    /^https?:$/.test(new URL(value).protocol)
  )
}

function isData(value: unknown): value is string {
  return typeof value === 'string' && /^data:image\/[\w.+-]+[;,]/i.test(value)
}

function toPixels(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : undefined
}

function tidy(text: string, most: number): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, most)
}

/** The bytes of a data: address as a file; undefined when it cannot be read. Our security policy keeps `fetch` from reading it. */
export function toFile(address: string, name: string): File | undefined {
  const [, type, base64, data] = /^data:(image\/[\w.+-]+)(?:;[^;,]*)*?(;base64)?,(.*)$/is.exec(address) ?? []
  if (!type || data === undefined) return undefined
  try {
    const text = decodeURIComponent(data)
    const bytes = base64 ? Uint8Array.from(atob(text), letter => letter.charCodeAt(0)) : new TextEncoder().encode(text)
    return new File([bytes], `${name}.${type.slice(6).replace(/\W.*/, '')}`, { type })
  } catch {
    return undefined
  }
}
