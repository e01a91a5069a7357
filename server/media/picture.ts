// Decoding, as the node sees it: a short queue before a few processes that may die without hurting anyone.
import { open } from 'node:fs/promises'
import { msg } from '@lit/localize'
import type { Logger } from 'pino'
import { AppError } from '../errors.ts'
import { findConfinement } from './confinement.ts'
import type { Room } from './confinement.ts'
import { startDecoder } from './decoder-process.ts'
import type { DecoderProcess, Outcome, UseLimits } from './decoder-process.ts'
import type { Job } from './decoder.ts'
import type { Developed, Rendition } from './developed.ts'
import { headBytes, recognise } from './format.ts'
import type { Format } from './format.ts'
import { explain, refused, stopping } from './refusals.ts'

export interface DecoderLimits extends UseLimits {
  processes: number
  /** Pictures that may wait. */
  waiting: number
  /** Bytes of resident memory of one process. */
  memory: number
  /** After so many a process is replaced by a fresh one. */
  pictures: number
  /** Milliseconds after which an idle process ends. */
  idle: number
}

const defaults: DecoderLimits = {
  processes: 2,
  waiting: 32,
  seconds: 10,
  patience: 30,
  memory: 512 * 1024 * 1024,
  pictures: 500,
  idle: 60_000,
}

export interface Decoders {
  /** @throws {AppError} unsupported, invalid, too_large, unavailable. */
  decode(path: string): Promise<Developed & { format: Format }>
  /** The middle of a picture as a small square. Throws as `decode`. */
  portray(path: string): Promise<Rendition>
  /** AVIF by rising width; none of a film. Throws as `decode`. */
  compress(path: string): Promise<Rendition[]>
  /** Of the processes that live, the idle ones included. */
  pids(): number[]
  /** Pictures in work, and pictures that wait for it. */
  load(): { working: number; waiting: number }
  close(): Promise<void>
}

type Result = Exclude<Outcome, { refusal: unknown } | { death: unknown }>

interface Task {
  job: Job
  /** The second try, in a process that has done nothing else. */
  retried: boolean
  resolve(result: Result): void
  /** Made where it is waited for: here it may be anybody's turn, in any language. */
  refuse(why: () => AppError): void
}

interface Worker {
  process: DecoderProcess
  served: number
  idleTimer?: NodeJS.Timeout
}

export function createDecoders(
  config: { decodeAvif: boolean; folders: Omit<Room, 'memory'> },
  log: Logger,
  changed: Partial<DecoderLimits> = {},
): Decoders {
  const limits = { ...defaults, ...changed }
  const settings = { avif: config.decodeAvif, memory: limits.memory }
  const queue: Task[] = []
  const workers = new Set<Worker>()
  const idle: Worker[] = []
  let closed = false

  const { missing } = findConfinement()
  if (missing.length > 0) log.warn({ missing }, 'pictures are decoded less confined than they could be')

  function startWork() {
    while (queue.length > 0) {
      const used = queue[0]?.retried ? undefined : idle.pop()
      const worker = used ?? (workers.size < limits.processes ? startWorker() : undefined)
      const task = worker && queue.shift()
      if (!task) return
      void work(worker, task)
    }
  }

  function startWorker(): Worker {
    const worker: Worker = { process: startDecoder(settings, limits, config.folders), served: 0 }
    workers.add(worker)
    void worker.process.gone.then(() => {
      clearTimeout(worker.idleTimer)
      workers.delete(worker)
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
      startWork()
    })
    return worker
  }

  async function work(worker: Worker, task: Task) {
    clearTimeout(worker.idleTimer)
    const outcome = await worker.process.decode(task.job)
    const fresh = worker.served++ === 0
    if ('death' in outcome) {
      log.warn({ death: outcome.death, detail: outcome.detail, retried: task.retried }, 'a picture decoder has ended')
      // Its own picture was perhaps not the reason: others leave memory behind that is never given back.
      const another = outcome.death === 'outside' || (outcome.death === 'memory' && !fresh)
      if (another && !task.retried && !closed) queue.unshift({ ...task, retried: true })
      else task.refuse(() => explain(outcome.death))
      return startWork()
    }
    if ('refusal' in outcome) {
      log.debug({ detail: outcome.detail }, 'a picture was refused')
      task.refuse(() => refused(outcome.refusal))
    } else task.resolve(outcome)
    if (worker.served >= limits.pictures) worker.process.end()
    else {
      idle.push(worker)
      worker.idleTimer = setTimeout(() => worker.process.end(), limits.idle).unref()
    }
    startWork()
  }

  async function handOver(task: Job['task'], path: string): Promise<Result & { format: Format }> {
    const format = recognise(await readHead(path), config.decodeAvif)
    if (closed) throw stopping()
    if (queue.length >= limits.waiting) {
      throw new AppError('unavailable', msg('Too many pictures are being prepared just now. Try again in a moment.'), {
        retryAfter: 5,
      })
    }
    const result = await new Promise<Result | (() => AppError)>(resolve => {
      queue.push({ job: { task, path, format }, retried: false, resolve, refuse: resolve })
      startWork()
    })
    if (typeof result === 'function') throw result()
    return { ...result, format }
  }

  async function render(task: 'portrait' | 'avif', path: string): Promise<Rendition[]> {
    const result = await handOver(task, path)
    if (!('renditions' in result)) throw new Error(`a decoder answered ${task} with something else`)
    return result.renditions
  }

  return {
    async decode(path) {
      const result = await handOver('picture', path)
      if (!('developed' in result)) throw new Error('a decoder answered picture with something else')
      return { ...result.developed, format: result.format }
    },

    async portray(path) {
      const [portrait] = await render('portrait', path)
      if (!portrait) throw new Error('a decoder made no portrait')
      return portrait
    },

    compress: path => render('avif', path),

    pids: () => [...workers].flatMap(({ process }) => process.pid ?? []),

    load: () => ({ working: workers.size - idle.length, waiting: queue.length }),

    async close() {
      closed = true
      for (const task of queue.splice(0)) task.refuse(stopping)
      const ending = [...workers].map(({ process }) => process)
      for (const process of ending) process.end()
      await Promise.all(ending.map(process => process.gone))
    },
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
