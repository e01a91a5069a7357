// A process of its own that runs the whole product, sends people to hostile sites by every entry, and says what that has cost it.
// It must still be there at the end.
import { readFile, writeFile } from 'node:fs/promises'
import { entries } from '../support/entries.ts'
import { startInstance } from '../support/instance.ts'
import { signUp } from '../support/people.ts'
import type { Order, Report } from './support-visitor.ts'

/** Each entry visits a name of its own, all at the same time: under one name they would wait for each other. */
const at = (url: string, index: number) => url.replace('127.0.0.1', `e${index}.example`)

process.once('message', async ({ honest, hostile, allow, limits }: Order) => {
  const names = entries.flatMap((_, index) => allow.map(host => at(host, index)))
  const instance = await startInstance(
    { FETCH_ALLOW: names.join() },
    { fetchLimits: limits ?? {}, lookup: async () => [{ address: '127.0.0.1', family: 4 }] },
  )
  const people = await Promise.all(entries.map(() => signUp(instance, 'ada')))
  const askAll = (url: string) =>
    Promise.all(
      entries.map(async ({ name, ask }, index) => {
        const refusal = await ask(people[index]!, at(url, index))
        return `${name} ${refusal?.code ?? 'found'}`
      }),
    )
  for (const url of honest) await askAll(url)
  const reports: Report[] = []
  for (const url of hostile) {
    globalThis.gc?.()
    // Sets the high-water mark down to what is used now (proc(5)).
    await writeFile('/proc/self/clear_refs', '5')
    const before = await highWater()
    const outcome = (await askAll(url)).join()
    const growth = ((await highWater()) - before) / entries.length
    reports.push({ url, way: 'each of', outcome, growth, longest: instance.node(0).app.ctx.media.visits().longest })
  }
  await instance.close()
  process.send!(reports, () => process.exit(0))
})

async function highWater(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8')
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1]) * 1024
}
