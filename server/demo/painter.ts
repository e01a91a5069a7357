// Paints on a thread of its own, so that the node answers while it does: a seed comes in, a picture goes out.
import { Worker, isMainThread, parentPort } from 'node:worker_threads'
import { makePicture } from './pictures.ts'
import type { Picture } from './pictures.ts'

type Painted = { picture: Omit<Picture, 'bytes'> & { bytes: Uint8Array } } | { problem: string }

export interface Painter {
  /** One at a time, in the order in which they are asked for. */
  paint(seed: number): Promise<Picture>
  close(): Promise<void>
}

export function createPainter(): Painter {
  const worker = new Worker(new URL(import.meta.url))
  const waiting: PromiseWithResolvers<Picture>[] = []
  worker.on('message', (painted: Painted) => {
    const asked = waiting.shift()
    if ('problem' in painted) asked?.reject(new Error(painted.problem))
    else asked?.resolve({ ...painted.picture, bytes: Buffer.from(painted.picture.bytes) })
  })
  worker.on('error', error => waiting.splice(0).forEach(asked => asked.reject(error)))
  worker.on('exit', () => waiting.splice(0).forEach(asked => asked.reject(new Error('The painter has gone home.'))))
  return {
    paint(seed) {
      const asked = Promise.withResolvers<Picture>()
      // Who asks ahead may never come to wait for it.
      asked.promise.catch(() => undefined)
      waiting.push(asked)
      worker.postMessage(seed)
      return asked.promise
    },
    async close() {
      await worker.terminate()
    },
  }
}

if (!isMainThread && parentPort) {
  const port = parentPort
  let last: Promise<void> = Promise.resolve()
  port.on('message', (seed: number) => {
    last = last
      .then(() => makePicture(seed))
      .then(
        picture => port.postMessage({ picture } satisfies Painted),
        error => port.postMessage({ problem: String(error) } satisfies Painted),
      )
  })
}
