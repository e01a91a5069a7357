// The process that decodes. It is expected to die: of a bad file, of its limits, of a newly found hole in a library.
// Started by decoder-process.ts with an empty environment; speaks with its parent alone, and writes no file.
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { Reply } from './developed.ts'
import { encodeAvif, encodePicture, encodePortrait } from './encode.ts'
import type { Format } from './format.ts'
import { Refused } from './opened.ts'

export interface DecoderSettings {
  avif: boolean
  /** Bytes of resident memory. */
  memory: number
}

export interface Job {
  /** `picture` is answered with `developed`, the others with `renditions`. */
  task: 'picture' | 'portrait' | 'avif'
  path: string
  format: Format
}

/** The parent knows by this signal that the process has ended itself for its memory. */
export const memorySignal = 'SIGUSR2'

const settings = JSON.parse(process.argv[2] ?? '') as DecoderSettings

// An allowlist, from buffers only: a loader that reads a path can be made to read any path.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
    ...(settings.avif ? ['VipsForeignLoadHeifBuffer'] : []),
  ],
})
sharp.cache(false)
sharp.concurrency(1)

setInterval(() => {
  if (process.memoryUsage.rss() > settings.memory) process.kill(process.pid, memorySignal)
}, 20).unref()

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('message', async (job: Job) => reply(await decode(job)))
reply('ready')

function reply(message: Reply): void {
  process.send?.(message)
}

async function decode({ task, path, format }: Job): Promise<Reply> {
  try {
    const input = await readFile(path)
    if (task === 'picture') return { developed: await encodePicture(input, format) }
    if (task === 'avif') return { renditions: await encodeAvif(input, format) }
    return { renditions: [await encodePortrait(input, format)] }
  } catch (error) {
    const detail = String(error).slice(0, 1000)
    if (error instanceof Refused) return { refusal: error.why, detail }
    return { refusal: /memory/.test(detail) ? 'memory' : 'damaged', detail }
  }
}
