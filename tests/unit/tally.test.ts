import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createVisitors, isBot, seenFrom } from '../../server/channels/eyes.ts'
import { createTally } from '../../server/channels/tally.ts'
import type { Bus } from '../../server/channels/redis.ts'
import { browserAgent } from '../support/people.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-22T10:00:00Z') }))
afterEach(() => void vi.useRealTimers())

const person = { who: 'p1', network: null }
const minutesPass = (minutes: number) => vi.setSystemTime(Date.now() + minutes * 60_000)

describe('a tally without Redis', () => {
  test('counts somebody for a thing once within any hour', async () => {
    const tally = createTally(undefined, 'views')
    expect(await tally.add('7', person)).toBe(true)
    minutesPass(59.9)
    expect(await tally.add('7', person)).toBe(false)
    expect(await tally.add('8', person)).toBe(true)
    minutesPass(0.1)
    expect(await tally.add('7', person)).toBe(true)
    expect(await tally.take()).toEqual(
      new Map([
        ['7', 2],
        ['8', 1],
      ]),
    )
  })

  test('gives each count once, and again what could not be kept', async () => {
    const tally = createTally(undefined, 'views')
    await tally.add('7', person)
    const taken = await tally.take()
    expect([tally.waiting(), (await tally.take()).size]).toEqual([0, 0])
    await tally.add('7', { who: 'p2', network: null })
    tally.giveBack(taken)
    expect(await tally.take()).toEqual(new Map([['7', 2]]))
  })

  test('counts a person for a thousand things an hour, and a network for twenty visitors of one and two thousand of all', async () => {
    const tally = createTally(undefined, 'views')
    const countOf = async () => [...(await tally.take()).values()].reduce((sum, count) => sum + count, 0)
    for (let id = 0; id < 1_100; id++) await tally.add(String(id), person)
    expect(await countOf()).toBe(1_000)
    for (let visitor = 0; visitor < 30; visitor++) await tally.add('7', { who: `v${visitor}`, network: 'home' })
    expect(await countOf()).toBe(20)
    minutesPass(60)
    for (let visitor = 0; visitor < 2_100; visitor++)
      await tally.add(`${visitor}`, { who: `v${visitor}`, network: 'home' })
    expect(await countOf()).toBe(2_000)
  })

  test('forgets nobody and no limit for a flood of visitors from one network', async () => {
    const tally = createTally(undefined, 'views')
    const another = (visitor: string) => tally.add('7', { who: visitor, network: 'home' })
    expect(await tally.add('7', person)).toBe(true)
    for (let visitor = 0; visitor < 20; visitor++) expect(await another(`v${visitor}`)).toBe(true)
    await tally.take()

    for (let visitor = 20; visitor < 210_000; visitor++) await another(`v${visitor}`)
    // This is when what is too much to remember goes.
    expect((await tally.take()).size).toBe(0)

    expect(await another('v-new')).toBe(false)
    expect(await tally.add('7', person)).toBe(false)
    expect(await tally.add('7', { who: 'v0', network: 'away' })).toBe(false)
    expect(await tally.add('7', { who: 'v-new', network: 'away' })).toBe(true)
  })

  test('forgets no limit for many who are counted', async () => {
    const tally = createTally(undefined, 'views')
    for (let visitor = 0; visitor < 20; visitor++) await tally.add('7', { who: `v${visitor}`, network: 'home' })
    for (let id = 0; id < 1_000; id++) {
      for (let someone = 0; someone < 205; someone++) await tally.add(`${id}`, { who: `p${someone}`, network: null })
    }
    await tally.take()
    expect(await tally.add('7', { who: 'v-new', network: 'home' })).toBe(false)
  })

  test('remembers nobody for longer than the hour in which it must', async () => {
    const answers: string[] = []
    const bus = {
      ready: () => true,
      run: (_script: string, names: string[]) => (answers.push(names[0]!), Promise.reject(new Error('away'))),
    } as unknown as Bus
    const tally = createTally(bus, 'views')
    // Counted by the node when Redis does not answer.
    expect(await tally.add('7', person)).toBe(true)
    expect(await tally.add('7', person)).toBe(false)
    expect(await tally.take()).toEqual(new Map([['7', 1]]))
    expect(answers).toEqual(['views.counts', 'views.counts'])
  })
})

describe('a visitor', () => {
  const config = { trustedProxies: 0 }
  const firefox = { 'user-agent': browserAgent(140) }

  test('is the same in the same browser at the same address on one day, and nothing of either can be read from it', async () => {
    const visitorOf = createVisitors(config, undefined)
    const first = await visitorOf(firefox, '203.0.113.7')
    expect(await visitorOf(firefox, '::ffff:203.0.113.7')).toEqual(first)
    expect((await visitorOf({ 'user-agent': browserAgent(141) }, '203.0.113.7')).who).not.toBe(first.who)
    expect((await visitorOf({ 'user-agent': browserAgent(141) }, '203.0.113.7')).network).toBe(first.network)
    expect((await visitorOf(firefox, '203.0.113.8')).network).not.toBe(first.network)
    expect(JSON.stringify(first)).not.toMatch(/203|Firefox/)
    minutesPass(24 * 60)
    expect(await visitorOf(firefox, '203.0.113.7')).not.toEqual(first)
    // Another instance, or one that was started anew.
    expect(await createVisitors(config, undefined)(firefox, '203.0.113.7')).not.toEqual(first)
  })

  test('has a whole /64 of IPv6', async () => {
    const visitorOf = createVisitors(config, undefined)
    const [one, same, other] = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:db8:1:3::1'].map(address =>
      visitorOf(firefox, address),
    )
    expect(await same).toEqual(await one)
    expect(await other).not.toEqual(await one)
  })

  test.each([
    [0, '198.51.100.1', undefined, '198.51.100.1'],
    [0, '198.51.100.1', '203.0.113.7', '198.51.100.1'],
    [1, '198.51.100.1', '192.0.2.9, 203.0.113.7', '203.0.113.7'],
    [2, '198.51.100.1', '192.0.2.9,203.0.113.7', '192.0.2.9'],
    [1, '198.51.100.1', undefined, '198.51.100.1'],
  ])('behind %i proxies, from %s for %s, is at %s', (trusted, address, forwarded, expected) => {
    expect(seenFrom(forwarded ? { 'x-forwarded-for': forwarded } : {}, address, trusted)).toBe(expected)
  })
})

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', false],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1',
    false,
  ],
  ['Mozilla/5.0 (Linux; Android 15; CUBOT X30) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36', false],
  ['Opera/9.80 (Android; Opera Mini/36.2/119.132; U; id) Presto/2.12.423 Version/12.16', false],
  ['Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)', true],
  ['Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)', true],
  ['Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)', true],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36', true],
  [
    'Mozilla/5.0 (Linux; Android 11; moto g power) AppleWebKit/537.36 Chrome/140 Mobile Safari/537.36 Chrome-Lighthouse',
    true,
  ],
  ['Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', true],
  ['WhatsApp/2.23.20.0', true],
  ['node', true],
  ['', true],
])('%s is a program: %s', (agent, expected) => {
  expect(isBot({ 'user-agent': agent })).toBe(expected)
})
