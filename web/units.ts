// Amounts and lists as a person reads them, in the language of the page.
import { languageOf } from './locale.ts'

type Display = 'short' | 'narrow' | 'long'

/** “3 sec”; narrow “3s”; long “3 seconds”. */
export const inUnit = (amount: number, unit: string, unitDisplay: Display = 'short'): string =>
  new Intl.NumberFormat(languageOf(), { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 }).format(amount)

export const inPercent = (fraction: number): string =>
  new Intl.NumberFormat(languageOf(), { style: 'percent' }).format(fraction)

export const inDigits = (count: number): string => new Intl.NumberFormat(languageOf()).format(count)

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

/** “Ada, Bob”: side by side, without “and”. */
export const listed = (names: string[]): string =>
  new Intl.ListFormat(languageOf(), { type: 'unit', style: 'short' }).format(names)
