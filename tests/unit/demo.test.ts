import { expect, test } from 'vitest'
import sharp from 'sharp'
import { isReserved } from '../../server/accounts/reserved.ts'
import { motifs } from '../../server/demo/motifs/index.ts'
import { palettes } from '../../server/demo/palettes.ts'
import { people } from '../../server/demo/people.ts'
import { makePicture, motifOf } from '../../server/demo/pictures.ts'

test('the same seed always paints the same picture, another seed another one', async () => {
  const [first, again, other] = [await makePicture(5), await makePicture(5), await makePicture(6)]

  expect(again).toEqual(first)
  expect(other.bytes.equals(first.bytes)).toBe(false)
})

test('every motif is dealt once before any comes again', () => {
  const dealt = Array.from({ length: motifs.length }, (_, seed) => motifOf(seed).name)

  expect(new Set(dealt).size).toBe(motifs.length)
})

for (const [seed, motif] of motifs.entries()) {
  test(`${motif.name} can be painted and described`, async () => {
    const { bytes, title, description, alt, pageUrl, width, height } = await makePicture(seed, motif)

    const facts = await sharp(bytes).metadata()
    expect([facts.format, facts.width, facts.height]).toEqual(['jpeg', width, height])
    expect(Math.max(width, height)).toBeGreaterThanOrEqual(1_200)
    expect(Math.max(width, height)).toBeLessThanOrEqual(2_000)
    expect((await sharp(bytes).stats()).entropy).toBeGreaterThan(4)
    expect(title.length).toBeGreaterThanOrEqual(1)
    expect(title.length).toBeLessThanOrEqual(200)
    expect(description.length).toBeLessThanOrEqual(5_000)
    expect(alt.length).toBeLessThanOrEqual(1_000)
    expect(`${title} ${description} ${alt}`).not.toMatch(/[{}|]|undefined|NaN/)
    expect(new URL(pageUrl).hostname).toMatch(/\.example\.org$/)
  })
}

test('every palette that a motif names exists', () => {
  const names = palettes.map(palette => palette.name)

  expect(motifs.flatMap(motif => motif.palettes ?? []).filter(name => !names.includes(name))).toEqual([])
  expect(
    palettes.flatMap(({ sky, sun, far, near, paper, ink, hues }) => [...sky, sun, far, near, paper, ink, ...hues]),
  ).toSatisfy(
    (colours: string[]) =>
      colours.every(colour => /^#[\da-f]{6}$/.test(colour)) && colours.length === palettes.length * 14,
  )
})

test('people follow people who exist, and every motif has somebody who loves it', () => {
  const usernames = new Set(people.map(person => person.username))

  expect(usernames.size).toBe(people.length)
  expect(people.filter(({ username }) => isReserved(username))).toEqual([])
  expect(
    people.flatMap(person => person.follows.filter(other => !usernames.has(other) || other === person.username)),
  ).toEqual([])
  expect(new Set(people.flatMap(person => person.likes))).toEqual(new Set(motifs.map(motif => motif.name)))
})
