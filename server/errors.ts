// Expected failures, which the person at the other end may read; anything else that is thrown is a bug.
import { msg } from '@lit/localize'
import type { ErrorCode, ErrorView } from './views.ts'

const statusOf: Record<ErrorCode, number> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported: 415,
  too_many: 429,
  unreachable: 502,
  internal: 500,
  unavailable: 503,
}

/** An expected failure. The message is a sentence for the person, and says what to do. */
export class AppError extends Error {
  readonly code: ErrorCode
  /** More of the answer: the fields that are wrong, the bookmark that exists already. */
  readonly details: Omit<ErrorView, 'code' | 'message'>
  /** Seconds after which it is worth trying again. */
  readonly retryAfter: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    { retryAfter, ...details }: Omit<ErrorView, 'code' | 'message'> & { retryAfter?: number } = {},
  ) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.details = details
    this.retryAfter = retryAfter
  }
}

/** The HTTP status that goes with an error's code. */
export function httpStatus(code: ErrorCode): number {
  return statusOf[code]
}

/**
 * What a client is told of anything that was thrown. Also knows what PostgreSQL says of a broken rule (23505, 23503) and of a
 * database that cannot be reached; everything else becomes `internal`, and is for the log.
 */
export function toErrorView(error: unknown): ErrorView {
  if (error instanceof AppError) return { code: error.code, message: error.message, ...error.details }
  const state = sqlState(error)
  if (state === '23505') return { code: 'conflict', message: msg('That exists already.') }
  if (state === '23503') return { code: 'not_found', message: msg('That does not exist any more.') }
  if (isDatabaseAway(error))
    return { code: 'unavailable', message: msg('Bowerbird cannot reach its database. Try again shortly.') }
  return {
    code: 'internal',
    message: msg('Something went wrong on our side. Try again; if it stays, tell the administrator.'),
  }
}

/** PostgreSQL's five-letter error code, where the error came from it. */
export function sqlState(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/** Whether the error says that the database is gone, starting, stopping or full: it is worth trying again later. */
export function isDatabaseAway(error: unknown): boolean {
  const state = sqlState(error)
  if (state) return state.startsWith('08') || state.startsWith('57P') || state === '53300'
  const { code, message } = (error ?? {}) as { code?: string; message?: string }
  return (
    // A name that is not known: in a cluster, that of a container that is gone.
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN'].includes(
      code ?? '',
    ) ||
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      message ?? '',
    )
  )
}
