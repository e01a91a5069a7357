import { describe, expect, test } from 'vitest'
import type { ActivityView, Verb } from '../../server/views.ts'
import { continuesStory, lookAt, type Story, tellStories } from '../../web/activity/stories.ts'

const noon = Date.parse('2026-06-01T12:00:00Z')

interface Given {
  verb?: Verb
  width?: number
  height?: number
}

/** What somebody did so many minutes after noon. */
function did(name: string, minutes: number, { verb = 'bookmarked', width = 400, height = 300 }: Given = {}) {
  const id = `${name} ${minutes}`
  const by = { username: name.toLowerCase(), name, photo: null }
  const at = new Date(noon + minutes * 60_000).toISOString()
  const image = { id, slug: 'x', title: id, by, width, height, bookmarkedAt: at }
  return { id, cursor: at, verb, actor: by, at, target: { kind: 'image', image } } as unknown as ActivityView
}

/** The minutes of each story's activities, as they are shown. */
const told = (stories: Story[]) => stories.map(story => story.activities.map(({ id }) => id).join(', '))
const goneAre =
  (...ids: string[]) =>
  ({ id }: ActivityView) =>
    ids.includes(id)

describe('saves in a row', () => {
  test('thirty saves, a minute apart, are one story of thirty', () => {
    const stories = tellStories(
      [],
      Array.from({ length: 30 }, (_, index) => did('Ada', 30 - index)),
    )

    expect(stories).toHaveLength(1)
    expect(stories[0]!.activities.map(({ id }) => id)[0]).toBe('Ada 30')
    expect(stories[0]!.activities).toHaveLength(30)
  })

  test('ten minutes apart is still the same story, a moment more is another', () => {
    expect(told(tellStories([], [did('Ada', 20), did('Ada', 10), did('Ada', 0)]))).toEqual(['Ada 20, Ada 10, Ada 0'])
    expect(told(tellStories([], [did('Ada', 10.01), did('Ada', 0)]))).toEqual(['Ada 10.01', 'Ada 0'])
  })

  test('an hour is the longest: what is saved then is another story, however eager the friend', () => {
    const hour = Array.from({ length: 13 }, (_, index) => did('Ada', 60 - index * 5))
    const shown = tellStories([], hour)
    const next = did('Ada', 60.01)

    expect(shown).toHaveLength(1)
    expect(continuesStory(did('Ada', 60), tellStories([], hour.slice(1)))).toBe(true)
    expect(continuesStory(next, shown)).toBe(false)
    expect(tellStories(shown, [next, ...hour]).map(({ activities }) => activities.length)).toEqual([1, 13])
  })

  test('a hundred are the most: the next is another story', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => did('Ada', (100 - index) / 10))
    const shown = tellStories([], hundred)
    const next = did('Ada', 11)

    expect(shown).toHaveLength(1)
    expect(continuesStory(next, tellStories([], hundred.slice(1)))).toBe(true)
    expect(continuesStory(next, shown)).toBe(false)
    const later = tellStories(shown, [next, ...hundred])
    expect(told(later)[0]).toBe('Ada 11')
    expect(continuesStory(did('Ada', 12), later)).toBe(true)
  })

  test('what others do in between changes nothing, and keeps its own place', () => {
    const stories = tellStories([], [did('Ada', 5), did('Bob', 4), did('Ada', 3), did('Cleo', 2), did('Bob', 1)])

    expect(told(stories)).toEqual(['Ada 5, Ada 3', 'Bob 4, Bob 1', 'Cleo 2'])
  })

  test('likes and follows are never folded', () => {
    const stories = tellStories([], [did('Ada', 2, { verb: 'liked' }), did('Ada', 1), did('Ada', 0, { verb: 'liked' })])

    expect(told(stories)).toEqual(['Ada 2', 'Ada 1', 'Ada 0'])
  })
})

describe('a story that is shown', () => {
  const page = [did('Bob', 12), did('Ada', 9), did('Bob', 8)]
  const shown = tellStories([], page)

  test('takes in what the next page brings, where it stands', () => {
    const stories = tellStories(shown, [...page, did('Ada', 2), did('Cleo', 1), did('Ada', -5)])

    expect(told(stories)).toEqual(['Bob 12, Bob 8', 'Ada 9, Ada 2, Ada -5', 'Cleo 1'])
    expect(stories.slice(0, 2).map(({ key, ratio }) => [key, ratio])).toEqual(
      shown.map(({ key, ratio }) => [key, ratio]),
    )
  })

  test('grows in place when more is saved, behind the pictures that are there', () => {
    const stories = tellStories(shown, [did('Ada', 16), did('Ada', 14), ...page])

    expect(told(stories)).toEqual(['Bob 12, Bob 8', 'Ada 9, Ada 14, Ada 16'])
    expect(stories[1]!.key).toBe('Ada 9')
  })

  test('knows what joined since it was looked at, and then shows the newest first', () => {
    const grown = [did('Ada', 16), did('Ada', 14), ...page]
    const stories = tellStories(shown, [...grown, did('Ada', 2)])
    expect(stories.map(({ fresh }) => [...fresh])).toEqual([[], ['Ada 14', 'Ada 16']])

    const looked = lookAt(stories, 'Ada 9')
    expect(told(looked)[1]).toBe('Ada 16, Ada 14, Ada 9, Ada 2')
    expect(looked[1]).toMatchObject({ key: 'Ada 9', ratio: shown[1]!.ratio, fresh: new Set() })
    const [, later] = tellStories(looked, [did('Ada', 17), ...grown, did('Ada', 2)])
    expect([...later!.fresh]).toEqual(['Ada 17'])
  })

  test('does not take in what is too late for it: that is a new story, on top', () => {
    const stories = tellStories(shown, [did('Ada', 20), ...page])

    expect(told(stories)).toEqual(['Ada 20', 'Bob 12, Bob 8', 'Ada 9'])
  })

  test('keeps its shape, however flat the picture that it began with', () => {
    const panorama = did('Ada', 0, { width: 1200, height: 200 })
    const before = tellStories([], [panorama])
    const after = tellStories(before, [did('Ada', 1, { height: 900 }), panorama])

    expect(before[0]!.ratio).toBeCloseTo(1 / 6)
    expect(after[0]!.ratio).toBe(before[0]!.ratio)
  })

  test('has a shape that suits many when it begins with many', () => {
    const [story] = tellStories([], [did('Ada', 1, { width: 1200, height: 200 }), did('Ada', 0)])

    expect(story!.ratio).toBeGreaterThan(0.7)
  })

  test('stays as it is when nothing is new, however often it is told', () => {
    const again = tellStories(tellStories(shown, page), page)

    expect(again).toEqual(shown)
  })

  test('goes when the list begins anew without it', () => {
    expect(told(tellStories(shown, [did('Cleo', 30), did('Bob', 12)]))).toEqual(['Cleo 30', 'Bob 12'])
    expect(tellStories(shown, [])).toEqual([])
  })

  test('and another that stands beside it are not joined by what lies between', () => {
    const far = [did('Ada', 15), did('Ada', 0)]
    const stories = tellStories(tellStories([], far), [did('Ada', 8), ...far])

    expect(stories).toHaveLength(2)
    expect(stories.map(({ key }) => key)).toEqual(['Ada 15', 'Ada 0'])
  })
})

describe('what is taken back', () => {
  const page = [did('Ada', 2), did('Ada', 1), did('Ada', 0)]
  const shown = tellStories([], page)

  test.each([['Ada 1'], ['Ada 2']])('%s leaves the story where and as large as it is', id => {
    const stories = tellStories(shown, page, goneAre(id))

    expect(stories.map(({ key, ratio }) => [key, ratio])).toEqual(shown.map(({ key, ratio }) => [key, ratio]))
  })

  test('a story of which a part was taken back goes on growing', () => {
    const stories = tellStories(shown, [did('Ada', 5), ...page], goneAre('Ada 2'))

    expect(told(stories)).toEqual(['Ada 2, Ada 1, Ada 0, Ada 5'])
  })

  test('a story of which all was taken back does not: what comes then is new', () => {
    const over = goneAre('Ada 2', 'Ada 1', 'Ada 0')
    const later = did('Ada', 5)

    expect(continuesStory(later, shown)).toBe(true)
    expect(continuesStory(later, shown, over)).toBe(false)
    expect(told(tellStories(shown, [later, ...page], over))).toEqual(['Ada 5', 'Ada 2, Ada 1, Ada 0'])
  })

  test('a story that lost what it began with keeps its name when that leaves the list', () => {
    expect(tellStories(shown, page.slice(1))[0]).toMatchObject({ key: 'Ada 2', ratio: shown[0]!.ratio })
  })
})
