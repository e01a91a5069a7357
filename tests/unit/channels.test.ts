import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from '../../server/channels/cursor.ts'
import { textFrame } from '../../server/channels/delivery.ts'
import { createBucket, takeToken } from '../../server/channels/flood.ts'
import { createMembership } from '../../server/channels/membership.ts'
import { createRing } from '../../server/channels/ring.ts'
import { createAudience } from '../../server/policy/audience.ts'

const place = fc.record({
  xid: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
  id: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
})

describe('a cursor', () => {
  test('comes back as the place that it was made of', () => {
    fc.assert(
      fc.property(place, position => {
        expect(decodeCursor('abc', encodeCursor('abc', position))).toEqual(position)
      }),
    )
  })

  test('compares as text in the order of places', () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        const order =
          BigInt(one.xid) === BigInt(other.xid)
            ? BigInt(one.id) - BigInt(other.id)
            : BigInt(one.xid) - BigInt(other.xid)
        const [a, b] = [encodeCursor('e', one), encodeCursor('e', other)]
        expect(a < b ? -1 : a > b ? 1 : 0).toBe(order < 0n ? -1 : order > 0n ? 1 : 0)
      }),
    )
  })

  test('of another epoch, or of no log at all, is none', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.anything(),
          fc.string().map(text => `abc-${text}`),
        ),
        text => {
          const decoded = decodeCursor('abc', text)
          if (decoded) expect(encodeCursor('abc', decoded)).toHaveLength((text as string).length)
        },
      ),
    )
    expect(decodeCursor('abc', encodeCursor('abd', { xid: '1', id: '1' }))).toBeUndefined()
  })
})

describe('the ring', () => {
  const event = (number: number) => ({
    cursor: encodeCursor('e', { xid: String(number), id: '1' }),
    name: 'x',
    groups: [],
    subjects: [],
    packet: 'p'.repeat(10),
  })

  test('gives what is behind a cursor, or says that it does not reach back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(70),
        (pushed, most, from) => {
          const ring = createRing(event(0).cursor, most)
          for (let number = 1; number <= pushed; number++) ring.push(event(number))

          const after = ring.after(event(from).cursor)

          if (from < pushed - most) expect(after).toBeUndefined()
          else expect(after).toHaveLength(Math.max(0, pushed - from))
          expect(ring.size()).toBe(Math.min(pushed, most))
        },
      ),
    )
  })

  test('keeps no more bytes than it may', () => {
    const ring = createRing(event(0).cursor, 1_000, 35)
    for (let number = 1; number <= 10; number++) ring.push(event(number))

    expect(ring.size()).toBe(3)
    expect(ring.after(event(6).cursor)).toBeUndefined()
  })
})

describe('membership', () => {
  test('reads a group once, again after it has changed, and forgets what was used longest ago', async () => {
    const asked: string[][] = []
    const membership = createMembership(async groups => {
      asked.push(groups)
      return new Map(groups.map(group => [group, Float64Array.of(7, 8)]))
    }, 4)

    await membership.load(['followers.1', 'image.5'])
    await membership.load(['followers.1', 'followers.2'])
    membership.forget('followers.1')
    await membership.load(['followers.1'])
    await membership.load(['followers.3'])
    await membership.load(['followers.1', 'followers.3'])
    await membership.load(['followers.2'])

    expect(asked).toEqual([['followers.1'], ['followers.2'], ['followers.1'], ['followers.3'], ['followers.2']])
    expect(membership.membersOf('image.5')).toBeUndefined()
    expect(membership.membersOf('followers.2')).toEqual(Float64Array.of(7, 8))
    expect(membership.membersOf('followers.9')).toEqual(new Float64Array())
  })
})

describe('an audience', () => {
  const open = {
    active: true,
    private: false,
    hiddenFrom: new Set<number>(),
    mutedBy: new Set<number>(),
    followers: new Set<number>(),
  }

  test('asks nothing of anybody while nobody stands in the way, and is read again after it has changed', async () => {
    const asked: string[][] = []
    const audience = createAudience(async ids => {
      asked.push(ids)
      return new Map(ids.map(id => [id, id === '2' ? { ...open, private: true, followers: new Set([7]) } : open]))
    })
    await audience.load(['1', '2'])
    await audience.load(['1', '2'])
    audience.forget('1')
    await audience.load(['1'])

    expect(asked).toEqual([['1', '2'], ['1']])
    expect(audience.filterOf({ name: 'image:changed', subjects: ['1'] })).toBeUndefined()
    const filter = audience.filterOf({ name: 'image:changed', subjects: ['1', '2'] })!
    expect([null, 2, 7, 8].map(filter)).toEqual([false, true, true, false])
    // Whoever is not there any more is hidden from all.
    expect(audience.filterOf({ name: 'image:changed', subjects: ['9'] })!(7)).toBe(false)
  })

  test('does not keep what it was reading while it changed', async () => {
    const readings: ((limits: typeof open) => void)[] = []
    const audience = createAudience(
      ids => new Promise(resolve => readings.push(limits => resolve(new Map(ids.map(id => [id, limits]))))),
    )
    const loaded = audience.load(['1'])
    audience.forget('1')
    readings[0]!(open)
    await expect.poll(() => readings).toHaveLength(2)
    readings[1]!({ ...open, hiddenFrom: new Set([7]) })
    await loaded

    expect(audience.filterOf({ name: 'image:changed', subjects: ['1'] })!(7)).toBe(false)
  })
})

describe('the token bucket', () => {
  test('lets a burst pass, then so many a second, and cuts who goes on', () => {
    const bucket = createBucket()
    const now = bucket.refilledAt
    const verdicts = Array.from({ length: 500 }, () => takeToken(bucket, now))

    expect(verdicts.indexOf('refuse')).toBe(200)
    expect(verdicts.indexOf('cut')).toBe(400)
    expect(
      Array.from({ length: 60 }, () => takeToken(bucket, now + 1_001)).filter(verdict => verdict === 'pass'),
    ).toHaveLength(50)
  })
})

describe('a frame', () => {
  test.each([0, 1, 125, 126, 65_535, 65_536, 70_000])('of %i bytes is what RFC 6455 says', length => {
    const frame = textFrame('é'.repeat(length >> 1) + (length % 2 ? 'a' : ''))

    expect(frame[0]).toBe(0x81)
    const [size, header] =
      frame[1]! < 126
        ? [frame[1]!, 2]
        : frame[1] === 126
          ? [frame.readUInt16BE(2), 4]
          : [Number(frame.readBigUInt64BE(2)), 10]
    expect(size).toBe(length)
    expect(frame).toHaveLength(header + length)
  })
})
