import { list } from './realm.ts'

export interface Source {
  written: string
  /** Pixels across, where the page says so; or 0. */
  width: number
  /** Pixels for one CSS pixel, where the page says so; or 0. */
  density: number
}

/** As HTML reads it: an address may hold commas, and ends at white space, or at commas before it. */
export function parseSrcset(text: string): Source[] {
  const sources = list<Source>()
  const pattern = /[\s,]*(\S*[^\s,])(?:,|\s+([^,]*)|$)/g
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [, unit = ''] = /^[\d.]+([wx])/.exec(match[2] ?? '') ?? []
    const size = parseFloat(match[2] ?? '') || 0
    sources.push({
      written: match[1] ?? '',
      width: unit === 'w' ? size : 0,
      density: unit === 'x' ? size : 0,
    })
  }
  return sources
}
