import { afterEach, describe, expect, test } from 'vitest'
import { inLanguage } from '../../server/language/language.ts'
import { translated as asTheServerSays } from '../../server/language/translated.ts'
import type { Spoken } from '../../server/protocol-own.ts'
import { translated } from '../../web/images/translated.ts'
import { locale } from '../../web/locale.ts'

const image = {
  title: 'Moon',
  alt: 'A moon',
  slug: 'moon',
  translations: [
    { language: 'de' as const, title: 'Mond', alt: 'Ein Mond' },
    { language: 'ja' as const, title: '月', alt: '' },
    { language: 'fr' as const, title: '', alt: 'Une lune' },
  ],
}

const read = (spoken: Spoken | undefined) => {
  locale.spoken = spoken
  return translated(image)
}
afterEach(() => {
  locale.spoken = undefined
})

describe('an image is called', () => {
  test.each([
    ['de', 'Mond', 'Ein Mond', 'de'],
    ['ja', '月', 'A moon', 'ja'],
    ['fr', 'Moon', 'Une lune', undefined],
    ['en', 'Moon', 'A moon', undefined],
    [undefined, 'Moon', 'A moon', undefined],
  ] as const)('in %s: %s, %s', (spoken, title, alt, lang) => {
    const told = read(spoken)
    expect(told).toMatchObject({ title, alt, slug: 'moon' })
    expect(told.lang).toBe(lang)
  })

  test.each(['de', 'ja', 'fr', 'en'] as const)('the same by the server, in %s', spoken => {
    const { title, alt } = read(spoken)
    expect(inLanguage(spoken, () => asTheServerSays(image))).toMatchObject({ title, alt })
  })

  test('as before, where it has no translations or was kept before there were any', () => {
    locale.spoken = 'de'
    for (const kept of [
      { ...image, translations: [] },
      { title: 'Moon', alt: 'A moon' },
    ])
      expect(translated(kept)).toEqual(kept)
  })
})
