import { beforeEach, expect, test, vi } from 'vitest'
import { dropDrafts, readDraft, writeDraft } from '../../web/ui/drafts.ts'

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  })
  vi.useFakeTimers()
  return () => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  }
})

test('what is typed is there until it is dropped, for seven days', () => {
  writeDraft('ada profile', { bio: 'Unfin' })
  writeDraft('bob profile', { bio: 'Other' })
  expect(readDraft('ada profile')).toEqual({ bio: 'Unfin' })
  writeDraft('bob profile', {})
  expect([readDraft('bob profile'), readDraft('ada profile')]).toEqual([{}, { bio: 'Unfin' }])

  vi.advanceTimersByTime(7 * 24 * 3_600_000 - 1)
  expect(readDraft('ada profile')).toEqual({ bio: 'Unfin' })
  vi.advanceTimersByTime(1)
  expect(readDraft('ada profile')).toEqual({})
})

test('the last twenty are kept', () => {
  for (let number = 0; number <= 20; number++) {
    vi.advanceTimersByTime(1)
    writeDraft(`ada image ${number}`, { title: String(number) })
  }
  expect(readDraft('ada image 0')).toEqual({})
  expect([1, 20].map(number => readDraft(`ada image ${number}`))).toEqual([{ title: '1' }, { title: '20' }])
})

test('a store that is full, broken or switched off loses nothing but itself', () => {
  localStorage.setItem('drafts', 'not JSON')
  expect(readDraft('ada profile')).toEqual({})
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('off')
    },
    setItem: () => {
      throw new Error('full')
    },
  })
  expect(() => writeDraft('ada profile', { bio: 'x' })).not.toThrow()
  expect(readDraft('ada profile')).toEqual({})
})

test('those of one person and one kind can be dropped', () => {
  for (const key of ['ada profile', 'ada share 7', 'adam share 7', 'bob share 7']) writeDraft(key, { to: key })
  dropDrafts('ada share ')
  expect(readDraft('ada share 7')).toEqual({})
  expect(['ada profile', 'adam share 7', 'bob share 7'].filter(key => readDraft(key).to)).toHaveLength(3)
  dropDrafts('ada ')
  expect([readDraft('ada profile'), readDraft('bob share 7')]).toEqual([{}, { to: 'bob share 7' }])
})
