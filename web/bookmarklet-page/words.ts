// What the bookmarklet says, as it stands in its address. It runs on other people's pages, where no catalogue can be asked for.
import { msg } from '@lit/localize'
import { MOST_PICTURES } from '../bookmarklet/capture.ts'
import { filler, type Message, type Said } from '../bookmarklet/fill.ts'
import type { Word } from '../bookmarklet/words.ts'

/** What an address writes as it is. */
const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789;,/?:@&=+$-_.!~*'()"

/** In English unless another language is spoken here. */
export function sayInBookmarklet(language = 'en', dir = 'ltr', all = messages()): Said {
  const fill = filler(language)
  const most = { count: MOST_PICTURES }
  const said = Object.fromEntries(Object.entries(all).map(([word, text]) => [word, toMessage(text)]))
  // Their number is known already.
  Object.assign(said, { first: fill(said.first!, most), many: fill(said.many!, most) })
  return { language, dir, ...pack(JSON.stringify(said)) }
}

export function messages(): Record<Word, string> {
  return {
    heading: msg('Which pictures?'),
    looking: msg('Looking for pictures…'),
    close: msg('Close'),
    least: msg('At least'),
    pictures: msg('Pictures on this page'),
    all: msg('Select all'),
    first: msg('{count, plural, one {Select the first #} other {Select the first #}}'),
    picked: msg('{count, plural, one {# of {of} picked} other {# of {of} picked}}'),
    found: msg('{count, plural, one {# found} other {# found. Pick one, or tick several.}}'),
    save: msg('{count, plural, one {Save picture} other {Save # pictures}}'),
    more: msg('{count, plural, one {Show # more} other {Show # more}}'),
    about: msg('about {size}'),
    unknown: msg('size not known'),
    picture: msg('Picture {number}'),
    label: msg('{name}, {size}'),
    none: msg('No picture found here.'),
    smaller: msg(
      '{count, plural, one {No picture is that large. # is smaller.} other {No picture is that large. # are smaller.}}',
    ),
    drawings: msg(
      '{count, plural, one {Drawings on the page cannot be taken: there is # here. A screenshot can be saved instead.} other {Drawings on the page cannot be taken: there are # here. A screenshot can be saved instead.}}',
    ),
    many: msg(
      '{count, plural, one {At most # picture can be saved at once.} other {At most # pictures can be saved at once.}}',
    ),
    large: msg('That is more than fits in one go: pick fewer of the pictures that are part of the page itself.'),
    unreadable: msg(
      '{count, plural, one {The page does not give # of these pictures away.} other {The page does not give # of these pictures away.}}',
    ),
    blocked: msg('Your browser kept the window of Bowerbird closed.'),
    open: msg('Open it in a new tab'),
    elsewhere: msg('Pictures can be taken from pages whose address begins with http:// or https://.'),
  }
}

/** As web/language/counted.ts reads it, but whole: only where it is said the number is known. What is said as `other` is, is that. */
function toMessage(text: string): Message {
  const [, before, name, branches, after] =
    /^([^]*?)\{(\w+), plural, ((?:=?\w+ \{(?:[^{}]|\{\w+\})*\} ?)+)\}([^]*)$/.exec(text) ?? []
  if (branches === undefined) return text
  const said = [...branches.matchAll(/(=?\w+) \{((?:[^{}]|\{\w+\})*)\}/g)].map(
    ([, category, branch]) => [category, `${before}${branch!.replaceAll('#', `{${name}}`)}${after}`] as const,
  )
  const other = said.find(([category]) => category === 'other')?.[1] ?? ''
  const own = said.filter(([category, branch]) => /other|=/.test(category!) || branch !== other)
  return own.length > 1 ? Object.fromEntries(own) : other
}

/** Of the letters that are dear in an address, the dearest are written as plain ones that the text does not have. */
function pack(text: string): Pick<Said, 'letters' | 'words'> {
  const free = [...plain].filter(letter => !text.includes(letter))
  const times = Map.groupBy(text, letter => letter)
  const dear = [...times]
    .map(([letter, { length }]) => ({ letter, length, cost: length * (encodeURI(letter).length - 1) }))
    .filter(({ letter, length, cost }) => letter.length === 1 && length > 1 && cost > 0)
    .sort((one, other) => other.cost - one.cost)
    .slice(0, free.length)
  return {
    letters: dear.map(({ letter }, index) => free[index]! + letter).join(''),
    words: dear.reduce((words, { letter }, index) => words.replaceAll(letter, () => free[index]!), text),
  }
}
