// Files as they are dropped, chosen or pasted: out of folders, bounded, pictures only.
import { languageOf } from '../locale.ts'

/** What is looked at in dropped folders; more is neither counted nor read. */
const MOST_LOOKED_AT = 5_000

/** Pictures in the order of their paths, and how many there are in all. Other files are counted apart. */
export interface Found {
  pictures: File[]
  /** Including those past `most`. */
  count: number
  others: number
}

/** Goes through folders; only the first `most` pictures are opened. */
export async function gather(entries: FileSystemEntry[], files: File[], most: number): Promise<Found> {
  const found: FileSystemFileEntry[] = []
  const waiting = [...entries]
  for (let entry = waiting.shift(); entry && found.length < MOST_LOOKED_AT; entry = waiting.shift()) {
    // What the system keeps for itself in folders is nobody's picture.
    if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue
    if (isFile(entry)) found.push(entry)
    else if (isFolder(entry)) waiting.unshift(...(await list(entry)))
  }
  const named = found.filter(({ name }) => hasPictureName(name))
  const opened = await Promise.all(named.slice(0, most).map(open))
  const loose = files.filter(isPicture)
  return {
    pictures: [...loose, ...opened.filter(file => file !== undefined)].slice(0, most),
    count: loose.length + named.length,
    others: found.length - named.length + files.length - loose.length,
  }
}

/** Also formats that only the server can refuse in words that help. */
export function isPicture({ type, name }: File): boolean {
  return type.startsWith('image/') || hasPictureName(name)
}

function hasPictureName(name: string): boolean {
  return /\.(jpe?g|jfif|png|webp|gif|avif|heic|heif|tiff?|bmp|svg|jxl)$/i.test(name)
}

/** "sunset_over-lake.jpg" → "Sunset over lake"; a name that a camera or a program gave is no title. */
export function titleOf(fileName: string): string {
  const words = fileName
    .replace(/\.\w+$/, '')
    .replace(/[-_.+\s]+/g, ' ')
    .trim()
  return isMeaningless(words) ? '' : words.charAt(0).toUpperCase() + words.slice(1)
}

/** What a page says of a picture, where that can be its title: not at length, and not the name of a file. */
export function titleOfAlt(alt: string): string {
  const words = alt.replace(/\s+/g, ' ').trim()
  return words.length > 100 || /\.\w{3,4}$/.test(words) || isMeaningless(words) ? '' : words
}

function isMeaningless(words: string): boolean {
  return (
    !/\p{L}{2}/u.test(words) || /^(img|dsc|image|picture|photo|screenshot|pxl|untitled|download)([^a-z]|$)/i.test(words)
  )
}

/** The browser hands a folder over in portions. */
async function list(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const entries: FileSystemEntry[] = []
  while (entries.length < MOST_LOOKED_AT) {
    const portion = await new Promise<FileSystemEntry[]>(resolve => reader.readEntries(resolve, () => resolve([])))
    if (portion.length === 0) break
    entries.push(...portion)
  }
  return entries.sort((one, other) => one.name.localeCompare(other.name, languageOf(), { numeric: true }))
}

function open(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise(resolve => entry.file(resolve, () => resolve(undefined)))
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
