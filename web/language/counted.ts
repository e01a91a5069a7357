// Messages whose words depend on a number, as ICU writes them (https://unicode-org.github.io/icu/userguide/format_parse/messages/): one plural in
// each, with plain text in its branches. The whole of ICU is 9 kB, a fifth of what the first page has room for.
import { locale } from '../locale.ts'
import { shortNumber } from '../numbers.ts'

const rules: Record<string, Intl.PluralRules> = {}

/**
 * `parts('{count, plural, one {# like} other {# likes}}', 3)` is `['3 likes']`. `#` is the number as `shortNumber` has it.
 * @param values by their names in the message; they stand between the pieces of text as they are, templates too
 */
export function parts<Value>(message: string, count: number, values: Record<string, Value> = {}): (string | Value)[] {
  const chosen = message.replace(/\{\w+, plural, ((?:=?\w+ \{(?:[^{}]|\{\w+\})*\} ?)+)\}/, (_all, branches: string) => {
    const at = locale.spoken ?? 'en'
    const category = (rules[at] ??= new Intl.PluralRules(at)).select(count)
    const find = (name: string) => new RegExp(`(?:^| )${name} \\{((?:[^{}]|\\{\\w+\\})*)\\}`).exec(branches)?.[1]
    return (find(`=${count}`) ?? find(category) ?? find('other') ?? '').replaceAll('#', () => shortNumber(count))
  })
  return chosen.split(/\{(\w+)\}/).map((part, index) => (index % 2 ? locale.isolate(values[part] as Value) : part))
}

/** The same as one text. */
export const counted = (message: string, count: number, values: Record<string, string> = {}): string =>
  parts(message, count, values).join('')
