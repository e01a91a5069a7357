// Hosts that have asked to be left alone (429, or 503 with Retry-After), as this node remembers them.
import { msg, str } from '@lit/localize'
import { AppError } from '../errors.ts'
import { counted } from '../language/words.ts'

const mostHosts = 1_000
const mostSeconds = 3_600
/** Where a 429 says nothing more. */
const ordinarySeconds = 60

export interface Patience {
  /** @throws {AppError} `unavailable` with `retryAfter`, while the host is to be left alone. */
  check(host: string): void
  /**
   * Takes note of an answer that asks for patience. Only what an allowed host has answered may come here: else it would tell
   * what a network that nobody may look into answers.
   * @throws {AppError} as `check`, when it does ask.
   */
  heed(host: string, status: number, retryAfter: string | undefined): void
}

export function createPatience(now: () => number = Date.now): Patience {
  const until = new Map<string, number>()

  function check(host: string) {
    const seconds = Math.ceil(((until.get(host) ?? 0) - now()) / 1_000)
    if (seconds > 0) {
      throw new AppError('unavailable', busy(host, seconds), { retryAfter: seconds })
    }
    until.delete(host)
  }

  return {
    check,
    heed(host, status, retryAfter) {
      const seconds = secondsToWait(status, retryAfter, now())
      if (seconds === undefined) return
      const end = Math.max(until.get(host) ?? 0, now() + seconds * 1_000)
      // Who spoke last stands last: the one that goes has been silent for longest.
      until.delete(host)
      until.set(host, end)
      for (const oldest of until.size > mostHosts ? until.keys() : []) {
        until.delete(oldest)
        break
      }
      check(host)
    },
  }
}

/** How long an answer asks us to wait, 1 s to 1 h; undefined when it does not. Retry-After is seconds or a date (RFC 9110, 10.2.3). */
export function secondsToWait(status: number, retryAfter: string | undefined, now: number): number | undefined {
  if (status !== 429 && status !== 503) return undefined
  const text = retryAfter?.trim() ?? ''
  // Date.parse takes almost anything for a date; those of HTTP begin with the day of the week.
  const date = /^[a-z]{3,9},? /i.test(text) ? Date.parse(text) : NaN
  const asked = /^\d+$/.test(text) ? Number(text) : Math.ceil((date - now) / 1_000)
  if (!Number.isNaN(asked)) return Math.min(Math.max(asked, 1), mostSeconds)
  return status === 429 ? ordinarySeconds : undefined
}

function busy(host: string, seconds: number): string {
  if (seconds === 1) return msg(str`${host} is busy, and asks us to come back in about a second.`)
  const minutes = Math.round(seconds / 60)
  if (minutes >= 60) return msg(str`${host} is busy, and asks us to come back in about an hour.`)
  const words =
    seconds < 90
      ? msg(
          '{count, plural, one {{host} is busy, and asks us to come back in about # second.} other {{host} is busy, and asks us to come back in about # seconds.}}',
        )
      : msg(
          '{count, plural, one {{host} is busy, and asks us to come back in about # minute.} other {{host} is busy, and asks us to come back in about # minutes.}}',
        )
  return counted(words, seconds < 90 ? seconds : minutes, { host })
}
