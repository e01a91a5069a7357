import { readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { AppError } from '../../server/errors.ts'
import { createDecoders } from '../../server/media/picture.ts'
import type { DecoderLimits } from '../../server/media/picture.ts'
import { cpuOf } from './decoder-cost.ts'
import { blackPng, longPng } from './samples/bombs.ts'
import { photo, plain, silent, temporaryFolder } from './support.ts'

async function startDecoders(limits: Partial<DecoderLimits> = {}) {
  const folder = await temporaryFolder()
  const path = join(folder, 'small.jpg')
  await writeFile(path, await photo(400, 300).jpeg().toBuffer())
  const decoders = createDecoders({ decodeAvif: true, folders: { reads: folder } }, silent, limits)
  onTestFinished(decoders.close)
  const onlyPid = () => decoders.pids()[0] ?? expect.fail('no decoder lives')

  /** A decoder that has a picture in hand and does not move. */
  async function startStuck() {
    await decoders.decode(path)
    const pid = onlyPid()
    process.kill(pid, 'SIGSTOP')
    const result = decoders.decode(path).then(
      developed => developed,
      (error: AppError) => error,
    )
    await expect.poll(() => decoders.load().working).toBe(1)
    return { pid, result }
  }
  return { decoders, path, folder, onlyPid, startStuck }
}

/** What becomes of a picture over which a decoder stands still, with the limits as they are shipped. */
async function standStill() {
  const folder = await mkdtemp(join(tmpdir(), 'bowerbird-media-'))
  const decoders = createDecoders({ decodeAvif: false, folders: { reads: folder } }, silent)
  try {
    const path = join(folder, 'small.jpg')
    await writeFile(path, await photo(400, 300).jpeg().toBuffer())
    await decoders.decode(path)
    const [pid = 0] = decoders.pids()
    process.kill(pid, 'SIGSTOP')
    const began = performance.now()
    const result = await decoders.decode(path).catch((error: AppError) => error)
    const seconds = (performance.now() - began) / 1000
    return { result, seconds, killed: !isAlive(pid), next: await decoders.decode(path) }
  } finally {
    await decoders.close()
    await rm(folder, { recursive: true })
  }
}

// Begun before all other tests, so that nobody waits for those ten seconds alone.
let stoodStill: ReturnType<typeof standStill>
beforeAll(() => {
  stoodStill = standStill()
  stoodStill.catch(() => {})
})

const tooLong = {
  code: 'too_large',
  message: 'That picture takes too long to decode. Save it smaller and try again.',
}
const tooBusy = {
  code: 'unavailable',
  message: 'Pictures take too long to prepare just now. Try again in a moment.',
  retryAfter: 30,
}
const tooMuchMemory = {
  code: 'too_large',
  message: 'That picture takes too much memory to decode. Save it smaller and try again.',
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a decoder', () => {
  test('starts with the first picture and is used again', async () => {
    const { decoders, path, onlyPid } = await startDecoders()
    expect(decoders.pids()).toEqual([])
    await decoders.decode(path)
    const first = onlyPid()
    await decoders.decode(path)
    expect(decoders.pids()).toEqual([first])
  })

  test('works beside a second one, and more pictures wait', async () => {
    const { decoders, path } = await startDecoders({ processes: 2 })
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => decoders.decode(path)))
    expect(decoders.pids()).toHaveLength(2)
    expect(decoders.load()).toEqual({ working: 0, waiting: 0 })
  })

  test.runIf(process.platform === 'linux')('knows no secret of the node', async () => {
    process.env.DATABASE_URL = 'postgres://secret'
    onTestFinished(() => void delete process.env.DATABASE_URL)
    const { decoders, path, onlyPid } = await startDecoders()
    await decoders.decode(path)
    const environment = readFileSync(`/proc/${onlyPid()}/environ`, 'latin1').split('\0').filter(Boolean)
    expect(environment.map(entry => entry.split('=')[0]).toSorted()).not.toContain('DATABASE_URL')
    expect(environment.join()).not.toContain('secret')
  })

  test.runIf(process.platform === 'linux')('has a wall around its memory that it cannot move', async () => {
    const { decoders, path, onlyPid } = await startDecoders()
    await decoders.decode(path)
    const data = /^Max data size\s+(\d+)\s+(\d+)/m.exec(readFileSync(`/proc/${onlyPid()}/limits`, 'latin1'))
    expect(Number(data?.[1])).toBeLessThan(1.5 * 2 ** 30)
    expect(data?.[2]).toBe(data?.[1])
  })

  test('that is killed over a picture is replaced, and the picture is tried again', async () => {
    const { decoders, onlyPid, startStuck } = await startDecoders({ processes: 1 })
    const { pid, result } = await startStuck()
    process.kill(pid, 'SIGKILL')
    expect(await result).toMatchObject({ width: 400, height: 300 })
    expect(onlyPid()).not.toBe(pid)
    expect(decoders.load()).toEqual({ working: 0, waiting: 0 })
  })

  test('that is killed while others wait holds none of them up, whichever is taken first', async () => {
    const { decoders, path, startStuck } = await startDecoders({ processes: 1, idle: 600_000 })
    const { pid, result } = await startStuck()
    const others = [1, 2].map(() => decoders.decode(path))
    await expect.poll(() => decoders.load().waiting).toBe(2)
    process.kill(pid, 'SIGKILL')
    expect(await Promise.all([result, ...others])).toMatchObject([{ width: 400 }, { width: 400 }, { width: 400 }])
    expect(decoders.load()).toEqual({ working: 0, waiting: 0 })
  })

  test('that is killed over the same picture twice gives it up, and takes the next', async () => {
    const { decoders, path, onlyPid, startStuck } = await startDecoders({ processes: 1 })
    const { pid, result } = await startStuck()
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => decoders.pids().some(other => other !== pid), { interval: 5 }).toBe(true)
    process.kill(onlyPid(), 'SIGKILL')
    expect(await result).toMatchObject({
      code: 'unsupported',
      message: 'That picture cannot be decoded here. Save it again as PNG or JPEG and try once more.',
    })
    expect(await decoders.decode(path)).toMatchObject({ width: 400 })
  })

  test('that crashes over a picture is replaced, and the picture is not tried again', async () => {
    const { decoders, path, startStuck } = await startDecoders({ processes: 1 })
    const { pid, result } = await startStuck()
    process.kill(pid, 'SIGSEGV')
    process.kill(pid, 'SIGCONT')
    expect(await result).toMatchObject({ code: 'unsupported' })
    expect(await decoders.decode(path)).toMatchObject({ width: 400 })
  })

  test('that is killed while it is idle is not missed', async () => {
    const { decoders, path, onlyPid } = await startDecoders({ processes: 1 })
    await decoders.decode(path)
    process.kill(onlyPid(), 'SIGKILL')
    expect(await decoders.decode(path)).toMatchObject({ width: 400 })
  })

  test('that takes longer than its deadline is killed, and the next picture is served', async () => {
    const { decoders, path, startStuck } = await startDecoders({ processes: 1, seconds: 1 })
    const { pid, result } = await startStuck()
    expect(await result).toMatchObject(tooLong)
    expect(isAlive(pid)).toBe(false)
    expect(await decoders.decode(path)).toMatchObject({ width: 400 })
  })

  test('that works longer than it may is killed, and the next picture is served', async () => {
    const { decoders, path, folder, onlyPid } = await startDecoders({ processes: 1, seconds: 0.2 })
    await decoders.decode(path)
    const pid = onlyPid()
    const large = join(folder, 'large.png')
    await writeFile(large, blackPng(8_000, { height: 5_000, channels: 4, bits: 16, interlaced: true }))
    await expect(decoders.decode(large)).rejects.toMatchObject(tooLong)
    expect(isAlive(pid)).toBe(false)
    expect(await decoders.decode(path)).toMatchObject({ width: 400 })
  })

  test('is not told the work of the pictures before as that of the next', async () => {
    const { decoders, path, folder, onlyPid } = await startDecoders({ processes: 1, seconds: 1 })
    await decoders.decode(path)
    const pid = onlyPid()
    const before = cpuOf(pid)
    while (cpuOf(pid) - before < 1.2) await decoders.decode(path)
    const large = join(folder, 'large.png')
    await writeFile(large, blackPng(4_000, { height: 2_500, channels: 4, bits: 16, interlaced: true }))
    expect(await decoders.decode(large)).toMatchObject({ width: 4_000, height: 2_500 })
    expect(onlyPid()).toBe(pid)
  })

  test('that mostly waits for its turn is given the time that it needs', async () => {
    const { decoders, path, folder, onlyPid } = await startDecoders({ processes: 1, seconds: 1, patience: 50 })
    await decoders.decode(path)
    const pid = onlyPid()
    const large = join(folder, 'large.png')
    await writeFile(large, blackPng(4_000, { height: 2_500, channels: 4, bits: 16, interlaced: true }))
    // As on a machine that has no more than a fifth of the time for it.
    const began = performance.now()
    const turns = setInterval(() => {
      process.kill(pid, 'SIGCONT')
      setTimeout(() => isAlive(pid) && process.kill(pid, 'SIGSTOP'), 60)
    }, 300)
    onTestFinished(() => clearInterval(turns))
    process.kill(pid, 'SIGSTOP')
    expect(await decoders.decode(large)).toMatchObject({ width: 4_000, height: 2_500 })
    expect((performance.now() - began) / 1000).toBeGreaterThan(1)
    clearInterval(turns)
    expect(onlyPid()).toBe(pid)
  })

  test('for which the machine has no time is killed, the picture can be tried again, and the next one is served', async () => {
    const { decoders, path, startStuck } = await startDecoders({ processes: 1, patience: 1 })
    const { pid, result } = await startStuck()
    expect(await result).toMatchObject(tooBusy)
    expect(isAlive(pid)).toBe(false)
    expect(await decoders.decode(path)).toMatchObject({ width: 400 })
  })

  test('that has memory left over from others is no reason to refuse a picture for which a fresh one has enough', async () => {
    const { decoders, path, folder } = await startDecoders({ processes: 1 })
    const large = join(folder, 'large.png')
    await writeFile(large, blackPng(8_000, { height: 5_000, channels: 4, bits: 16, interlaced: true }))
    await decoders.decode(path)
    for (const _time of [1, 2, 3]) expect(await decoders.decode(large)).toMatchObject({ width: 8_000, height: 5_000 })
    expect(decoders.load()).toEqual({ working: 0, waiting: 0 })
  })

  test('that needs more memory than it may is killed, and the next picture is served', async () => {
    const { decoders, path, folder } = await startDecoders({ memory: 150 * 2 ** 20 })
    const large = join(folder, 'large.png')
    await writeFile(
      large,
      await plain(6300, 6300, '#c04020', 4).png({ progressive: true, compressionLevel: 1 }).toBuffer(),
    )
    await expect(decoders.decode(large)).rejects.toMatchObject(tooMuchMemory)
    expect(await decoders.decode(path)).toMatchObject({ width: 400 })
  })

  test('is replaced after so many pictures', async () => {
    const { decoders, path, onlyPid } = await startDecoders({ processes: 1, pictures: 2 })
    await decoders.decode(path)
    const first = onlyPid()
    await decoders.decode(path)
    await decoders.decode(path)
    expect(onlyPid()).not.toBe(first)
    expect(isAlive(first)).toBe(false)
  })

  test('ends when nobody has needed it for a while', async () => {
    const { decoders, path } = await startDecoders({ idle: 10 })
    await decoders.decode(path)
    await expect.poll(() => decoders.pids()).toEqual([])
    expect(await decoders.decode(path)).toMatchObject({ width: 400 })
  })
})

describe('the queue', () => {
  test('refuses what it cannot take, and says when to come again', async () => {
    const { decoders, path, startStuck } = await startDecoders({ processes: 1, waiting: 1 })
    const { pid, result } = await startStuck()
    const waiting = decoders.decode(path)
    await expect.poll(() => decoders.load().waiting).toBe(1)
    await expect(decoders.decode(path)).rejects.toMatchObject({ code: 'unavailable', retryAfter: 5 })
    process.kill(pid, 'SIGCONT')
    expect(await result).toMatchObject({ width: 400 })
    expect(await waiting).toMatchObject({ width: 400 })
  })

  test('survives decoders that are killed all the time: each picture is served or refused', async () => {
    const { decoders, path } = await startDecoders()
    const pictures = Promise.allSettled(Array.from({ length: 20 }, () => decoders.decode(path)))
    for (let killed = 0; killed < 8; killed++) {
      await expect.poll(() => decoders.pids().some(isAlive), { interval: 5 }).toBe(true)
      const victims = decoders.pids().filter(isAlive)
      process.kill(victims[killed % victims.length] ?? 0, 'SIGKILL')
    }
    for (const result of await pictures) {
      if (result.status === 'fulfilled') expect(result.value).toMatchObject({ width: 400 })
      else expect(result.reason).toMatchObject({ code: 'unsupported' })
    }
    expect(await decoders.decode(path)).toMatchObject({ width: 400 })
  })

  test('is emptied and its decoders end when the node stops', async () => {
    const { decoders, path, startStuck } = await startDecoders({ processes: 1 })
    const { pid, result } = await startStuck()
    const waiting = decoders.decode(path)
    await expect.poll(() => decoders.load().waiting).toBe(1)
    await Promise.all([decoders.close(), expect(waiting).rejects.toMatchObject({ code: 'unavailable' })])
    expect(await result).toMatchObject({ code: 'unavailable' })
    expect(isAlive(pid)).toBe(false)
    await expect(decoders.decode(path)).rejects.toMatchObject({ code: 'unavailable' })
  })
})

describe('with the limits as they are shipped, a decoder', () => {
  test('that needs more than 512 MB for a picture is killed, and the next picture is served', async () => {
    const { decoders, path, folder, onlyPid } = await startDecoders()
    await decoders.decode(path)
    const pid = onlyPid()
    const long = join(folder, 'long.png')
    await writeFile(long, longPng())
    await expect(decoders.decode(long)).rejects.toMatchObject(tooMuchMemory)
    expect(isAlive(pid)).toBe(false)
    expect(await decoders.decode(path)).toMatchObject({ width: 400 })
  })

  test('that takes longer than 10 s is killed, and the next picture is served', async () => {
    const { result, seconds, killed, next } = await stoodStill
    expect(result).toMatchObject(tooLong)
    expect(killed).toBe(true)
    expect(seconds).toBeGreaterThan(9.9)
    // A timer may be late on a machine that has much to do.
    expect(seconds).toBeLessThan(12)
    expect(next).toMatchObject({ width: 400 })
  })
})
