// Natural sizes of what the page has not shown yet, learnt by loading it as far as its header.
import type { Variant } from './candidate.ts'
import { list, map, promise, wait } from './realm.ts'

const AT_ONCE = 6
const MOST = 120
/** Milliseconds for one, for all, and between two looks. */
const PATIENCE = 4_000
const DEADLINE = 8_000
const GLANCE = 25

/** Sets the sizes. What is broken is marked as such by -1, and so is what is too slow or beyond the most, unless a size is claimed. */
export async function measure(variants: Variant[]): Promise<void> {
  const byAddress = map<string, Variant[]>()
  const addresses = list<string>()
  for (const one of variants) {
    const same = byAddress.get(one.url) ?? list()
    if (same.push(one) === 1) addresses.push(one.url)
    byAddress.set(one.url, same)
  }
  const end = performance.now() + DEADLINE
  let next = 0

  async function work(): Promise<void> {
    while (next < addresses.length) {
      const url = addresses[next++] ?? ''
      const image = next <= MOST && performance.now() < end ? await loadHeader(url) : undefined
      const { naturalWidth = 0, naturalHeight = 0, complete = false } = image ?? {}
      for (const one of byAddress.get(url) ?? list()) {
        if (one.claimed && naturalWidth === 0 && !complete) continue
        one.width = naturalWidth || -1
        one.height = naturalHeight || -1
        one.claimed = false
      }
      // What has not come yet of the file is not asked for any more.
      image?.removeAttribute('src')
    }
  }
  const workers = list<Promise<void>>()
  for (let count = 0; count < AT_ONCE; count++) workers.push(work())
  for (const worker of workers) await worker
}

function loadHeader(url: string): Promise<HTMLImageElement> {
  const image = document.createElement('img')
  const end = performance.now() + PATIENCE
  return promise(resolve => {
    let over = false
    const look = () => {
      if (!over && image.naturalWidth === 0 && performance.now() < end) void wait(GLANCE).then(look)
      else finish()
    }
    const finish = () => {
      over = true
      image.onload = image.onerror = null
      resolve(image)
    }
    image.onload = image.onerror = finish
    image.src = url
    look()
  })
}
