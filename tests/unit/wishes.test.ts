// What a switch shows once the server has refused what was wanted of it.
import { expect, test } from 'vitest'
import { forgetWishes, wish } from '../../web/wishes.ts'

/** A switch whose server answers when it is told to. */
function open() {
  const answers: PromiseWithResolvers<void>[] = []
  const sent: boolean[] = []
  const shown = { on: false, count: 5 }
  const show = (on: boolean) => {
    shown.count += Number(on) - Number(shown.on)
    shown.on = on
  }
  const press = () => {
    const before = shown.on
    show(!before)
    const send = async (wanted: boolean) => {
      sent.push(wanted)
      const answer = Promise.withResolvers<void>()
      answers.push(answer)
      await answer.promise
      return wanted
    }
    return wish('7', !before, before, send, show)
  }
  return { answers, sent, shown, press }
}

const refusal = new Error('Not now.')

test('is what the server has confirmed, when only the last of quick changes is refused', async () => {
  const { answers, sent, shown, press } = open()
  const [first, second] = [press(), press()]
  answers[0]!.resolve()
  await expect.poll(() => sent).toEqual([true, false])
  answers[1]!.reject(refusal)
  await expect(first).rejects.toBe(refusal)
  await expect(second).rejects.toBe(refusal)
  expect(shown).toEqual({ on: true, count: 6 })
})

test('is what was there before, when the first is refused, with what others have done meanwhile', async () => {
  const { answers, shown, press } = open()
  const done = press()
  shown.count += 3
  answers[0]!.reject(refusal)
  await expect(done).rejects.toBe(refusal)
  expect(shown).toEqual({ on: false, count: 8 })
})

test('is what was wanted last when nothing is refused, and is sent once', async () => {
  const { answers, sent, shown, press } = open()
  const done = Promise.all([press(), press(), press()])
  answers[0]!.resolve()
  await done
  expect([sent, shown]).toEqual([[true], { on: true, count: 6 }])
})

test('is nothing of the one who was here before', async () => {
  const { answers, sent, shown, press } = open()
  const [first, second] = [press(), press()]
  forgetWishes()
  Object.assign(shown, { on: false, count: 5 })
  answers[0]!.reject(refusal)
  await expect(first).rejects.toBe(refusal)
  await expect(second).rejects.toBe(refusal)
  expect([sent, shown]).toEqual([[true], { on: false, count: 5 }])
})
