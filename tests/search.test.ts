import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImageView } from '../server/views.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, connect, freshName, signUp, type Connection, type Person } from './support/people.ts'

let instance: Instance
/** Whoever is first runs the instance, and sees more than others. */
let keeper: Person
let ada: Person
let bob: Person
let visitor: Connection
beforeAll(async () => {
  instance = await startInstance()
  keeper = await signUp(instance, 'keeper')
  ada = await signUp(instance, 'ada', { node: 0 })
  bob = await signUp(instance, 'bob', { node: 1 })
  visitor = await connect(instance.node(1))
})
afterAll(async () => {
  visitor.close()
  await instance.close()
})

/** Searches as fast as it likes: each time somebody else does. */
async function find(text: string, viewer: Connection = bob, limit = 50): Promise<string[]> {
  const { images } = await patiently(() => viewer.ask('search:find', { text, limit }))
  return images.map(({ title }) => title)
}

async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  let answer: Answer | undefined
  await expect
    .poll(
      async () =>
        (answer = await ask().catch(error => (/too_many/.test(String(error)) ? undefined : Promise.reject(error)))),
    )
    .toBeDefined()
  return answer!
}

/** A word that no other test has. */
const fresh = () => freshName('w').replaceAll(/[^a-z0-9]/g, '')

describe('an image is found', () => {
  test('by title, description, alternative text, page and who has it', async () => {
    const [title, description, alt, host, path] = Array.from({ length: 5 }, fresh) as [
      string,
      string,
      string,
      string,
      string,
    ]
    await ada.upload({
      title: `The ${title}`,
      description: `Some ${description}.`,
      alt: `One ${alt}`,
      pageUrl: `https://www.${host}.example/${path}/x?utm=1`,
    })
    for (const text of [title, description, alt, host, path, `${host}.example`, `https://${host}.example/${path}`]) {
      if (!text.startsWith('https')) expect([text, await find(text)]).toEqual([text, [`The ${title}`]])
    }
    expect(await find(ada.username)).toContain(`The ${title}`)
    expect(await find(`${title} ${ada.username}`)).toEqual([`The ${title}`])
    expect(await find(`${title} ${bob.username}`)).toEqual([])
    expect(await find('utm')).not.toContain(`The ${title}`)
  })

  test('as one types, whatever case and accents', async () => {
    await ada.upload({ title: 'Kitten im Schnee, fotografiert in Łódź' })
    await ada.upload({ title: 'Crème brûlée in the Straße' })
    await ada.upload({ title: 'Ёлка и КОТ' })
    await ada.upload({ title: 'ΆΝΘΡΩΠΟΣ' })
    for (const text of ['kitt', 'KITTEN', 'lodz', 'ŁÓDŹ kit', 'schnee']) {
      expect([text, await find(text)]).toEqual([text, ['Kitten im Schnee, fotografiert in Łódź']])
    }
    for (const text of ['creme brulee', 'CRÈME', 'strasse', 'straße', 'STRASSE']) {
      expect([text, await find(text)]).toEqual([text, ['Crème brûlée in the Straße']])
    }
    for (const text of ['елка', 'ёлка', 'Кот']) expect([text, await find(text)]).toEqual([text, ['Ёлка и КОТ']])
    for (const text of ['ανθρωπος', 'άνθρ']) expect([text, await find(text)]).toEqual([text, ['ΆΝΘΡΩΠΟΣ']])
  })

  test('by any part, in scripts without spaces', async () => {
    await ada.upload({ title: '桜の下の子猫の写真' })
    await ada.upload({ title: 'صورة الكِتاب القديم' })
    await ada.upload({ title: 'รูปแมวน้อยสีขาว' })
    await ada.upload({ title: '귀여운고양이사진' })
    for (const [text, title] of [
      ['子猫', '桜の下の子猫の写真'],
      ['猫', '桜の下の子猫の写真'],
      ['真', '桜の下の子猫の写真'],
      ['كتاب', 'صورة الكِتاب القديم'],
      ['แมวน้อย', 'รูปแมวน้อยสีขาว'],
      ['고양이', '귀여운고양이사진'],
    ] as const)
      expect([text, await find(text)]).toEqual([text, [title]])
    // In that order, and nothing between.
    expect(await find('猫子')).toEqual([])
    expect(await find('子写')).toEqual([])
  })

  test('by signs, such as emoji', async () => {
    await ada.upload({ title: 'A cat 🐈‍⬛ of ours' })
    expect(await find('🐈')).toEqual(['A cat 🐈‍⬛ of ours'])
  })

  test('with a letter too much, too little, another or in the wrong place', async () => {
    await ada.upload({ title: 'Waterlilies' })
    for (const text of ['watrlilies', 'waterllilies', 'watorlilies', 'wtaerlilies', 'waterlilis']) {
      expect([text, await find(text)]).toEqual([text, ['Waterlilies']])
    }
    expect(await find('wotorlolies')).toEqual([])
    // What is meant stands before what is near.
    await ada.upload({ title: 'Watterlilies' })
    expect(await find('watterlilies')).toEqual(['Watterlilies', 'Waterlilies'])
  })

  test('best first: in the title as asked, in the title, elsewhere, begun; then liked, then newest', async () => {
    const [one, two] = [fresh(), fresh()]
    const all: Record<string, string>[] = [
      { title: 'Begun', description: `${one}x ${two}x` },
      { title: 'Old', description: `${one} ${two}` },
      { title: 'New', description: `${one} ${two}` },
      { title: `Title ${two} of ${one}` },
      { title: `Exact ${one} ${two}` },
    ]
    for (const fields of all) await ada.upload(fields)
    const wanted = ['Begun', 'Old', 'New', `Title ${two} of ${one}`, `Exact ${one} ${two}`].toReversed()
    expect(await find(`${one} ${two}`)).toEqual(wanted)

    const { images } = await patiently(() => bob.ask('search:find', { text: `${one} ${two}` }))
    await bob.ask('image:like', { id: images.find(({ title }) => title === 'Old')!.id })
    expect(await find(`${one} ${two}`)).toEqual([wanted[0], wanted[1], 'Old', 'New', 'Begun'])
  })

  test('page by page, each once, with what is near at the end', async () => {
    const word = fresh()
    for (let index = 0; index < 7; index++) await ada.upload({ title: `${word} ${index}` })
    await ada.upload({ title: `${word.slice(0, 3)}${word.slice(4)} near` })
    const pages = async (limit: number) => {
      const titles: string[] = []
      for (let before: string | undefined; ;) {
        const page = await patiently(() => bob.ask('search:find', { text: word, before, limit }))
        titles.push(...page.images.map(({ title }) => title))
        if (page.next === null) return titles
        before = page.next
      }
    }
    const wanted = Array.from({ length: 7 }, (_, index) => `${word} ${6 - index}`)
    expect(await pages(3)).toEqual(wanted)
    expect(await pages(50)).toEqual(wanted)
  })

  test('at once after it is edited, by its new words alone, and not when it is gone', async () => {
    const [before, after] = [fresh(), fresh()]
    const image = await ada.upload({ title: before })
    expect(await find(before)).toEqual([before])
    await ada.ask('image:edit', { id: image.id, title: after })
    expect(await find(after)).toEqual([after])
    expect(await find(before)).toEqual([])
    await ada.ask('image:remove', { id: image.id })
    expect(await find(after)).toEqual([])
  })

  test('by the new name of whoever has it', async () => {
    const carla = await signUp(instance, 'carla')
    const [title, name] = [fresh(), fresh()]
    await carla.upload({ title })
    await carla.ask('account:edit', { name })
    expect(await find(name)).toEqual([title])
  })
})

describe('nobody finds', () => {
  let eve: Person
  let title: string
  let image: ImageView
  beforeAll(async () => {
    eve = await signUp(instance, 'eve', { node: 1 })
    title = fresh()
    image = await eve.upload({ title })
  })
  const seenBy = async (viewer: Connection) => {
    const people = await patiently(() => viewer.ask('search:find', { text: eve.username, kind: 'people' }))
    return [
      (await find(title, viewer)).includes(title),
      (await find(eve.username, viewer)).includes(title),
      people.accounts.some(({ username }) => username === eve.username),
    ]
  }

  test('what they may see, but everybody does', async () => {
    for (const viewer of [eve, bob, visitor]) expect(await seenBy(viewer)).toEqual([true, true, true])
  })

  test('what is held, but its owner', async () => {
    await eve.ask('account:edit', { saveDelay: 60 })
    const held = fresh()
    await eve.upload({ title: held })
    await eve.ask('account:edit', { saveDelay: 0 })
    expect(await find(held, eve)).toEqual([held])
    expect(await find(eve.username, eve)).toContain(held)
    for (const viewer of [bob, visitor, keeper]) {
      expect(await find(held, viewer)).toEqual([])
      expect(await find(eve.username, viewer)).not.toContain(held)
    }
  })

  test('the things of a private account, but its followers', async () => {
    await bob.ask('account:follow', { username: eve.username })
    await eve.ask('account:edit', { private: true })
    expect(await seenBy(bob)).toEqual([true, true, true])
    expect(await seenBy(eve)).toEqual([true, true, true])
    for (const viewer of [visitor, ada]) expect(await seenBy(viewer)).toEqual([false, false, true])
    await eve.ask('account:edit', { private: false })
  })

  test('who has blocked them, or whom they have blocked', async () => {
    await eve.ask('account:block', { username: ada.username })
    expect(await seenBy(ada)).toEqual([false, false, false])
    await eve.ask('account:unblock', { username: ada.username })
    await ada.ask('account:block', { username: eve.username })
    expect(await seenBy(ada)).toEqual([false, false, false])
    await ada.ask('account:unblock', { username: eve.username })
  })

  test('those whom they have muted less than before', async () => {
    await ada.ask('account:mute', { username: eve.username })
    expect(await seenBy(ada)).toEqual([true, true, true])
    await ada.ask('account:unmute', { username: eve.username })
  })

  test('whoever is suspended, and what is theirs', async () => {
    await keeper.ask('administration:suspend', { username: eve.username, reason: 'A test.' })
    for (const viewer of [visitor, ada]) expect(await seenBy(viewer)).toEqual([false, false, false])
    await keeper.ask('administration:restore', { username: eve.username })
    expect(await seenBy(ada)).toEqual([true, true, true])
    expect(image.title).toBe(title)
  })
})

describe('people are found', () => {
  test('by name, by bio and by what is near', async () => {
    const [name, word] = [fresh(), fresh()]
    const dora = await signUp(instance, 'dora')
    await dora.ask('account:edit', { name: `Dóra ${name}`, bio: `I gather ${word} 写真家.` })
    const people = async (text: string) => {
      const { accounts } = await patiently(() => bob.ask('search:find', { text, kind: 'people' }))
      return accounts.map(({ username }) => username)
    }
    for (const text of [
      name,
      `dora ${name}`,
      word,
      '写真',
      `@${dora.username}`,
      `${name.slice(0, 3)}${name.slice(4)}`,
    ]) {
      expect([text, await people(text)]).toEqual([text, [dora.username]])
    }
    const { accounts } = await patiently(() => bob.ask('account:search', { text: word }))
    expect(accounts.map(({ username }) => username)).toEqual([dora.username])
  })
})

describe('whatever is asked', () => {
  test.each([
    '%',
    '_',
    '\\',
    `'`,
    `'"`,
    `') or true --`,
    'a:*',
    '!a & b | <-> c',
    '😀'.repeat(100),
    '子'.repeat(200),
    'a '.repeat(100),
    'x'.repeat(200),
    '\u0301\u0302',
    '\ud800',
    'a\udfffb',
    '=',
    '~',
    '…',
  ])('%j is answered', async text => {
    expect(await patiently(() => bob.ask('search:find', { text, limit: 5 }))).toHaveProperty('images')
    expect(await patiently(() => bob.ask('search:find', { text, kind: 'people', limit: 5 }))).toHaveProperty('accounts')
  })

  test.each([
    [{ text: '' }],
    [{ text: '   ' }],
    [{}],
    [{ text: 'a'.repeat(201) }],
    [{ text: 'a\0b' }],
    [{ text: ['a'] }],
    [{ text: 'a', kind: 'tags' }],
    [{ text: 'a', limit: 51 }],
    [{ text: 'a', before: '-1' }],
    [{ text: 'a', before: "1' or '1" }],
  ])('%j is refused', async input => {
    await expect(bob.ask('search:find', input as never)).rejects.toThrow('invalid')
  })

  test('passes as fast as one types, and no faster', async () => {
    const frank = await signUp(instance, 'frank')
    const asked = await Promise.allSettled(
      Array.from({ length: 40 }, () => frank.ask('search:find', { text: 'typing', limit: 1 })),
    )
    const refused = asked.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[]
    expect(asked.length - refused.length).toBeGreaterThanOrEqual(20)
    expect(refused.length).toBeGreaterThan(0)
    for (const { reason } of refused) expect(String(reason)).toContain('too_many')
    const answer = await call(instance.node(0), 'POST', '/api/search/find', { text: 'typing' })
    expect(answer.status).toBe(200)
  })
})
