// The bookmarklet as an address, with what it says in each language.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ORIGIN, SAID, toBookmarkAddress } from '../../web/bookmarklet/address.ts'
import { learn } from '../../web/bookmarklet/fill.ts'
import { messages, sayInBookmarklet } from '../../web/bookmarklet-page/words.ts'
import { keyOf } from '../../web/language/key.ts'
import { spokenLanguages } from '../../web/language/spoken.ts'
import { buildBookmarklet } from '../../vite.bookmarklet.ts'
import { readMessages } from '../../vite.languages.ts'
import { arabic } from '../bookmarklet/arabic.ts'

/** Characters: some programs that keep bookmarks take no more than 32,768. */
const LONGEST_ADDRESS = 28_672

const script = await buildBookmarklet()
const english = messages()
const spoken = spokenLanguages.map(
  language => [language, sayInBookmarklet(language, 'ltr', translated(language))] as const,
)

/** As the catalogue has it; in English where it has nothing. */
function translated(language: string): typeof english {
  if (language === 'en') return english
  const catalogue = readMessages(readFileSync(join(import.meta.dirname, `../../web/languages/${language}.xlf`), 'utf8'))
  const all = Object.entries(english).map(([word, text]) => [word, catalogue[keyOf(text)] ?? text])
  return Object.fromEntries(all) as typeof english
}

test.each([...spoken, ['ar of these tests', sayInBookmarklet('ar', 'rtl', arabic)] as const])(
  'in %s it is one address that every browser keeps, and asks nobody but the one it was made for',
  (_language, said) => {
    const address = toBookmarkAddress(script, 'https://birds.example', said)
    expect(address).toMatch(/^javascript:[\w\-.!~*'();/?:@&=+$,%]+$/)
    expect(address.length).toBeLessThan(LONGEST_ADDRESS)
    const text = decodeURIComponent(address)
    expect(text).not.toContain(ORIGIN)
    expect(text).not.toContain(SAID)
    const own = text.replace(JSON.stringify(said.words), '')
    expect(own.match(/https?:\/\/\w[\w.]*/g)?.sort()).toEqual(['http://www.w3.org', 'https://birds.example'])
    expect(own).not.toMatch(
      /\beval\b|new Function|innerHTML|insertAdjacentHTML|document\.write|postMessage|window\.name|\bfetch\(/,
    )
    expect(() => new Function(text.replace('javascript:', ''))).not.toThrow()
  },
)

test('the script holds one place for what it says, names each of its words, and has none of them in itself', () => {
  expect(script.split(SAID)).toHaveLength(2)
  for (const [word, text] of Object.entries(english)) {
    expect(script).toMatch(new RegExp(`[\`'"]${word}[\`'"]`))
    expect(script).not.toContain(text)
  }
})

describe.each(spoken)('in %s', (language, said) => {
  test('every word comes out as it was put in', () => {
    const say = learn(said)
    for (const [word, text] of Object.entries(translated(language))) {
      if (/plural/.test(text)) expect(say(word, { count: 3, of: 7 })).not.toMatch(/[{}#]|plural/)
      else expect(say(word, { size: '{size}', name: '{name}', number: '{number}' })).toBe(text)
    }
  })
})

test.each([
  ['picked', { count: 1, of: 1 }, '1 of 1 picked'],
  ['picked', { count: 2, of: 1_234 }, '2 of 1,234 picked'],
  ['found', { count: 1 }, '1 found'],
  ['found', { count: 7 }, '7 found. Pick one, or tick several.'],
  ['save', { count: 1 }, 'Save picture'],
  ['save', { count: 12 }, 'Save 12 pictures'],
  ['first', {}, 'Select the first 50'],
  ['many', {}, 'At most 50 pictures can be saved at once.'],
  ['smaller', { count: 1 }, 'No picture is that large. 1 is smaller.'],
  ['label', { name: 'Two {count}', size: '600 × 400' }, 'Two {count}, 600 × 400'],
])('in English %s with %o is “%s”', (word, values, text) => {
  expect(learn(sayInBookmarklet())(word, values)).toBe(text)
})

test.each([
  [0, 'لا مزيد'],
  [1, 'عرض صورة أخرى'],
  [2, 'عرض صورتين أخريين'],
  [3, 'عرض 3 صور أخرى'],
  [110, 'عرض 110 صور أخرى'],
  [11, 'عرض 11 صورة أخرى'],
  [1_100, 'عرض 1.100 صورة أخرى'],
])('in Arabic %i more are in the words for so many', (count, text) => {
  expect(learn(sayInBookmarklet('ar-MA', 'rtl', arabic))('more', { count })).toBe(text)
})

test('what has a text for just that number says it, and what stands around it stands around each', () => {
  const all = { ...english, more: 'Noch {count, plural, =1 {genau eins} one {# Bild} other {# Bilder}} zeigen' }
  const say = learn(sayInBookmarklet('de', 'ltr', all))
  expect([1, 2].map(count => say('more', { count }))).toEqual(['Noch genau eins zeigen', 'Noch 2 Bilder zeigen'])
})
