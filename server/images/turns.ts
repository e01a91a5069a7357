// Work that one person may not take from all others: fetching and decoding, a few at a time for each.
import { msg } from '@lit/localize'
import { AppError } from '../errors.ts'

const mostAtOnce = 2
const mostWaiting = 100

interface Line {
  running: number
  waiting: (() => void)[]
}

const lines = new Map<string, Line>()

/** Runs the work when its turn among the same person's has come. @throws {AppError} `too_many` when the line is too long */
export async function inTurn<Result>(accountId: string, work: () => Promise<Result>): Promise<Result> {
  const line = lines.get(accountId) ?? { running: 0, waiting: [] }
  lines.set(accountId, line)
  if (line.running < mostAtOnce) line.running++
  else {
    if (line.waiting.length >= mostWaiting) {
      throw new AppError('too_many', msg('You are saving too much at once. Wait until some of it is done.'))
    }
    await new Promise<void>(resolve => line.waiting.push(resolve))
  }
  try {
    return await work()
  } finally {
    const next = line.waiting.shift()
    if (next) next()
    else if (--line.running === 0) lines.delete(accountId)
  }
}
