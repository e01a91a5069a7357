// Cursors: a place in the order of events as text. They compare as strings in that order.
import type { Cursor } from '../views.ts'

/** A place in the log: the transaction's number, then the event's; decimal digits, as PostgreSQL gives them. */
export interface Position {
  xid: string
  id: string
}

// Each number in base 36 behind its length, so that comparing text compares numbers: "1z" < "210".
function encodeNumber(decimal: string): string {
  const digits = BigInt(decimal).toString(36)
  return digits.length.toString(36) + digits
}

/** @param epoch which run of the log: letters and digits, without `-` */
export function encodeCursor(epoch: string, { xid, id }: Position): Cursor {
  return `${epoch}-${encodeNumber(xid)}${encodeNumber(id)}`
}

/** @returns undefined for text that is no cursor of this epoch */
export function decodeCursor(epoch: string, cursor: unknown): Position | undefined {
  if (typeof cursor !== 'string' || cursor.length > 60 || !cursor.startsWith(`${epoch}-`)) return undefined
  const text = cursor.slice(epoch.length + 1)
  const xid = decodeNumber(text, 0)
  const id = xid && decodeNumber(text, xid.end)
  if (!id || id.end !== text.length) return undefined
  return { xid: xid.decimal, id: id.decimal }
}

const most = 2n ** 63n

function decodeNumber(text: string, start: number): { decimal: string; end: number } | undefined {
  const length = Number.parseInt(text.charAt(start), 36)
  const end = start + 1 + length
  if (!(length > 0) || end > text.length) return undefined
  let number = 0n
  for (const character of text.slice(start + 1, end)) {
    const digit = Number.parseInt(character, 36)
    if (Number.isNaN(digit)) return undefined
    number = number * 36n + BigInt(digit)
  }
  return number < most ? { decimal: String(number), end } : undefined
}
