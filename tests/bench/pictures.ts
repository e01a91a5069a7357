// What a picture costs: each way of encoding photographs, and our whole pipeline beside sharp, Pillow and ImageMagick in turn.
// --photographs=20 --rounds=1 --pipelines (those alone)
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pino } from 'pino'
import sharp from 'sharp'
import { readConfig } from '../../server/config.ts'
import { createMedia } from '../../server/media/media.ts'
import type { ImageSource } from '../../server/views.ts'
import { cpuSeconds } from './effort.ts'
import { isGiven, numberFlag } from './flags.ts'
import { findPhotographs } from './photographs.ts'
import { measureChoices, ownSeconds, shrinkAll } from './picture-choices.ts'
import { imageMagick, pillow } from './picture-peers.ts'
import type { Made } from './picture-peers.ts'
import { format, median, printTable, times } from './report.ts'
import { luminanceOf, luminanceOfPixels, similarity } from './ssim.ts'

const rounds = numberFlag('rounds', 1)
const paths = findPhotographs(numberFlag('photographs', 20))
sharp.cache(false)
sharp.concurrency(1)

const folder = await mkdtemp(join(tmpdir(), 'bowerbird-bench-'))
const config = { ...readConfig({ LOG_LEVEL: 'silent' }), dataDir: folder }
const media = createMedia(config, pino({ level: 'silent' }), { decoderLimits: { processes: 1, pictures: Infinity } })

try {
  const began = performance.now()
  if (!isGiven('pipelines')) await measureChoices(paths)
  await measurePipelines()
  console.log(`\nmeasured in ${Math.round((performance.now() - began) / 1000)} s on ${paths.length} photographs:`)
  console.log(paths.map(path => basename(path, '.jpg')).join(', '))
} finally {
  await media.close()
  await rm(folder, { recursive: true })
}

async function measurePipelines(): Promise<void> {
  const makers: [string, (path: string) => Promise<Made>][] = [
    ['Bowerbird: received, decoded apart, described, kept', ours],
    ['bare sharp', bareSharp],
    ['Pillow', path => pillow(path, folder)],
    ['ImageMagick', path => imageMagick(path, folder)],
    ['Bowerbird in a quiet moment: AVIF', quiet],
  ]
  // The first picture of each pays for its start.
  for (const [, make] of makers) await make(paths[0]!)
  const totals = makers.map(() => ({ cpu: [] as number[], bytes: 0, likeness: 0 }))
  for (let round = 0; round < rounds; round++) {
    for (const total of totals) total.cpu.push(0)
    for (const path of paths) {
      const originals = (await shrinkAll(path)).map(({ data, info }) => luminanceOfPixels(data, info))
      for (const [index, [, make]] of makers.entries()) {
        const total = totals[index]!
        const { cpu, bytes, webps } = await make(path)
        total.cpu[round]! += cpu / paths.length
        total.bytes += bytes / paths.length / rounds
        for (const [size, file] of webps.entries()) {
          total.likeness += similarity(originals[size]!, await luminanceOf(file)) / webps.length / paths.length / rounds
        }
      }
    }
  }
  const own = median(totals[0]!.cpu)
  printTable(
    `Pipelines: WebP effort 2, quality 80, at three widths and a JPEG, each from the file of the photograph; ${rounds} rounds`,
    ['', 'CPU ms a set', 'of ours', 'kB a set', 'SSIM'],
    makers.map(([name], index) => {
      const { cpu, bytes, likeness } = totals[index]!
      const one = median(cpu)
      return [name, format(one * 1000), times(one / own), format(bytes / 1024), likeness.toFixed(4)]
    }),
  )
}

/** The decoder is the one child that lives. */
function allSeconds(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return ownSeconds() + children.reduce((sum, pid) => sum + cpuSeconds(Number(pid)), 0)
}

async function read({ url }: ImageSource): Promise<Buffer> {
  const file = await media.store.open(url.slice(url.lastIndexOf('/') + 1))
  return Buffer.concat(await file!.stream.toArray())
}

async function made(cpu: number, sources: ImageSource[]): Promise<Made> {
  const files = await Promise.all(sources.map(read))
  const webps = files.filter((_, index) => sources[index]!.type !== 'image/jpeg').reverse()
  // The same bytes again must be written again.
  for (const { url } of sources) await media.store.remove(url.slice(url.lastIndexOf('/') + 1))
  return { cpu, webps, bytes: files.reduce((sum, file) => sum + file.length, 0) }
}

async function ours(path: string): Promise<Made> {
  const before = allSeconds()
  const { sources } = await media.develop(await media.receive(Readable.from([await readFile(path)])))
  return made(allSeconds() - before, sources)
}

/** Of the original that `ours` has kept. */
async function quiet(path: string): Promise<Made> {
  const { hash, discard } = await media.receive(Readable.from([await readFile(path)]))
  await discard()
  const before = allSeconds()
  const sources = await media.enrich(`${hash}.jpeg`)
  return made(allSeconds() - before, sources)
}

async function bareSharp(path: string): Promise<Made> {
  const before = ownSeconds()
  const webps: Buffer[] = []
  let bytes = 0
  for (const { data, info } of await shrinkAll(path)) {
    const open = () => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    webps.push(await open().webp({ quality: 80, effort: 2 }).toBuffer())
    if (info.width === 720) bytes += (await open().jpeg({ quality: 80, progressive: true }).toBuffer()).length
  }
  const cpu = ownSeconds() - before
  return { cpu, webps, bytes: bytes + webps.reduce((sum, file) => sum + file.length, 0) }
}
