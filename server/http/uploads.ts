// Multipart forms: text fields, and one file that is read as it comes.
import type { Readable } from 'node:stream'
import busboy from 'busboy'
import type { Context as HttpContext } from 'koa'
import { AppError } from '../errors.ts'

export interface Upload<File> {
  fields: Record<string, string>
  file: File | undefined
}

/**
 * Reads a form with at most 20 text fields of 16 kB and one file named `file`.
 * @param receive takes the bytes; what it gives is discarded by the caller if anything fails later
 * @throws {AppError} `unsupported` or `invalid`, and what `receive` throws
 */
export function readUpload<File>(
  http: HttpContext,
  receive: (bytes: Readable) => Promise<File>,
): Promise<Upload<File>> {
  if (!http.request.is('multipart/form-data')) throw new AppError('unsupported', 'Send a form (multipart/form-data).')
  const form = busboy({
    headers: http.headers,
    defParamCharset: 'utf8',
    limits: { fields: 20, fieldSize: 16 * 1024, files: 1, parts: 25, headerPairs: 50 },
  })
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {}
    let file: Promise<File> | undefined
    function fail(error: unknown) {
      http.req.unpipe(form)
      // The rest is read and dropped, so that the browser reads the answer and not a broken connection.
      http.req.resume()
      reject(error instanceof AppError ? error : new AppError('invalid', 'The form cannot be read.'))
    }
    form.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) fail(new AppError('too_large', `The field "${name}" is too long.`))
      fields[name] = value
    })
    form.on('file', (name, bytes) => {
      if (name !== 'file') {
        bytes.resume()
        return
      }
      file = receive(bytes)
      file.catch(fail)
    })
    form.on('error', fail)
    form.on('close', () => {
      void Promise.resolve(file).then(received => resolve({ fields, file: received }), fail)
    })
    http.req.on('aborted', () => fail(new AppError('invalid', 'The upload was broken off.')))
    http.req.pipe(form)
  })
}
