import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountChanges } from '../server/protocol-own.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { connect, signUp, type Person, type Refusal } from './support/people.ts'

let instance: Instance
let ada: Person
let bob: Person
beforeAll(async () => {
  instance = await startInstance()
  ada = await signUp(instance, 'ada')
  bob = await signUp(instance, 'bob', { node: 1 })
})
afterAll(() => instance.close())

describe('the profile', () => {
  test('is the same at once in my other window, and before whoever looks at me from another node', async () => {
    const other = await ada.open({}, instance.node(1))
    await bob.ask('account:watch', { username: ada.username })
    const words = { name: 'Ada Lovelace', bio: 'Weaves flowers\nand leaves.', site: 'https://example.org/ada' }

    const answer = await ada.ask('account:edit', { ...words, bornOn: '1990-12-10' })

    expect(answer).toMatchObject({ ...words, bornOn: '1990-12-10', username: ada.username })
    expect(await other.next('account:edited')).toMatchObject({ ...words, bornOn: '1990-12-10' })
    const told = await bob.next('account:changed', ({ username }) => username === ada.username)
    expect(told).toEqual({ username: ada.username, cursor: told.cursor, ...words })
    expect(await bob.ask('account:get', { username: ada.username })).toMatchObject(words)
    other.close()
  })

  test('names me anew wherever I am named, also to my followers who look elsewhere', async () => {
    const follower = await signUp(instance, 'cleo', { node: 1 })
    const visitor = await connect(instance.node(1))
    await follower.ask('account:follow', { username: ada.username })
    const image = await ada.upload()

    await ada.ask('account:edit', { name: 'Countess' })

    for (const somebody of [follower, visitor]) {
      expect(await somebody.next('account:changed', ({ name }) => name === 'Countess')).toMatchObject({
        username: ada.username,
      })
    }
    expect((await follower.ask('image:get', { id: image.id })).by.name).toBe('Countess')
    const { activities } = await follower.ask('activity:list', {})
    expect(new Set(activities.map(({ actor }) => actor.name))).toEqual(new Set(['Countess']))
  })

  test('keeps the day of birth, the language and the time zone for me alone', async () => {
    await ada.ask('account:edit', { bornOn: '1990-12-10', language: 'de-AT', timeZone: 'Europe/Vienna' })

    for (const viewer of [await connect(instance.node(1)), bob]) {
      const seen = await viewer.ask('account:get', { username: ada.username })
      for (const hidden of ['bornOn', 'language', 'timeZone', 'email']) expect(seen).not.toHaveProperty(hidden)
      expect(JSON.stringify(await viewer.ask('account:list', {}))).not.toMatch(/1990-12-10|Europe|de-AT/)
    }
    const { account } = (await (await ada.http('GET', '/api/session')).json()) as { account: object }
    expect(account).toMatchObject({ bornOn: '1990-12-10', language: 'de-AT', timeZone: 'Europe/Vienna' })
    expect(JSON.stringify(bob.heard)).not.toMatch(/1990-12-10|Europe|de-AT/)
  })

  test('is emptied again by an empty text or null; what is not named stays', async () => {
    await ada.ask('account:edit', { bio: 'Words', site: 'https://example.org', bornOn: '1990-12-10', language: 'fr' })
    const before = await ada.ask('account:edit', {})

    const emptied = await ada.ask('account:edit', {
      bio: '',
      site: '' as never,
      bornOn: '' as never,
      language: null,
      timeZone: null,
    })

    expect(before).toMatchObject({ bio: 'Words', bornOn: '1990-12-10' })
    expect(emptied).toEqual({ ...before, bio: '', site: null, bornOn: null, language: null, timeZone: null })
  })

  const tomorrow = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  test.each<[string, string, object]>([
    ['no name', 'name', { name: ' ' }],
    ['a name of a hundred and one letters', 'name', { name: 'a'.repeat(101) }],
    ['more than 500 letters about me', 'bio', { bio: 'a'.repeat(501) }],
    ['a site that is a script', 'site', { site: 'javascript:alert(1)' }],
    ['a birthday in the future', 'bornOn', { bornOn: tomorrow }],
    ['a day that no month has', 'bornOn', { bornOn: '1990-02-30' }],
    ['a birthday before anybody who lives', 'bornOn', { bornOn: '1850-01-01' }],
    ['words instead of a day', 'bornOn', { bornOn: 'last spring' }],
    ['a language that nobody speaks', 'language', { language: 'xx-Nope' }],
    ['a time zone that is none', 'timeZone', { timeZone: 'Mars/Olympus' }],
    ['an offset for a time zone', 'timeZone', { timeZone: '+02:00' }],
    ['a word for yes', 'private', { private: 'yes' }],
  ])('refuses %s, with a sentence at the field', async (_what, field, changes) => {
    const refused = ada.ask('account:edit', changes as AccountChanges)
    const { view } = await refused.then(
      () => Promise.reject(new Error('It was taken.')),
      (error: Refusal) => error,
    )
    expect(view).toMatchObject({ code: 'invalid', fields: { [field]: expect.stringMatching(/\.$/) as string } })
  })

  test('does not change the username: it is the address', async () => {
    await ada.ask('account:edit', { username: 'somebody_else' } as AccountChanges)

    expect(await bob.ask('account:get', { username: ada.username })).toMatchObject({ username: ada.username })
  })
})
