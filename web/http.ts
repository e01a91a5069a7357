// HTTP where a socket cannot serve: cookies are set and files are sent.
import { AnswerError, isError, unreachable } from './answer-error.ts'
import { msg } from '@lit/localize'
import { confirmed } from './confirmed.ts'
import { locale } from './locale.ts'

/** @throws {AnswerError} also when the server cannot be reached. */
export function fetchJson<Data>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Data> {
  return confirmed(() => fetchOnce(method, path, body))
}

async function fetchOnce<Data>(method: string, path: string, body?: object): Promise<Data> {
  const json = body && { body: JSON.stringify(body) }
  const headers = { accept: 'application/json', ...inLanguage(), ...(json && { 'content-type': 'application/json' }) }
  const response = await fetch(path, { method, headers, ...json, cache: 'no-store' }).catch(() => {
    throw unreachable()
  })
  return read<Data>(response.status, await response.text())
}

/**
 * Sends a form with files; `progress` is told fractions of 1 while it is on its way.
 * @param as whose it is: refused where somebody else is signed in by now
 */
export function upload<Data>(
  path: string,
  form: FormData,
  progress: (done: number) => void,
  { signal, as }: { signal?: AbortSignal; as?: string | undefined } = {},
) {
  // fetch cannot tell how much has been sent.
  const request = new XMLHttpRequest()
  const { promise, resolve, reject } = Promise.withResolvers<Data>()
  request.open('POST', path)
  request.setRequestHeader('accept', 'application/json')
  for (const [name, value] of Object.entries(inLanguage())) request.setRequestHeader(name, value)
  if (as !== undefined) request.setRequestHeader('bowerbird-as', as)
  request.upload.addEventListener('progress', event => event.lengthComputable && progress(event.loaded / event.total))
  request.addEventListener('error', () => reject(unreachable()))
  request.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')))
  request.addEventListener('load', () => {
    try {
      resolve(read<Data>(request.status, request.responseText))
    } catch (error) {
      reject(error)
    }
  })
  signal?.addEventListener('abort', () => request.abort())
  request.send(form)
  return promise
}

/** In which it wants to be answered. */
const inLanguage = () => ({ 'bowerbird-language': locale.spoken ?? 'en' })

function read<Data>(status: number, text: string): Data {
  let answer: unknown
  try {
    answer = text === '' ? undefined : JSON.parse(text)
  } catch {
    answer = undefined
  }
  if (isError(answer)) throw new AnswerError(answer.error)
  if (status >= 400 || (answer === undefined && status !== 204)) {
    // Not the application's own words: something between us and it has answered.
    const tooLarge = status === 413
    throw new AnswerError({
      code: tooLarge ? 'too_large' : 'unavailable',
      message: tooLarge
        ? msg('That is too large for this server.')
        : msg('Bowerbird is not available right now. Try again shortly.'),
    })
  }
  return answer as Data
}
