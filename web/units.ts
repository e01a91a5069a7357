// Amounts and lists as a person reads them, in the language of the page.
import { msg, str } from '@lit/localize'
import { languageOf } from './locale.ts'
import { closeUp } from './numbers.ts'

type Display = 'short' | 'narrow' | 'long'

/** By language and options: to make one takes as long as to use it a hundred times. */
const formats: Record<string, Intl.NumberFormat> = {}

function write(amount: number, options: Intl.NumberFormatOptions = {}): string {
  const at = languageOf()
  const written = (formats[at + JSON.stringify(options)] ??= new Intl.NumberFormat(at, options)).format(amount)
  return closeUp(written)
}

/** “3 sec”; narrow “3s”; long “3 seconds”. */
export const inUnit = (amount: number, unit: string, unitDisplay: Display = 'short'): string =>
  write(amount, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 })

export const inPercent = (fraction: number): string => write(fraction, { style: 'percent' })

export const inDigits = (count: number): string => write(count)

/** Nothing is less than a tenth of a kilobyte. */
export function inBytes(bytes: number): string {
  const [unit, size] =
    bytes < 1e6
      ? (['kilobyte', 1e3] as const)
      : bytes < 1e9
        ? (['megabyte', 1e6] as const)
        : (['gigabyte', 1e9] as const)
  return inUnit(Math.max(bytes, 100) / size, unit)
}

/** “Ada, Bob”: side by side, without “and”, which `Intl.ListFormat` leaves out in some languages only. */
export const listed = (names: string[]): string =>
  names.length > 0 ? names.reduce((before, name) => msg(str`${before}, ${name}`)) : ''
