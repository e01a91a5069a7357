// How large pictures on other sites are, before they are offered.
import type { FoundPicture } from '../../server/views.ts'

export interface Measured extends FoundPicture {
  /** Whether it could be shown here. */
  loads: boolean
}

/** What is smaller in either direction is seldom what somebody wants to keep. */
export const SMALL = 250
const AT_ONCE = 8
const PATIENCE = 4_000

/** In the order given, but what has not loaded within four seconds comes last. */
export async function measure(pictures: FoundPicture[], signal: AbortSignal): Promise<Measured[]> {
  const deadline = new Promise<undefined>(resolve => setTimeout(resolve, PATIENCE))
  const waiting = [...pictures.entries()]
  const sizes: ({ width: number; height: number } | undefined)[] = []
  const worker = async () => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
      sizes[next[0]] = await Promise.race([load(next[1].url), deadline])
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const measured = pictures.map((picture, index) => ({ ...picture, ...sizes[index], loads: Boolean(sizes[index]) }))
  return [...measured.filter(({ loads }) => loads), ...measured.filter(({ loads }) => !loads)]
}

export function isSmall({ width, height }: FoundPicture): boolean {
  return width !== null && height !== null && (width < SMALL || height < SMALL)
}

function load(url: string): Promise<{ width: number; height: number } | undefined> {
  return new Promise(resolve => {
    const image = new Image()
    image.referrerPolicy = 'no-referrer'
    image.decoding = 'async'
    image.addEventListener('error', () => resolve(undefined))
    image.addEventListener('load', () => {
      const { naturalWidth: width, naturalHeight: height } = image
      // A drawing without a size of its own is loaded, and as large as one likes.
      resolve(width > 0 ? { width, height } : { width: SMALL, height: SMALL })
    })
    image.src = url
  })
}
