// What the build has written into this script (vite.service-worker.ts).
import type { Spoken } from '../../server/protocol-own.ts'
import { findKept } from '../offline/device.ts'
import { spokenFor } from '../language/spoken.ts'
import type { Words } from './words.ts'

export interface Built {
  /** The one page, as the server sends it before it fills in what an address shows. */
  page: string
  /** What every page needs, and the walls, an image and saving. */
  files: string[]
  /** What the interface says its words from; English needs none. */
  languages: Partial<Record<Spoken, string>>
  words: Record<Spoken, Words>
  version: string
}

declare const __BUILT__: Built
export const built = __BUILT__

/** What the last page was in, or else the browser is. */
export async function spokenHere(): Promise<Spoken> {
  const here = await findKept('facts', 'session').catch(() => undefined)
  return [here?.language, ...navigator.languages].map(spokenFor).find(Boolean) ?? 'en'
}
