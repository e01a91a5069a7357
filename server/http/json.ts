import { msg, str } from '@lit/localize'
import type { Context as HttpContext } from 'koa'
import { AppError } from '../errors.ts'
import { wholeNumber } from '../language/words.ts'

const mostBytes = 64 * 1024

/**
 * Reads a JSON body of at most 64 kB. Only `application/json` is read: a form of another site cannot send that.
 * @throws {AppError} `unsupported`, `too_large` or `invalid`
 */
export async function readJson({ req, request }: HttpContext): Promise<unknown> {
  if (!request.is('application/json'))
    throw new AppError('unsupported', msg('Send JSON (Content-Type: application/json).'))
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > mostBytes) throw new AppError('too_large', msg(str`The request is larger than ${wholeNumber(64)} kB.`))
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString() || '{}') as unknown
  } catch {
    throw new AppError('invalid', msg('The request is not valid JSON.'))
  }
}
