// How much of what was seen stays on this device, and what of it goes.
import type { Kept } from './device.ts'
import { LONGEST } from './device.ts'

const MOST_ANSWERS = 60
/** Characters of JSON, in all. */
const MOST_SIZE = 2_000_000
/** Of one answer. */
const LARGEST = 500_000

/** What must go, so that the rest is of this person, not too old and not too much. The newest stay. */
export function tooMuch(all: Kept[], owner: string, now = Date.now()): Kept[] {
  let [count, size] = [0, 0]
  return all
    .toSorted((one, other) => other.at - one.at)
    .filter(kept => {
      if (kept.owner !== owner || now - kept.at > LONGEST || kept.size > LARGEST) return true
      if (count + 1 > MOST_ANSWERS || size + kept.size > MOST_SIZE) return true
      count++
      size += kept.size
      return false
    })
}

type Thing = Record<string, unknown>
const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null && !Array.isArray(value)
export const isImage = (value: unknown): value is Thing & { id: string; sources: Source[] } =>
  isThing(value) && typeof value['id'] === 'string' && Array.isArray(value['sources'])

interface Source {
  url: string
  type: string
  width: number
  still?: true
}

/** Whether it is, shows or was done by one of those: ids of images, and behind an @ usernames. */
function tellsOf(value: unknown, gone: ReadonlySet<string>): boolean {
  if (!isThing(value)) return false
  if (isImage(value) && gone.has(value.id)) return true
  if (typeof value['username'] === 'string' && gone.has(`@${value['username']}`)) return true
  return Object.values(value).some(inner => tellsOf(inner, gone))
}

/** Without what is gone; undefined when nothing is left that could be shown. */
export function without(data: unknown, gone: ReadonlySet<string>): unknown {
  if (!isThing(data)) return data
  const lists = Object.entries(data).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.filter(one => !tellsOf(one, gone)) : value,
  ])
  const rest = Object.fromEntries(lists) as Thing
  return tellsOf(rest, gone) ? undefined : rest
}

/** Every image that is told of, in reading order. */
export function imagesIn(value: unknown): { id: string; sources: Source[] }[] {
  if (Array.isArray(value)) return value.flatMap(imagesIn)
  if (isImage(value)) return [value]
  return isThing(value) ? Object.values(value).flatMap(imagesIn) : []
}

/** The smallest that every browser can show, and that stands still. */
export function smallest(sources: Source[]): Source | undefined {
  const webp = sources.filter(({ type }) => type === 'image/webp')
  return webp.find(({ still }) => still) ?? webp[0] ?? sources.at(-1)
}

/** As it is shown from the device: each picture by its smallest alone, and nothing further to be read. */
export function asShown(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(asShown)
  if (!isThing(data)) return data
  if (isImage(data)) {
    const source = smallest(data.sources)
    return { ...data, sources: source ? [{ url: source.url, type: source.type, width: source.width }] : [] }
  }
  const shown = Object.entries(data).map(([name, value]) => [
    name,
    name === 'next' || name === 'previous' ? null : asShown(value),
  ])
  return Object.fromEntries(shown)
}
