// In which language somebody is answered and written to, and that each page has an address in every language.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { spokenFor, spokenLanguages } from '../server/language/spoken.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, signUp, type Person } from './support/people.ts'
import { startMailServer, type MailServer } from './support/smtp.ts'

let mails: MailServer
let instance: Instance
let ada: Person
beforeAll(async () => {
  mails = await startMailServer()
  instance = await startInstance({ SMTP_URL: mails.url, DEFAULT_LANGUAGE: 'fr' })
  await signUp(instance, 'keeper')
  ada = await signUp(instance, 'ada')
})
afterAll(async () => {
  await instance.close()
  await mails.close()
})

const visit = (path: string, headers: Record<string, string> = {}) =>
  call(instance.node(0), 'GET', path, undefined, { accept: 'text/html', ...headers })
const languageOf = async (path: string, headers?: Record<string, string>) =>
  (await visit(path, headers)).headers.get('content-language')
const refusal = async (headers: Record<string, string>) => {
  const answer = await call(instance.node(1), 'POST', '/api/account/get', { username: 'nobody_here' }, headers)
  return ((await answer.json()) as { error: { message: string } }).error.message
}

const nobody = {
  en: 'There is nobody with this username.',
  de: await sayOf('de'),
  ja: await sayOf('ja'),
  ar: await sayOf('ar'),
  fr: await sayOf('fr'),
}
async function sayOf(language: 'de' | 'ja' | 'ar' | 'fr'): Promise<string> {
  const { inLanguage } = await import('../server/language/language.ts')
  const { msg } = await import('@lit/localize')
  return inLanguage(language, () => msg('There is nobody with this username.'))
}

test('every language has words of its own for it', () => {
  expect(new Set(Object.values(nobody)).size).toBe(5)
})

describe('what is known of somebody’s language', () => {
  test.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-TW', undefined],
    ['zh-Hant', undefined],
    ['ar-EG', 'ar'],
    ['nl', undefined],
    ['', undefined],
    ['not a tag!', undefined],
    ['x'.repeat(500), undefined],
  ])('%s is read as %s', (tag, spoken) => {
    expect(spokenFor(tag)).toBe(spoken)
  })

  test('the address goes before the account, that before the cookie, that before the browser, that before the instance', async () => {
    const german = { 'accept-language': 'nl, de-CH;q=0.9, es;q=0.8' }
    expect(await languageOf('/images')).toBe('fr')
    expect(await languageOf('/images', { 'accept-language': 'nl, tlh' })).toBe('fr')
    expect(await languageOf('/images', german)).toBe('de')
    expect(await languageOf('/images', { ...german, cookie: 'language=ja' })).toBe('ja')
    expect(await languageOf('/images', { ...german, cookie: 'language=nl' })).toBe('de')
    await ada.ask('account:edit', { language: 'ar' })
    const cookie = `${ada.cookie}; language=ja`
    expect(await languageOf('/images', { ...german, cookie })).toBe('ar')
    expect(await languageOf('/es/images', { ...german, cookie })).toBe('es')
    // One that is not spoken is for dates and numbers alone.
    await ada.ask('account:edit', { language: 'nl' })
    expect(await languageOf('/images', { ...german, cookie })).toBe('ja')
    await ada.ask('account:edit', { language: null })
  })

  test('a refusal is in the language of the page that asks, over HTTP and over a socket', async () => {
    expect(await refusal({ 'accept-language': 'en' })).toBe(nobody.en)
    expect(await refusal({ 'accept-language': 'de' })).toBe(nobody.de)
    expect(await refusal({ 'accept-language': 'de', 'bowerbird-language': 'ja' })).toBe(nobody.ja)
    expect(await refusal({ 'bowerbird-language': 'xx' })).toBe(nobody.fr)
    await ada.ask('account:edit', { language: 'de' })
    expect(await refusal({ cookie: ada.cookie })).toBe(nobody.de)
    expect(await refusal({ cookie: ada.cookie, 'bowerbird-language': 'ar' })).toBe(nobody.ar)
    for (const [handshake, said] of [
      [{ language: 'ja' }, nobody.ja],
      [{}, nobody.de],
    ] as const) {
      const window = await ada.open(handshake)
      await expect(window.ask('account:get', { username: 'nobody_here' })).rejects.toThrow(said)
      window.close()
    }
    await ada.ask('account:edit', { language: null })
  })

  test('so is what is wrong with a field, and with a file', async () => {
    const headers = { cookie: ada.cookie, 'bowerbird-language': 'de' }
    const edited = await call(instance.node(0), 'POST', '/api/account/edit', { name: ' ' }, headers)
    const { error } = (await edited.json()) as { error: { fields: Record<string, string> } }
    expect(error.fields.name).toMatch(/Namen/)
    const form = new FormData()
    form.set('title', 'Nothing')
    form.set('file', new Blob(['no picture']), 'x.jpg')
    const sent = await fetch(`${instance.node(0).url}/api/images`, {
      method: 'POST',
      body: form,
      headers: { ...headers, origin: instance.node(0).url },
    })
    expect(((await sent.json()) as { error: { message: string } }).error.message).toMatch(/Bild/)
  })
})

describe('a mail', () => {
  const change = async (person: Person) =>
    person.http('POST', '/api/password', { current: person.password, password: 'another horse battery' })

  test('is in the language that its reader has chosen, whatever the window says in which it was caused', async () => {
    const bob = await signUp(instance, 'bob')
    await mails.next(`${bob.username}@example.org`)
    await bob.ask('account:edit', { language: 'de' })
    expect((await change(bob)).status).toBe(200)
    const mail = await mails.next(`${bob.username}@example.org`)
    expect(mail.subject).toMatch(/Passwort/)
    expect(mail.html).toContain('<html lang="de" dir="ltr">')
  })

  test('or else in that in which they were here last', async () => {
    const answer = await call(
      instance.node(0),
      'POST',
      '/api/accounts',
      { username: 'layla_reads', email: 'layla@example.org', name: 'ليلى', password: 'correct horse battery' },
      { 'bowerbird-language': 'ar' },
    )
    expect(answer.status).toBe(201)
    const mail = await mails.next('layla@example.org')
    expect(mail.html).toContain('<html lang="ar" dir="rtl">')
    expect(mail.subject).toMatch(/\p{Script=Arabic}/u)
  })
})

describe('a public page', () => {
  test.each(['/', '/images', '/popular', '/people'])(
    '%s has an address in each language, and names them',
    async path => {
      for (const language of spokenLanguages) {
        const addressed = `/${language}${path === '/' ? '' : path}`
        const answer = await visit(addressed, { 'accept-language': 'en' })
        const text = await answer.text()
        expect(answer.status).toBe(200)
        expect(text).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
        const origin = new URL(/<link rel="canonical" href="([^"]+)"/.exec(text)![1]!).origin
        expect(text).toContain(`<link rel="canonical" href="${origin}${addressed}" />`)
        const named = [...text.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/g)].map(
          ([, tag, address]) => [tag, address],
        )
        expect(named).toEqual([
          ['x-default', origin + path],
          ...spokenLanguages.map(one => [one, `${origin}/${one}${path === '/' ? '' : path}`]),
        ])
        // What it leads to is in the same language; files and calls have none.
        expect(text).toContain(`href="/${language}/people"`)
        expect(text).not.toMatch(new RegExp(`"/${language}/(assets|media|api|icons)/`))
      }
      expect((await visit(`${path === '/' ? '' : path}`, {})).headers.get('vary')).toMatch(
        /Cookie.*Accept-Language|Accept-Language.*Cookie/,
      )
    },
  )

  test('has no other address: one ending in a slash leads to it, and files and calls are under their own', async () => {
    const redirected = await visit('/de/images/', {})
    expect([redirected.status, redirected.headers.get('location')]).toEqual([308, '/de/images'])
    expect((await visit('/de/nothing-here')).status).toBe(404)
    expect((await visit('/xx/images')).status).toBe(404)
    for (const path of [
      '/de/api/session',
      '/de/media/x.jpg',
      '/de/robots.txt',
      '/de/assets/x.js',
      '/de/metrics',
      '/de/healthz',
      '/de/oembed',
    ])
      expect((await call(instance.node(0), 'GET', path)).status, path).toBe(404)
    expect((await call(instance.node(0), 'POST', '/de/api/account/get', { username: 'ada' })).status).toBe(404)
  })

  test('that is installed has its words in the manifest', async () => {
    const read = async (language: string) =>
      (await (await visit('/manifest.webmanifest', { 'accept-language': language })).json()) as {
        lang: string
        dir: string
        description: string
        shortcuts: { name: string }[]
        screenshots: { label: string }[]
      }
    const [english, arabic] = [await read('en'), await read('ar')]
    expect([english.lang, english.shortcuts[1]!.name, arabic.lang, arabic.dir]).toEqual([
      'en',
      'Everything',
      'ar',
      'rtl',
    ])
    const said = ({ description, shortcuts, screenshots }: typeof english) => [
      description,
      ...shortcuts.map(({ name }) => name),
      ...screenshots.map(({ label }) => label),
    ]
    for (const [index, words] of said(english).entries()) expect(said(arabic)[index]).not.toBe(words)
  })

  test('says its numbers and times as its language does', async () => {
    const image = await ada.upload({ title: 'Ein Turm' })
    const moved = await visit(`/de/images/${image.id}`)
    expect([moved.status, moved.headers.get('location')]).toEqual([301, `/de/images/${image.id}/ein-turm`])
    const text = await (await visit(`/de/images/${image.id}/ein-turm`)).text()
    expect(text).toMatch(/>gerade eben<|>jetzt</i)
    expect(await (await visit(`/de/people/${ada.username}`)).text()).toContain('1 Bild')
    expect(await (await visit(`/ar/people/${ada.username}`)).text()).toContain('صورة واحدة')
  })
})

test('whatever a browser calls its language, no more is kept of it than its country', async () => {
  const image = await ada.upload({ title: 'Ein Wald' })
  const path = `/images/${image.id}/ein-wald`
  const title = async (language: string) =>
    /<time [^>]*title="([^"]+)"/.exec(await (await visit(path, { 'accept-language': language })).text())?.[1]
  expect(await title('de-AT-u-nu-thai-x-anything')).toBe(await title('de-AT'))
  expect(await title('ar-EG-u-ca-islamic')).toBe(await title('ar-EG'))
  expect(await title('de-AT')).toMatch(/\d{4}/)
})
