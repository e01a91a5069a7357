// Names and titles of another direction within a sentence: they take nothing along of what stands around them.
import { locale } from '../locale.ts'

/** Of letters that are written from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufefc]/
/** Of all others. */
const leftToRight = /(?![\u0590-\u08ff\ufb1d-\ufefc])\p{L}/u

/** Between FIRST STRONG ISOLATE and its end (https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates), where the sentence runs the other way. */
export function isolate<Value>(value: Value): Value | string {
  // What follows an address would be taken for its end.
  if (typeof value !== 'string' || /^https?:\/\//.test(value)) return value
  const other = locale.spoken === 'ar' ? leftToRight : rightToLeft
  return other.test(value) ? `\u2068${value}\u2069` : value
}
