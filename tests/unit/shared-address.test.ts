import { expect, test } from 'vitest'
import { findAddress } from '../../web/saves/address.ts'

test.each([
  ['its own field', ['https://example.org/a?b=1#c'], 'https://example.org/a?b=1#c'],
  ['the text, when its field is empty', ['', 'https://example.org/a'], 'https://example.org/a'],
  ['the field before the text', ['https://one.example', 'https://two.example'], 'https://one.example'],
  ['the middle of a sentence', ['Look: https://example.org/kitten, it is so small!'], 'https://example.org/kitten'],
  ['the end of one', ['Seen on http://example.org.'], 'http://example.org'],
  ['brackets', ['A kitten (https://example.org/kitten)'], 'https://example.org/kitten'],
  ['an address with brackets', ['https://example.org/Kitten_(cat)'], 'https://example.org/Kitten_(cat)'],
  ['quotation marks', ['“https://example.org/kitten”'], 'https://example.org/kitten'],
  ['an address in another script', ['看 https://例え.jp/猫'], 'https://例え.jp/猫'],
  ['the second, when the first is none', ['http://[ https://example.org'], 'https://example.org'],
])('an address is found in %s', (_where, texts, found) => {
  expect(findAddress(...texts)).toBe(found)
})

test.each([['nothing'], ['example.org'], ['javascript:alert(1)'], ['ftp://example.org'], ['xhttps://'], ['https://']])(
  'none is found in "%s"',
  text => {
    expect(findAddress(text)).toBe('')
  },
)

test('a long text without an end takes no longer than its length', () => {
  const time = (length: number) => {
    const text = `https://example.org/${'.,'.repeat(length)}a `.repeat(3)
    // The quickest of several: what else the machine does only ever adds.
    const times = Array.from({ length: 8 }, () => {
      const start = performance.now()
      for (let round = 0; round < 5; round++) findAddress(text)
      return performance.now() - start
    })
    return Math.min(...times)
  }
  time(1_000)
  // Four times the text; were each piece looked at again for each other, sixteen times the work.
  expect(time(80_000) / Math.max(time(20_000), 0.5)).toBeLessThan(12)
})
