// The small pictures of what is kept: the worker's routes give them from here, before they ask the network.
import { smallest } from './bounds.ts'
import { PICTURES, TO_KEEP } from './device.ts'

const MOST = 300
const MOST_BYTES = 20 * 1024 * 1024
const AT_ONCE = 4

type Image = Parameters<typeof smallest>[0]

/**
 * Fetches what is missing, and drops what is not shown any more.
 * @param images what was seen last first: the others make room
 * @param asTheyAre nothing is fetched
 */
export async function keepPictures(images: { sources: Image }[], asTheyAre: boolean): Promise<void> {
  const cache = await caches.open(PICTURES)
  const wanted = new Set(images.flatMap(({ sources }) => smallest(sources)?.url ?? []).slice(0, 4 * MOST))
  const there = new Map((await cache.keys()).map(request => [new URL(request.url).pathname, request]))
  for (const [path, request] of there) if (!wanted.has(path)) await cache.delete(request)
  let bytes = 0
  let count = 0
  const missing: string[] = []
  for (const url of wanted) {
    const kept = there.has(url) ? await cache.match(url) : undefined
    if (++count > MOST || bytes > MOST_BYTES) {
      if (kept) await cache.delete(url)
    } else if (kept) bytes += Number(kept.headers.get('content-length') ?? 0)
    else missing.push(url)
  }
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  if (asTheyAre || connection?.saveData) return
  const rest = missing.values()
  const fetchOne = async () => {
    for (const url of rest) {
      if (bytes > MOST_BYTES) return
      bytes += await fetchPicture(cache, url)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, fetchOne))
}

/** @throws {TypeError} without a connection @throws {DOMException} when there is no room */
async function fetchPicture(cache: Cache, url: string): Promise<number> {
  const answer = await fetch(url, { priority: 'low', headers: { [TO_KEEP]: '1' } })
  if (!answer.ok) return 0
  const picture = await answer.blob()
  const headers = { 'content-type': picture.type, 'content-length': String(picture.size) }
  await cache.put(url, new Response(picture, { headers }))
  return picture.size
}
