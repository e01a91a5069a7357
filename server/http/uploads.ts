// Multipart forms: text fields, and files that are read as they come.
import type { Readable } from 'node:stream'
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
  if (!file) throw new AppError('invalid', 'Choose a picture.', { fields: { file: 'Choose a picture.' } })
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
      reject(error instanceof AppError ? error : new AppError('invalid', 'The form cannot be read.'))
    }
    form.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) fail(new AppError('too_large', `The field "${name}" is too long.`))
      fields[name] = value
    })
    form.on('file', (name, bytes, info) => {
      // Without a listener, a part that ends with the form would end the process.
      bytes.on('error', () => {})
      if (failed || name !== 'file') return void bytes.resume()
      fileName = info.filename || undefined
      file = receive(bytes)
      file.catch(fail)
    })
    form.on('error', fail)
    form.on('close', () => {
      if (failed) return
      void Promise.resolve(file).then(received => resolve({ fields, file: received, fileName }), fail)
    })
    http.req.on('aborted', () => fail(new AppError('invalid', 'The upload was broken off.')))
    http.req.pipe(form)
  })
}

/** The parser of a form that comes. @throws {AppError} `unsupported` for what is none, `invalid` */
export function openForm(http: HttpContext, limits: busboy.Limits): busboy.Busboy {
  if (!http.request.is('multipart/form-data')) throw new AppError('unsupported', 'Send a form (multipart/form-data).')
  try {
    return busboy({ headers: http.headers, defParamCharset: 'utf8', limits: { ...limits, headerPairs: 50 } })
  } catch {
    throw new AppError('invalid', 'The form cannot be read.')
  }
}
