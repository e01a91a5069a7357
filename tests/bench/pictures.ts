// What a picture costs: CPU for one set of files of our pipeline, beside bare sharp and ImageMagick making the same set in turn.
// --pictures=8 --rounds=3
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { pino } from 'pino'
import sharp from 'sharp'
import { readConfig } from '../../server/config.ts'
import { createMedia } from '../../server/media/media.ts'
import { numberFlag } from './flags.ts'
import { format, median, printTable, times } from './report.ts'

const run = promisify(execFile)
const pictures = numberFlag('pictures', 8)
const rounds = numberFlag('rounds', 3)

/** Twelve million pixels and less, as cameras and pages have them. */
const sizes: [number, number][] = [
  [4000, 3000],
  [3000, 4000],
  [3264, 2448],
  [2048, 1365],
  [1920, 1080],
  [1600, 1200],
  [1200, 1600],
  [1080, 1080],
]

interface Made {
  /** Seconds of CPU of all processes that took part. */
  cpu: number
  bytes: number
}

const folder = await mkdtemp(join(tmpdir(), 'bowerbird-bench-'))
const paths = await Promise.all(Array.from({ length: pictures }, (_, index) => makePhoto(index)))

sharp.cache(false)
sharp.concurrency(1)
const config = { ...readConfig({ LOG_LEVEL: 'silent' }), dataDir: folder }
const media = createMedia(config, pino({ level: 'silent' }), { decoderLimits: { processes: 1 } })

const peers: [string, (path: string) => Promise<Made>][] = [
  ['Bowerbird: received, decoded apart, kept', ours],
  ['bare sharp, each size from the next larger', path => bareSharp(path, true)],
  ['bare sharp, each size from the original', path => bareSharp(path, false)],
]
if (await hasImageMagick()) peers.push(['ImageMagick, each size from the original', imageMagick])
else console.log('ImageMagick with WebP is not installed here: left out.')

// The first picture of each pays for its start.
for (const [, make] of peers) await make(paths[0]!)

const cpu = peers.map((): number[] => [])
const bytes = peers.map(() => 0)
const began = performance.now()
for (let round = 0; round < rounds; round++) {
  for (const [index, [, make]] of peers.entries()) {
    const made: Made[] = []
    for (const path of paths) made.push(await make(path))
    cpu[index]!.push(made.reduce((sum, one) => sum + one.cpu, 0) / pictures)
    bytes[index] = made.reduce((sum, one) => sum + one.bytes, 0) / pictures
  }
}

const own = median(cpu[0]!)
printTable(
  `Pictures: ${pictures} of 12 Mpx and less, WebP at 360, 720 and 1440 and a JPEG, median of ${rounds} rounds in turn`,
  ['', 'CPU ms a set', 'of ours', 'kB a set'],
  peers.map(([name], index) => {
    const one = median(cpu[index]!)
    return [name, format(one * 1000), times(one / own), format(bytes[index]! / 1024)]
  }),
)
console.log(
  `measured in ${Math.round((performance.now() - began) / 1000)} s; ours stores, hashes, describes and syncs besides`,
)
await media.close()
await rm(folder, { recursive: true })

/** Soft shapes, edges and grain: what a camera writes costs about as much. */
async function makePhoto(index: number): Promise<string> {
  const [width, height] = sizes[index % sizes.length]!
  const shapes = sharp({
    create: {
      width: 40,
      height: 30,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 60 },
    },
  })
  const grain = sharp({
    create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 12 } },
  })
  const input = await grain.blur(0.8).png({ compressionLevel: 0 }).toBuffer()
  const path = join(folder, `photo-${index}.jpg`)
  const base = await shapes.png().toBuffer()
  const picture = sharp(base).resize(width, height, { fit: 'fill', kernel: index % 2 ? 'nearest' : 'cubic' })
  await picture
    .composite([{ input, blend: 'soft-light' }])
    .jpeg({ quality: 88 })
    .toFile(path)
  return path
}

async function ours(path: string): Promise<Made> {
  const started = decoderSeconds() + ownSeconds()
  const picture = await media.develop(await media.receive(Readable.from([await readFile(path)])))
  const cpu = decoderSeconds() + ownSeconds() - started
  // The same bytes again must be written again.
  let bytes = 0
  for (const { url } of picture.sources) {
    const name = url.slice(url.lastIndexOf('/') + 1)
    bytes += (await stat(join(folder, 'media', name.slice(0, 2), name))).size
    await media.store.remove(name)
  }
  await media.originals.remove(`${picture.hash}.jpeg`)
  return { cpu, bytes }
}

async function bareSharp(path: string, chained: boolean): Promise<Made> {
  const started = ownSeconds()
  const input = await readFile(path)
  const webp = { quality: 80, effort: 2 }
  let bytes = 0
  let open = () => sharp(input).autoOrient()
  for (const width of [1440, 720, 360]) {
    if (chained) {
      const { data, info } = await open()
        .resize({ width, withoutEnlargement: true })
        .raw()
        .toBuffer({ resolveWithObject: true })
      open = () => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    }
    const sized = () => (chained ? open() : open().resize({ width, withoutEnlargement: true }))
    bytes += (await sized().webp(webp).toBuffer()).length
    if (width === 720) bytes += (await sized().jpeg({ quality: 80, progressive: true }).toBuffer()).length
  }
  return { cpu: ownSeconds() - started, bytes }
}

async function imageMagick(path: string): Promise<Made> {
  const started = childSeconds()
  let bytes = 0
  const made = [[1440, 'webp'], [720, 'webp'], [360, 'webp'], [720, 'jpg']] as const // prettier-ignore
  for (const [width, type] of made) {
    const out = join(folder, `magick.${type}`)
    const how = [
      '-auto-orient',
      '-resize',
      `${width}x>`,
      '-strip',
      '-quality',
      '80',
      '-define',
      'webp:method=2',
      '-interlace',
      'JPEG',
    ]
    await run('convert', [path, ...how, out], { env: { ...process.env, MAGICK_THREAD_LIMIT: '1' } })
    bytes += (await stat(out)).size
  }
  return { cpu: childSeconds() - started, bytes }
}

/** Whether it can really do it: some machines have a `convert` that only looks like one. */
async function hasImageMagick(): Promise<boolean> {
  const out = join(folder, 'probe.webp')
  await writeFile(out, '')
  await run('convert', [paths[0]!, '-resize', '16x', out]).catch(() => {})
  return (await stat(out)).size > 0
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Children that have ended count in fields 16 and 17 of our own line, in hundredths of a second. */
function childSeconds(): number {
  return statSeconds('/proc/self/stat', 13)
}

/** The decoder is the one child that lives. */
function decoderSeconds(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  return children.reduce((sum, pid) => sum + statSeconds(`/proc/${pid}/stat`, 11), 0)
}

function statSeconds(path: string, first: number): number {
  // After the program's name, which may hold blanks.
  const fields = readFileSync(path, 'latin1').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[first]) + Number(fields[first + 1])) / 100
}
