import { msg } from '@lit/localize'
import type { ErrorCode, ErrorView, ImageView } from '../server/views.ts'

/** The server's refusal, or that it could not be asked. The message is for the person. */
export class AnswerError extends Error {
  readonly code: ErrorCode
  readonly fields: Record<string, string>
  /** For a conflict over a bookmark: the one that exists already. */
  readonly image: ImageView | undefined
  /** It will be allowed once the person has shown again that it is them. */
  readonly confirm: boolean

  constructor({ code, message, fields, image, confirm }: ErrorView) {
    super(message)
    this.name = 'AnswerError'
    this.code = code
    this.fields = fields ?? {}
    this.image = image
    this.confirm = confirm ?? false
  }
}

export function unreachable(): AnswerError {
  return new AnswerError({
    code: 'unavailable',
    message: msg('Bowerbird cannot be reached. Check your connection and try again.'),
  })
}

/** Anything thrown, as something that can be shown. */
export function toAnswerError(error: unknown): AnswerError {
  if (error instanceof AnswerError) return error
  // A bug of ours: developers see it in the console, people a sentence.
  console.error(error)
  return new AnswerError({
    code: 'internal',
    message: msg('Something went wrong here. Reload the page and try again.'),
  })
}

export function isError(value: unknown): value is { error: ErrorView } {
  return typeof value === 'object' && value !== null && 'error' in value
}
