import { afterEach, expect, test } from 'vitest'
import { inLanguage } from '../../server/language/language.ts'
import { timeAgo as timeAgoInHtml } from '../../server/first-screen/words.ts'
import { joined } from '../../web/language/joined.ts'
import { locale } from '../../web/locale.ts'
import { inUnit } from '../../web/units.ts'
import { shortNumber, timeAgo } from '../../web/words.ts'

afterEach(() => {
  Object.assign(locale, { spoken: undefined, language: undefined })
})

test.each([
  ['en', 0, '0'],
  ['en', 999, '999'],
  ['en', 1_234, '1.2K'],
  ['de', 12_345_678, '12,3 Mio.'],
  ['ja', 12_345, '1.2万'],
  ['ar', 7, new Intl.NumberFormat('ar').format(7)],
])('in %s %d is %s', (language, count, words) => {
  Object.assign(locale, { spoken: language, language })
  expect(shortNumber(count).replace(/\s/g, ' ')).toBe(words)
})

test('small numbers are what Intl makes of them, in every language that we speak', () => {
  for (const language of ['en', 'es', 'pt-BR', 'fr', 'de', 'ja', 'zh-Hans', 'ar']) {
    Object.assign(locale, { spoken: language, language })
    const format = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 })
    for (const count of [0, 1, 42, 999, 1_000]) expect(shortNumber(count), language).toBe(format.format(count))
  }
})

test('what has been said in one language is said in the next as well', () => {
  const now = Date.parse('2026-05-02T12:00:00Z')
  const words = (language: string) => {
    Object.assign(locale, { spoken: language, language })
    return timeAgo('2026-05-01T12:00:00Z', now)
  }
  expect([words('en'), words('de'), words('en')]).toEqual(['yesterday', 'gestern', 'yesterday'])
})

test('the HTML says how long ago something was as the interface does', () => {
  Object.assign(locale, { spoken: 'en', language: 'en' })
  const now = Date.parse('2026-05-02T12:00:00Z')
  for (let seconds = 0; seconds < 100_000_000; seconds = Math.ceil(seconds * 1.3) + 7) {
    const at = new Date(now - seconds * 1000).toISOString()
    expect(timeAgoInHtml(at, now)).toBe(timeAgo(at, now))
  }
})

test.each([
  ['ja', '2分前', '5秒', '一。二。'],
  ['zh-Hans', '2分钟前', '5秒', '一。二。'],
  ['de', 'vor 2 Minuten', '5 Sek.', '一。 二。'],
])('in %s there are spaces only where the language has them', (language, ago, short, both) => {
  Object.assign(locale, { spoken: language, language })
  const now = Date.parse('2026-05-02T12:00:00Z')
  const iso = '2026-05-02T11:58:00Z'
  expect(timeAgo(iso, now)).toBe(ago)
  expect(inLanguage(language as 'ja', () => timeAgoInHtml(iso, now))).toBe(ago)
  expect(inUnit(5, 'second').replaceAll('\u00a0', ' ')).toBe(short)
  expect(joined('一。', '', '二。')).toBe(both)
})
