// Bytes on their way in: to a file, counted and hashed as they pass, never whole in memory.
import { createHash, randomUUID } from 'node:crypto'
import { open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { msg, str } from '@lit/localize'
import type { Logger } from 'pino'
import { AppError } from '../errors.ts'
import { wholeNumber } from '../language/words.ts'

export const mostBytes = 20 * 1024 * 1024

export interface Incoming {
  path: string
  /** SHA-256 of the bytes, in hex. */
  hash: string
  bytes: number
  /** Removes the file; harmless when it is gone. */
  discard(): Promise<void>
}

/** The refusal of more than 20 MB. */
export function tooLarge(): AppError {
  return new AppError(
    'too_large',
    msg(str`That picture is larger than ${wholeNumber(20)} MB. Save it smaller and try again.`),
  )
}

export function createReceiver(folder: string, log: Logger) {
  sweep(folder).catch(error => log.warn({ err: error }, 'old incoming files could not be removed'))

  /** @throws {AppError} too_large, invalid when the stream stops early, unavailable when the disk is full. */
  async function receive(stream: Readable): Promise<Incoming> {
    const path = join(folder, `${randomUUID()}.part`)
    const discard = () => rm(path, { force: true })
    const hash = createHash('sha256')
    let bytes = 0
    let stopped: Error | undefined
    stream.once('error', error => (stopped ??= error))

    async function* counted(source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        bytes += chunk.length
        if (bytes > mostBytes) throw tooLarge()
        hash.update(chunk)
        yield chunk
      }
    }

    try {
      // Opened before anything can fail: a file that is created late would be created after it was discarded.
      const file = await open(path, 'wx', 0o600)
      await pipeline(stream, counted, file.createWriteStream())
    } catch (error) {
      stream.destroy()
      await discard()
      throw explain(error, stopped)
    }
    return { path, hash: hash.digest('hex'), bytes, discard }
  }

  return { receive }
}

function explain(error: unknown, stopped: Error | undefined): unknown {
  if (error instanceof AppError) return error
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('unavailable', msg('There is no room for more pictures just now. Tell the administrator.'))
  }
  if (stopped || code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ABORT_ERR') {
    return new AppError('invalid', msg('The upload stopped before it was complete. Try again.'))
  }
  return error
}

/** Removes what a node that was killed has left behind. */
async function sweep(folder: string): Promise<void> {
  const hourAgo = Date.now() - 3_600_000
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found?.isFile() && found.mtimeMs < hourAgo) await rm(path, { force: true })
  }
}
