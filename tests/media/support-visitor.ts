// A process of its own that visits what it is told to, and says what that has cost it. It must still be there at the end.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { readConfig } from '../../server/config.ts'
import { createMedia } from '../../server/media/media.ts'
import type { MediaOptions } from '../../server/media/media.ts'

export interface Order {
  /** Visited first: what is loaded and allotted for the first visits is not the doing of later ones. */
  honest: string[]
  hostile: string[]
  allow: string[]
  limits: MediaOptions['fetchLimits']
}

export interface Report {
  url: string
  way: 'fetch' | 'readPage' | 'each of'
  /** The kind of what was found, or the code of the error. */
  outcome: string
  /** Bytes by which the memory of the process has grown at most meanwhile, for each visit of those at the same time. */
  growth: number
  /** Milliseconds for which a slot was held at most so far. */
  longest: number
}

process.once('message', async ({ honest, hostile, allow, limits }: Order) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bowerbird-visitor-'))
  const config = { ...readConfig({ LOG_LEVEL: 'silent' }), fetchAllow: allow, dataDir }
  const media = createMedia(config, pino({ level: 'silent' }), { fetchLimits: limits ?? {} })
  const visits = {
    fetch: async (url: string) => void (await media.fetch(url)),
    readPage: async (url: string) => void (await media.readPage(url)),
  }
  const visit = (way: keyof typeof visits, url: string) =>
    visits[way](url).then(
      () => 'found',
      (error: { code?: string; name: string }) => error.code ?? error.name,
    )
  for (const url of honest) for (const way of ['fetch', 'readPage'] as const) await visit(way, url)
  const reports: Report[] = []
  for (const way of ['fetch', 'readPage'] as const) {
    for (const url of hostile) {
      globalThis.gc?.()
      // Sets the high-water mark down to what is used now (proc(5)).
      await writeFile('/proc/self/clear_refs', '5')
      const before = await highWater()
      const outcome = await visit(way, url)
      reports.push({ url, way, outcome, growth: (await highWater()) - before, longest: media.visits().longest })
    }
  }
  await media.close()
  await rm(dataDir, { recursive: true, force: true })
  process.send!(reports, () => process.disconnect())
})

async function highWater(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8')
  return Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1]) * 1024
}
