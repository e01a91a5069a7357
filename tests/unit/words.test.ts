import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isReserved } from '../../server/accounts/reserved.ts'
import { networkOf } from '../../server/attempts/attempts.ts'
import { isDatabaseAway, toErrorView } from '../../server/errors.ts'
import { slugOf } from '../../server/images/slug.ts'
import { inLanguage } from '../../server/language/language.ts'
import { tooLarge } from '../../server/media/incoming.ts'
import { describe as describeNotification } from '../../server/notifications/words.ts'
import type { NotificationKind } from '../../server/protocol.ts'
import { locale } from '../../web/locale.ts'
import { newFrom } from '../../web/words.ts'

test.each([
  ['Blue hour over Lisbon', 'blue-hour-over-lisbon'],
  ['  Crème   brûlée! ', 'creme-brulee'],
  ['Straße № 5', 'straße-no-5'],
  ['東京 タワー', '東京-タワー'],
  ['مرحبا بالعالم', 'مرحبا-بالعالم'],
  ['🙂🙂', 'image'],
  ['', 'image'],
])('the slug of %j is %j', (title, slug) => {
  expect(slugOf(title)).toBe(slug)
})

test('a slug is never long', () => {
  expect(slugOf('word '.repeat(40)).length).toBeLessThanOrEqual(60)
  expect(slugOf('x'.repeat(500))).toHaveLength(60)
})

test('usernames of the house are reserved in any case', () => {
  expect(['Admin', 'BOWERBIRD', 'api', 'root'].every(isReserved)).toBe(true)
  expect(isReserved('ada')).toBe(false)
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('guesses from %s are counted for %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

describe('what a client is told', () => {
  test.each([
    [{ code: '23505' }, 'conflict'],
    [{ code: '23503' }, 'not_found'],
    [{ code: '57P01' }, 'unavailable'],
    [{ code: 'ECONNREFUSED' }, 'unavailable'],
    [new Error('timeout exceeded when trying to connect'), 'unavailable'],
    [new Error('secret detail'), 'internal'],
    ['a string', 'internal'],
    [undefined, 'internal'],
  ])('of %j is %s', (error, code) => {
    const view = toErrorView(error)

    expect(view.code).toBe(code)
    expect(view.message).not.toContain('secret')
  })

  test('knows a database that is away from a mistake', () => {
    expect(isDatabaseAway({ code: '42P01' })).toBe(false)
    expect(isDatabaseAway({ code: 'ENOTFOUND' })).toBe(true)
  })
})

describe('a notification in words', () => {
  const [ada, bob] = ['Ada', 'Bob'].map(name => ({ username: name.toLowerCase(), name, photo: null }))
  const told = (kind: NotificationKind, count: number) =>
    describeNotification({ kind, count, actors: [ada!, bob!].slice(0, count), image })
  const image = {
    ...{ title: 'Kitten', alt: '' },
    translations: [{ language: 'de' as const, title: 'Kätzchen', alt: '' }],
  }

  test.each([
    [1, 'Ada liked “Kitten”.'],
    [2, 'Ada and Bob liked “Kitten”.'],
    [3, 'Ada and 2 others liked “Kitten”.'],
    [12, 'Ada and 11 others liked “Kitten”.'],
    [10_000, 'Ada and 9,999 others liked “Kitten”.'],
  ])('names one of %i, and counts the others', (count, words) => {
    expect(told('liked', count)).toBe(words)
  })

  test.each([
    ['followed', 'Ada followed you.'],
    ['requested', 'Ada asks to follow you.'],
    ['approved', 'Ada let you follow them.'],
    ['saved', 'Ada saved your image “Kitten” too.'],
    ['mentioned', 'Ada mentioned you in “Kitten”.'],
    ['joined', 'Ada joined from your invitation.'],
  ] as const)('that somebody has %s', (kind, words) => {
    expect(told(kind, 1)).toBe(words)
  })

  test('calls the image as its owner does in the language of whoever is told', () => {
    expect(inLanguage('de', () => told('liked', 1))).toContain('Kätzchen')
    expect(inLanguage('fr', () => told('liked', 1))).toContain('Kitten')
  })
})

describe('what is new, in the words of a pill', () => {
  const names = (text: string) => text.split(' ').filter(Boolean)
  beforeEach(() => {
    locale.language = 'en'
  })
  afterEach(() => {
    locale.language = undefined
  })

  test.each([
    ['', ''],
    ['Ada', 'Ada, 1 new'],
    ['Ada Ada Ada', 'Ada, 3 new'],
    ['Bob Ada', 'Bob and Ada, 2 new'],
    ['Ada Bob', 'Ada and Bob, 2 new'],
    ['Bob Ada Ada Bob', 'Bob and Ada, 4 new'],
    ['Cyd Ada Bob', 'Cyd and 2 others, 3 new'],
    ['Dan Ada Bob Cyd', 'Dan and 3 others, 4 new'],
    ['Ada Bob Ada Cyd Cyd Ada Dan Eve Bob Ada Ada Eve', 'Ada and 4 others, 12 new'],
    ['Eve Bob Ada Cyd Cyd Ada Dan Eve Bob Ada Ada Eve', 'Eve and 4 others, 12 new'],
  ])('from “%s”, the latest first, is “%s”', (from, words) => {
    expect(newFrom(names(from))).toBe(words)
  })

  test('of ten thousand things stays short', () => {
    const five = ['Ada', 'Bob', 'Cyd', 'Dan', 'Eve']
    const many = Array.from({ length: 10_000 }, (_, index) => five[index % five.length]!)
    expect(newFrom(many)).toBe('Ada and 4 others, 10K new')
    expect(newFrom(many.map(() => 'Bob'))).toBe('Bob, 10K new')
    expect(newFrom(many.map((_, index) => `Person ${index}`))).toBe('Person 0 and 10K others, 10K new')
  })
})

test.each([
  ['ar-EG', '٢٠'],
  ['ar-MA', '20'],
])('a number within a sentence has the digits of its reader, in %s', (country, digits) => {
  expect(inLanguage('ar', () => tooLarge().message, country)).toContain(` ${digits} ميغابايت`)
})
