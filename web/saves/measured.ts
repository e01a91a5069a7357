// How large pictures on other sites are, as far as that can be seen from here.
import type { FoundPicture } from '../../server/views.ts'

export interface Measured extends FoundPicture {
  /** Whether it can be shown here; undefined until it is known. */
  loads: boolean | undefined
}

/** What is smaller in either direction is seldom what somebody wants to keep. */
export const SMALL = 250
const AT_ONCE = 8
/** All in milliseconds. So long nothing is shown, so that what is known early is in its place. */
const GLANCE = 1_500
/** The others do not wait longer for one that is slow. */
const TURN = 3_000
/** What has not come by then never will. */
const PATIENCE = 60_000

/**
 * Looks at pictures in the order given, and resolves to what is known of each after a glance.
 * @param tell is told of each that is known later, until the signal
 */
export async function measure(
  pictures: FoundPicture[],
  signal: AbortSignal,
  tell: (measured: Measured) => void,
): Promise<Measured[]> {
  const known: Measured[] = pictures.map(picture => ({ ...picture, loads: undefined }))
  const waiting = [...pictures.entries()]
  let glanced = false
  const worker = async () => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
      const [index, picture] = next
      const looked = load(picture.url).then(size => {
        if (signal.aborted) return
        known[index] = { ...picture, ...size, loads: Boolean(size) }
        if (glanced) tell(known[index])
      })
      await Promise.race([looked, pause(TURN)])
    }
  }
  await Promise.race([Promise.all(Array.from({ length: AT_ONCE }, worker)), pause(GLANCE)])
  glanced = true
  return [...known]
}

export function isSmall({ width, height }: FoundPicture): boolean {
  return width !== null && height !== null && (width < SMALL || height < SMALL)
}

function pause(time: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, time))
}

function load(url: string): Promise<{ width: number; height: number } | undefined> {
  return new Promise(resolve => {
    const image = new Image()
    const timer = setTimeout(() => resolve(undefined), PATIENCE)
    image.referrerPolicy = 'no-referrer'
    image.decoding = 'async'
    image.addEventListener('error', () => {
      clearTimeout(timer)
      resolve(undefined)
    })
    image.addEventListener('load', () => {
      clearTimeout(timer)
      const { naturalWidth: width, naturalHeight: height } = image
      // A drawing without a size of its own is loaded, and as large as one likes.
      resolve(width > 0 ? { width, height } : { width: SMALL, height: SMALL })
    })
    image.src = url
  })
}
