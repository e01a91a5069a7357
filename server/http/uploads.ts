// Multipart forms: text fields, and files that are read as they come.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Readable } from 'node:stream'
import { msg, str } from '@lit/localize'
import busboy from 'busboy'
import type { Context as HttpContext } from 'koa'
import type { z } from 'zod'
import { parseInput } from '../channels/consumers.ts'
import { AppError } from '../errors.ts'

export interface Upload<Input, File> {
  /** The text fields, as the schema gives them. */
  input: Input
  /** The caller's to use up or discard. */
  file: File
  /** As the person's device calls it; to be distrusted. */
  fileName: string | undefined
}

/**
 * Reads a form with at most 20 text fields of 16 kB and one file named `file`.
 * @param receive takes the bytes; what it gives is discarded here when the form fails
 * @throws {AppError} `unsupported`, or `invalid` also without a file and by the schema, and what `receive` throws
 */
export async function readUpload<Input, File extends { discard(): Promise<void> }>(
  http: HttpContext,
  schema: z.ZodType<Input>,
  receive: (bytes: Readable) => Promise<File>,
): Promise<Upload<Input, File>> {
  const { fields, file, fileName } = await readParts(http, receive)
  if (!file) throw new AppError('invalid', msg('Choose a picture.'), { fields: { file: msg('Choose a picture.') } })
  try {
    return { input: parseInput(schema, fields), file, fileName }
  } catch (error) {
    await file.discard()
    throw error
  }
}

interface Parts<File> {
  fields: Record<string, string>
  file: File | undefined
  fileName: string | undefined
}

function readParts<File extends { discard(): Promise<void> }>(
  http: HttpContext,
  receive: (bytes: Readable) => Promise<File>,
): Promise<Parts<File>> {
  const form = openForm(http, { fields: 20, fieldSize: 16 * 1024, files: 1, parts: 25 })
  // What is called as bytes come knows nothing of whoever sends them, nor of their language.
  const here = AsyncLocalStorage.snapshot()
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {}
    let file: Promise<File> | undefined
    let fileName: string | undefined
    let failed = false
    function fail(error: unknown) {
      if (failed) return
      failed = true
      http.req.unpipe(form)
      // Ends the part that is being received; what is whole already is given back.
      form.destroy()
      file?.then(received => received.discard()).catch(() => {})
      // The rest is read and dropped, so that the browser reads the answer and not a broken connection.
      http.req.resume()
      reject(error instanceof AppError ? error : here(unreadable))
    }
    form.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) fail(here(fieldTooLong, name))
      fields[name] = value
    })
    form.on('file', (name, bytes, info) => {
      // Without a listener, a part that ends with the form would end the process.
      bytes.on('error', () => {})
      if (failed || name !== 'file') return void bytes.resume()
      fileName = info.filename || undefined
      file = here(receive, bytes)
      file.catch(fail)
    })
    form.on('error', fail)
    form.on('close', () => {
      if (failed) return
      void Promise.resolve(file).then(received => resolve({ fields, file: received, fileName }), fail)
    })
    http.req.on('aborted', () => fail(here(brokenOff)))
    http.req.pipe(form)
  })
}

const unreadable = () => new AppError('invalid', msg('The form cannot be read.'))
const brokenOff = () => new AppError('invalid', msg('The upload was broken off.'))
const fieldTooLong = (name: string) => new AppError('too_large', msg(str`The field "${name}" is too long.`))

/** The parser of a form that comes. @throws {AppError} `unsupported` for what is none, `invalid` */
export function openForm(http: HttpContext, limits: busboy.Limits): busboy.Busboy {
  if (!http.request.is('multipart/form-data'))
    throw new AppError('unsupported', msg('Send a form (multipart/form-data).'))
  try {
    return busboy({ headers: http.headers, defParamCharset: 'utf8', limits: { ...limits, headerPairs: 50 } })
  } catch {
    throw unreadable()
  }
}
