// An image by mail to somebody who need not be here: what it says, who may send it, how often, and how it ends.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addPoints } from '../server/database/throttle.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, freshName, signUp, type Person } from './support/people.ts'
import { startMailServer, type MailServer } from './support/smtp.ts'

let mail: MailServer
let instance: Instance
let keeper: Person
let ada: Person
let bob: Person
beforeAll(async () => {
  mail = await startMailServer()
  instance = await startInstance({ SMTP_URL: mail.url, MAIL_FROM: 'Bowerbird <birds@example.org>' })
  keeper = await signUp(instance, 'keeper')
  ada = await confirmed('ada', 0)
  bob = await confirmed('bob', 1)
})
afterAll(async () => {
  await instance.close()
  await mail.close()
})

const ctx = () => instance.node(0).app.ctx
async function confirmed(name: string, node = 0): Promise<Person> {
  const person = await signUp(instance, name, { node })
  await sql`update account set email_confirmed_at = now() where username = ${person.username}`.execute(ctx().db)
  return person
}
const someone = () => `${freshName('friend')}@example.net`
const shared = (to: string) => mail.next(to, ({ subject }) => subject.includes('shares an image'))
const refusal = (code: string, words: string) => ({ view: { code, message: expect.stringContaining(words) } })
const tokenIn = (text: string) => /unsubscribe\?shares=([\w.-]+)/.exec(text.replaceAll('=\r\n', ''))![1]!
const end = (token: string, what = 'refuse') =>
  call(instance.node(1), 'POST', `/api/shares/${what}?token=${token}`, undefined, { origin: undefined })

describe('a mail with an image', () => {
  test('says who shares what, with a link to it, its page and its picture, and how to get no more', async () => {
    const image = await bob.upload({ title: 'Größe <3', pageUrl: 'https://hills.example/seven', alt: 'A hill' })
    const to = someone()

    await ada.ask('image:share', { id: image.id, to, message: 'Look!\n\nIsn’t it <b>nice</b>?' })

    const { subject, text, html, headers, from, pictures } = await shared(to)
    const { origin } = ctx().config.publicUrl
    const url = `${origin}/images/${image.id}/gro%C3%9Fe-3`
    expect(from).toContain('birds@example.org')
    expect(subject).toBe('ada shares an image with you')
    expect(text).toContain('“Größe <3”')
    expect(visible(text)).toContain('found on hills.example')
    expect(text).toContain(`Look at it:\r\n${url}`)
    expect(text).toContain('Look!\r\n\r\nIsn’t it <b>nice</b>?')
    expect(html).toContain('Isn’t it &lt;b&gt;nice&lt;/b&gt;?')
    expect(html).toContain(`<a href="${url}"><img src="cid:picture" alt="A hill"`)
    // Nothing is fetched when it is read, and every address is the same for all.
    expect(html).not.toMatch(/src="(?!cid:)/)
    expect([...html.matchAll(/href="([^"]*)"/g)].map(match => match[1])).toEqual([url, url, origin])
    expect(pictures).toMatchObject([
      { 'content-type': expect.stringMatching(/^image\/jpeg/), 'content-id': '<picture>' },
    ])
    expect(headers).not.toHaveProperty('reply-to')
    expect(text + html).not.toContain(`${ada.username}@example.org`)
    expect(headers['list-unsubscribe']).toContain('/api/shares/refuse?token=')
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
    expect(headers['auto-submitted']).toBe('auto-generated')
  })

  test('gives my address for an answer when I want it to', async () => {
    const { id } = await ada.upload()
    const to = someone()
    await ada.ask('image:share', { id, to, replies: true })

    const { headers, text } = await shared(to)
    expect(headers['reply-to']).toBe(`${ada.username}@example.org`)
    expect(text).toContain('goes to ada')
  })

  test('holds no link but ours, and no header of anybody else’s', async () => {
    const evil = await confirmed('evil')
    await evil.ask('account:edit', { name: 'Free: https://evil.example x' })
    const { id } = await evil.upload({ title: 'www.evil.example\r\nBcc: victim@example.org' })
    const to = someone()
    await evil.ask('image:share', {
      id,
      to,
      message: 'https://evil.example/login or me@evil.example\r\nBcc: victim@example.org',
    })

    const { headers, text, html, subject } = await shared(to)
    expect(visible(subject)).toBe('Free: https://evil.example x shares an image with you')
    // As a mail program looks for what is a link in plain text.
    for (const part of [subject, text, html])
      expect(part).not.toMatch(/https?:\/\/evil|\bwww\.evil|evil\.example|me@evil/)
    expect(visible(text)).toContain('https://evil.example/login or me@evil.example')
    expect(html).not.toContain('href="https://evil')
    expect(headers).not.toHaveProperty('bcc')
    expect(mail.received.some(each => each.to === 'victim@example.org')).toBe(false)
  })

  test('is sent again as the same message when the mail server asks for patience', async () => {
    const { id } = await ada.upload()
    const to = someone()
    mail.refuse(451, 1)
    await ada.ask('image:share', { id, to })

    const { headers } = await shared(to)
    expect(headers['message-id']).toMatch(/^<[\da-f-]{36}@/)
    expect(mail.refused.find(each => each.to === to)?.headers['message-id']).toBe(headers['message-id'])
  })

  test('is not sent when the image is taken back, or its sender suspended, before it is', async () => {
    const fay = await confirmed('fay')
    const [gone, stays] = [await fay.upload({ title: 'Gone' }), await ada.upload({ title: 'Stays' })]
    const others = [someone(), someone()]
    const last = someone()
    mail.refuse(451, 2)
    await ada.ask('image:share', { id: gone.id, to: others[0]! })
    await fay.ask('image:share', { id: stays.id, to: others[1]! })
    await expect.poll(() => mail.refused.filter(({ to }) => others.includes(to)).length).toBe(2)

    await fay.ask('image:remove', { id: gone.id })
    await keeper.ask('administration:suspend', { username: fay.username, reason: 'A test' })
    await ada.ask('image:share', { id: stays.id, to: last })

    await shared(last)
    const left = async () => {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from pgboss.job where name = 'mail-share' and state < 'completed'`.execute(
        ctx().db,
      )
      return rows[0]!.count
    }
    await expect.poll(left, { timeout: 20_000 }).toBe(0)
    expect(mail.received.filter(({ to }) => others.includes(to))).toEqual([])
  })
})

describe('whoever gets one', () => {
  test('ends them all with one click, from whomever; and takes that back', async () => {
    const { id } = await ada.upload()
    const to = someone()
    await ada.ask('image:share', { id, to })
    const { headers, text } = await shared(to)
    const token = tokenIn(text)
    expect(headers['list-unsubscribe']).toContain(token)

    expect((await end(token)).status).toBe(200)
    expect((await end(token)).status).toBe(200)

    const wantsNone = refusal('forbidden', 'wants no images')
    await expect(ada.ask('image:share', { id, to })).rejects.toMatchObject(wantsNone)
    // The same mailbox by another spelling.
    const again = to.replace('@', '+more@').toUpperCase()
    await expect(bob.ask('image:share', { id, to: again })).rejects.toMatchObject(wantsNone)
    const { rows } = await sql<{ row: string }>`select share_refusal::text as row from share_refusal`.execute(ctx().db)
    expect(rows.map(({ row }) => row).join()).not.toContain(to.split('@')[0])

    expect((await end(token, 'allow')).status).toBe(200)
    await bob.ask('image:share', { id, to })
    await shared(to)
  })

  test.each(['', 'x', 'x.y', `${'A'.repeat(43)}.${'A'.repeat(43)}`])('is refused with the link %j', async token => {
    for (const what of ['refuse', 'allow']) expect((await end(token, what)).status).toBe(422)
  })
})

describe('is refused', () => {
  test('without a right address, or with too long a message', async () => {
    const { id } = await ada.upload()
    for (const to of [
      '',
      'nobody',
      'a@example.net, b@example.net',
      'a@example.net\r\nBcc: b@example.net',
      'A <a@example.net>',
    ])
      await expect(ada.ask('image:share', { id, to })).rejects.toMatchObject({
        view: { code: 'invalid', fields: { to: expect.any(String) } },
      })
    await expect(ada.ask('image:share', { id, to: someone(), message: 'x'.repeat(501) })).rejects.toMatchObject({
      view: { code: 'invalid', fields: { message: expect.stringContaining('500') } },
    })
    await expect(ada.ask('image:share', { id, to: someone(), replies: 'yes' as never })).rejects.toMatchObject({
      view: { code: 'invalid', fields: { replies: expect.any(String) } },
    })
  })

  test('what not everybody may see: held back, of a private account, gone, blocked', async () => {
    const eve = await confirmed('eve', 1)
    const share = (by: Person, id: string) => by.ask('image:share', { id, to: someone() })
    const shown = await eve.upload()
    await eve.ask('account:edit', { saveDelay: 60 })
    const held = await eve.upload()
    await expect(share(eve, held.id)).rejects.toMatchObject(refusal('forbidden', 'everybody'))
    await expect(share(ada, held.id)).rejects.toMatchObject(refusal('not_found', 'not exist'))
    await ada.ask('account:follow', { username: eve.username })
    await eve.ask('account:edit', { private: true })
    for (const by of [eve, ada])
      await expect(share(by, shown.id)).rejects.toMatchObject(refusal('forbidden', 'everybody'))
    await expect(share(bob, shown.id)).rejects.toMatchObject(refusal('not_found', 'not exist'))
    await eve.ask('account:edit', { private: false })
    await eve.ask('account:block', { username: ada.username })
    await expect(share(ada, shown.id)).rejects.toMatchObject(refusal('not_found', 'not exist'))
  })

  test('to whoever has not confirmed their own address, is suspended, or is a program', async () => {
    const { id } = await ada.upload()
    const dan = await signUp(instance, 'dan')
    await expect(dan.ask('image:share', { id, to: someone() })).rejects.toMatchObject(refusal('forbidden', 'Confirm'))

    const { token } = await ada.ask('token:create', { name: 'All', scopes: ['read', 'write', 'account'] })
    const asProgram = await call(
      instance.node(0),
      'POST',
      '/api/image/share',
      { id, to: someone() },
      { authorization: `Bearer ${token}` },
    )
    expect(asProgram.status).toBe(403)

    const { cookie } = dan
    await keeper.ask('administration:suspend', { username: dan.username, reason: 'A test' })
    const suspended = await call(instance.node(1), 'POST', '/api/image/share', { id, to: someone() }, { cookie })
    expect(suspended.status).toBe(401)
  })

  test('beyond 20 a day of a person, 3 a day to an address, and 100 an hour in all', async () => {
    const { id } = await ada.upload()
    const gus = await confirmed('gus', 1)
    const key = `share:${await idOf(gus)}`
    const to = someone()
    const other = to.replace('@', '+other@')
    for (const address of [to, other, to]) await gus.ask('image:share', { id, to: address })
    await expect(bob.ask('image:share', { id, to: other })).rejects.toMatchObject(refusal('too_many', '3 images today'))
    expect(await points(key)).toBe(3)

    const before = await points('shares')
    await addPoints(ctx().db, [{ key: 'shares', seconds: 3_600, points: 100 - before }])
    await expect(gus.ask('image:share', { id, to: someone() })).rejects.toMatchObject(
      refusal('too_many', 'Copy the link'),
    )
    // What was not sent for the sake of others does not count.
    expect(await points(key)).toBe(3)
    await sql`delete from throttle where key = 'shares'`.execute(ctx().db)

    await addPoints(ctx().db, [{ key, seconds: 86_400, points: 17 }])
    await expect(gus.ask('image:share', { id, to: someone() })).rejects.toMatchObject(refusal('too_many', '20 images'))
  })
})

test('where no mail is sent none is promised', async () => {
  const { config } = ctx()
  const { shareImage } = await import('../server/shares/shares.ts')
  const { id } = await ada.upload()
  const without = { ...ctx(), config: { ...config, smtpUrl: undefined } }
  const share = shareImage(without, await idOf(ada), { id, to: someone(), message: '', replies: false })
  await expect(share).rejects.toMatchObject({ code: 'unavailable' })
})

const visible = (text: string) => text.replaceAll('\u200b', '')

async function points(key: string): Promise<number> {
  const { rows } = await sql<{ points: number }>`select points from throttle where key = ${key}`.execute(ctx().db)
  return rows[0]?.points ?? 0
}

async function idOf({ username }: Person): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id::text from account where username = ${username}`.execute(
    ctx().db,
  )
  return rows[0]!.id
}
