// What another app has shared, each form as it came, in the browser's Cache Storage until the save page takes it: the server sees
// nothing before the person has said yes.

const CACHE = 'shared'
const KEEP = 24 * 60 * 60_000
const MOST = 20

const keyOf = (id: string) => `/shared/${id}`

/** Returns the name by which it is taken, within a day; beyond 20 the oldest makes room. @throws {DOMException} when there is no room */
export async function keepParcel(form: FormData): Promise<string> {
  const cache = await caches.open(CACHE)
  await dropOldParcels()
  const kept = await cache.keys()
  for (const oldest of kept.slice(0, Math.max(0, kept.length + 1 - MOST))) await cache.delete(oldest)
  const id = crypto.randomUUID()
  await cache.put(keyOf(id), new Response(form, { headers: { date: new Date().toUTCString() } }))
  return id
}

/** Once: of two tabs that ask, one has it. */
export async function takeParcel(id: string): Promise<FormData | undefined> {
  const cache = await caches.open(CACHE)
  await dropOldParcels()
  const kept = await cache.match(keyOf(id))
  const form = await kept?.formData()
  return (await cache.delete(keyOf(id))) ? form : undefined
}

export async function dropOldParcels(now = Date.now()): Promise<void> {
  const cache = await caches.open(CACHE)
  for (const key of await cache.keys()) {
    const date = (await cache.match(key))?.headers.get('date')
    if (!(Date.parse(date ?? '') > now - KEEP)) await cache.delete(key)
  }
}
