// Everything that is said is said in every language, with the values that it needs.
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, test } from 'vitest'
import { parseCatalogue } from '../../server/language/catalogue.ts'
import { GAP, keyOf } from '../../web/language/key.ts'
import { readMessages as readModule } from '../../vite.languages.ts'
import { catalogues, localizerOf, pluralOf, readCatalogue, readMessages, translated } from '../support/catalogues.ts'
import { readFileSync } from 'node:fs'

describe.each(catalogues)('in $folder', ({ config, folder }) => {
  const messages = readMessages(localizerOf(config))
  const byId = new Map(messages.map(message => [message.id, message]))

  test('there are messages, and only those of the folder', () => {
    expect(messages.length).toBeGreaterThan(100)
    expect(messages.filter(({ file }) => !file.startsWith(folder.split('/')[0]!))).toEqual([])
  })

  test('a plural in the source is one, and has what English wants', () => {
    for (const { words } of messages.filter(({ words }) => words.includes(', plural,'))) {
      const plural = pluralOf(words)
      const categories = plural?.categories.filter(category => !category.startsWith('='))
      // Where English says all numbers alike, one branch is enough.
      expect([['one', 'other'].join(), 'other'], words).toContain(categories?.join())
      expect(plural?.rest, words).not.toMatch(/plural|select/)
    }
  })

  describe.each(translated)('%s', language => {
    const catalogue = readCatalogue(folder, language)

    test('has every message, and no other', () => {
      expect(messages.filter(({ id }) => !catalogue.get(id)?.target).map(({ words }) => words)).toEqual([])
      expect([...catalogue.keys()].filter(id => !byId.has(id))).toEqual([])
    })

    test('has the values of each message', () => {
      const wrong = messages.flatMap(({ id, words }) => {
        const target = catalogue.get(id)?.target ?? ''
        const [plural, wanted] = [pluralOf(target), pluralOf(words)]
        if (!wanted) return same(placesIn(words), placesIn(target)) ? [] : [`${words} → ${target}`]
        return plural && plural.name === wanted.name && same(plural.values, wanted.values)
          ? []
          : [`${words} → ${target}`]
      })
      expect(wrong).toEqual([])
    })

    test('has every plural that its speakers tell apart', () => {
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions()
      for (const { id, words } of messages.filter(({ words }) => pluralOf(words))) {
        const plural = pluralOf(catalogue.get(id)?.target ?? '')
        const categories = plural?.categories.filter(category => !category.startsWith('=')) ?? []
        expect(categories.toSorted(), words).toEqual(pluralCategories.toSorted())
        // What the server reads them with agrees that they are well written.
        expect(
          () => new IntlMessageFormat(catalogue.get(id)!.target!.replaceAll("'", "''"), language),
          words,
        ).not.toThrow()
      }
    })

    test('is found by what asks for it', () => {
      const translatedOnes = messages.filter(({ id }) => catalogue.get(id)?.target)
      const text = readFileSync(`${folder}/${language}.xlf`, 'utf8')
      if (folder.startsWith('web')) {
        const module = readModule(text)
        expect(
          translatedOnes.filter(({ strings }) => !module[keyOf(strings.join(GAP))]).map(({ words }) => words),
        ).toEqual([])
      } else expect(translatedOnes.filter(({ id }) => !parseCatalogue(text)[id])).toEqual([])
    })

    test('is a translation', () => {
      // A name, a sign or a word that is the same there: more than that is a copy.
      const copied = messages.filter(
        ({ id, words }) => catalogue.get(id)?.target === words && words.split(' ').length > 3,
      )
      expect(copied.map(({ words }) => words)).toEqual([])
    })
  })
})

/** Each as often as it stands there: a value that is said twice is drawn twice. */
const placesIn = (words: string) => [...words.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted()
const same = (one: string[], other: string[]) => one.join() === other.join()
