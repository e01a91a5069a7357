// ImageMagick and Pillow making the same set of files as we do: each size from the next larger one, one thread.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { widths } from './picture-choices.ts'

const run = promisify(execFile)

export interface Made {
  /** Seconds of CPU of all processes that took part. */
  cpu: number
  /** The WebP files by falling width. */
  webps: Buffer[]
  /** Of all files, the JPEG with them. */
  bytes: number
}

const names = ['1440.webp', '720.webp', '360.webp', '720.jpg']

async function collect(folder: string, prefix: string, cpu: number): Promise<Made> {
  const files = await Promise.all(names.map(name => readFile(join(folder, `${prefix}-${name}`))))
  return { cpu, webps: files.slice(0, widths.length), bytes: files.reduce((sum, file) => sum + file.length, 0) }
}

/** With the hint by which its JPEG reader need not decode every pixel; smaller pictures would be enlarged by it. */
export async function imageMagick(path: string, folder: string): Promise<Made> {
  const before = childSeconds()
  const out = (name: string) => join(folder, `magick-${name}`)
  const how = ['-strip', '-quality', '80', '-define', 'webp:method=2', '-interlace', 'JPEG']
  const steps = ['-resize', '1440x>', '-write', out('1440.webp'), '-resize', '720x>', '-write', out('720.webp')]
  const last = ['-write', out('720.jpg'), '-resize', '360x>', out('360.webp')]
  const { width } = await sharp(path).metadata()
  const hint = width > 2880 ? ['-define', 'jpeg:size=2880x2880'] : []
  await run('convert', [...hint, path, '-auto-orient', ...how, ...steps, ...last], {
    env: { ...process.env, MAGICK_THREAD_LIMIT: '1' },
  })
  return collect(folder, 'magick', childSeconds() - before)
}

/** Children that have ended count in fields 16 and 17 of our own line, in hundredths of a second. */
function childSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[13]) + Number(fields[14])) / 100
}

const script = `
import sys, time
from PIL import Image, ImageOps
for path in sys.argv[2:]:
    before = time.process_time()
    image = Image.open(path)
    image.draft('RGB', (2880, 2880))
    image = ImageOps.exif_transpose(image).convert('RGB')
    for width in (1440, 720, 360):
        if image.width > width:
            image = image.resize((width, max(1, round(image.height * width / image.width))), Image.LANCZOS, reducing_gap=2.0)
        image.save(f'{sys.argv[1]}/pillow-{width}.webp', quality=80, method=2)
        if width == 720:
            image.save(f'{sys.argv[1]}/pillow-720.jpg', quality=80, progressive=True)
    print(time.process_time() - before)
`

/** With the Python of the system, to which Debian's packages belong. As it counts itself, so that its start does not. */
export async function pillow(path: string, folder: string): Promise<Made> {
  const { stdout } = await run('/usr/bin/python3', ['-c', script, folder, path])
  return collect(folder, 'pillow', Number(stdout))
}
