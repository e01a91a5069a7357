import { describe, expect, test } from 'vitest'
import { Facts } from '../../web/facts.ts'

interface Image {
  likes: number
  title: string
}

describe('what is heard', () => {
  const open = () => {
    const facts = new Facts<Image>()
    const answer = Promise.withResolvers<Image>()
    const done = facts.whenAnswered('7', answer.promise, news => facts.learn('7', news))
    return { facts, answer, done }
  }

  test('while an answer is under way is newer than the answer', async () => {
    const { facts, answer, done } = open()
    facts.hear('7', { likes: 2 })
    facts.hear('7', { likes: 3, title: undefined })
    answer.resolve({ likes: 1, title: 'Moon' })
    await done
    expect(facts.get('7')).toEqual({ likes: 3, title: 'Moon' })
  })

  test('of something else, or before it was asked, does not stand in the way of the answer', async () => {
    const { facts, answer, done } = open()
    facts.learn('7', { likes: 5 })
    facts.hear('8', { likes: 9 })
    answer.resolve({ likes: 6, title: 'Moon' })
    await done
    expect(facts.get('7')).toEqual({ likes: 6, title: 'Moon' })
    await facts.whenAnswered('7', Promise.resolve({ likes: 4 }), news => facts.learn('7', news))
    expect(facts.get('7').likes).toBe(4)
  })

  test('stays when there is no answer', async () => {
    const { facts, answer, done } = open()
    facts.hear('7', { likes: 2 })
    answer.reject(new Error('lost'))
    await expect(done).rejects.toThrow('lost')
    expect(facts.get('7')).toEqual({ likes: 2 })
  })
})
