// The digest: one mail at eight in the morning where the person lives, about what is unread, until one click ends it.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendDigests } from '../server/notifications/digest.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, signUp, type Person } from './support/people.ts'
import { startMailServer, type MailServer } from './support/smtp.ts'

let mail: MailServer
let instance: Instance
let ada: Person
let bob: Person
beforeAll(async () => {
  mail = await startMailServer()
  instance = await startInstance({ SMTP_URL: mail.url, MAIL_FROM: 'Bowerbird <birds@example.org>' })
  await signUp(instance, 'first')
  ada = await signUp(instance, 'ada', { node: 0 })
  bob = await signUp(instance, 'bob', { node: 1 })
  await sql`update account set email_confirmed_at = now() where username = ${ada.username}`.execute(ctx().db)
})
afterAll(async () => {
  await instance.close()
  await mail.close()
})

const ctx = () => instance.node(0).app.ctx
const day = 24 * 3_600_000
/** A Wednesday far enough ahead that whatever is new now is old by then. */
const wednesday = (time: string) => {
  const date = new Date(Date.now() + 14 * day)
  while (date.getUTCDay() !== 3) date.setTime(date.getTime() + day)
  return new Date(`${date.toISOString().slice(0, 10)}T${time}:00Z`)
}
const after = (date: Date, days: number) => new Date(date.getTime() + days * day)
const live = (zone: string) =>
  sql`update account set time_zone = ${zone} where username = ${ada.username}`.execute(ctx().db)
/** Both nodes at the same moment, as the clock has it. */
const send = async (now: Date) => {
  const sent = await Promise.all(instance.nodes.map(({ app }) => sendDigests(app.ctx, now)))
  return sent.reduce((sum, one) => sum + one, 0)
}
const digest = () => mail.next(`${ada.username}@example.org`, ({ headers }) => 'list-unsubscribe' in headers)

describe('a daily digest', () => {
  test('comes once, at eight in the morning where the person lives, with what is unread', async () => {
    await ada.ask('notification:prefer', { every: 'daily' })
    await live('Asia/Tokyo')
    const { id } = await ada.upload({ title: 'Kitten <3' })
    await bob.ask('image:like', { id })
    await bob.ask('account:follow', { username: ada.username })

    // Eight in Tokyo is eleven in the evening of the day before in London.
    await sql`update notification_state set digest_at = ${wednesday('22:00')}::timestamptz`.execute(ctx().db)
    expect(await send(wednesday('22:59'))).toBe(0)
    expect(await send(wednesday('23:01'))).toBe(1)

    const { subject, text, html, headers, from } = await digest()
    expect(from).toContain('birds@example.org')
    expect(subject).toBe('bob followed you, and 1 more')
    expect(text).toContain('• bob followed you.')
    expect(text).toContain('• bob liked “Kitten <3”.')
    expect(html).toContain('bob liked “Kitten &lt;3”.')
    expect(text).toContain(`${instance.node(0).environment.PUBLIC_URL!.split(':').slice(0, 2).join(':')}`)
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
    expect(await send(wednesday('23:30'))).toBe(0)
  })

  test('tells nothing twice, nothing that was read, and does not come with nothing to tell', async () => {
    const tomorrow = after(wednesday('23:01'), 1)
    expect(await send(tomorrow)).toBe(0)
    const { id } = await ada.upload({ title: 'Another' })
    await bob.ask('image:like', { id })
    const read = await ada.upload({ title: 'Seen' })
    await bob.ask('image:like', { id: read.id })
    const [newest] = (await ada.ask('notification:list', {})).notifications
    await ada.ask('notification:read', { ids: [newest!.id] })

    expect(await send(after(tomorrow, 1))).toBe(1)

    const { subject, text } = await digest()
    expect(subject).toBe('bob liked “Another”')
    expect(text).not.toContain('Kitten')
    expect(text).not.toContain('Seen')
  })

  test('leaves out kinds that it is not to tell, and tells those that the app does not show', async () => {
    await ada.ask('notification:prefer', { kind: 'followed', digest: false })
    await ada.ask('notification:prefer', { kind: 'liked', app: false })
    const cyd = await signUp(instance, 'cyd')
    await cyd.ask('account:follow', { username: ada.username })
    const { id } = await ada.upload({ title: 'By mail alone' })
    await cyd.ask('image:like', { id })
    expect(await send(after(wednesday('23:01'), 4))).toBe(1)
    expect((await digest()).subject).toBe('cyd liked “By mail alone”')
    expect(await send(after(wednesday('23:01'), 5))).toBe(0)
    await ada.ask('notification:prefer', { kind: 'liked', app: true })
  })
})

test('a weekly digest comes on Monday morning', async () => {
  await ada.ask('notification:prefer', { every: 'weekly' })
  await live('UTC')
  const { id } = await ada.upload({ title: 'Weekly' })
  await bob.ask('image:like', { id })
  const start = after(wednesday('09:00'), 14)
  await sql`update notification_state set digest_at = ${start}::timestamptz`.execute(ctx().db)
  for (const days of [1, 2, 3, 4]) expect(await send(after(start, days))).toBe(0)
  expect(await send(after(start, 5))).toBe(1)
  expect((await digest()).subject).toBe('bob liked “Weekly”')
})

test('of three people each gets as many as they have chosen: none, one on Monday, one each morning', async () => {
  const people: Person[] = []
  const digests = () => mail.received.filter(({ headers }) => 'list-unsubscribe' in headers)
  for (const every of ['off', 'weekly', 'daily'] as const) {
    const person = await signUp(instance, every, { node: people.length % 2 })
    await sql`update account set email_confirmed_at = now(), time_zone = 'UTC' where username = ${person.username}`.execute(
      ctx().db,
    )
    expect((await person.ask('notification:prefer', { every })).digest).toBe(every)
    people.push(person)
  }
  const start = after(wednesday('09:00'), 28)

  for (const days of [1, 2, 5]) {
    for (const person of people) await bob.ask('image:like', { id: (await person.upload({ title: `Day ${days}` })).id })
    // The days are of the future: what they are counted from, too.
    if (days === 1) await sql`update notification_state set digest_at = ${start}::timestamptz`.execute(ctx().db)
    const before = digests().length
    const sent = await send(after(start, days))
    await expect.poll(() => digests().length - before).toBe(sent)
  }

  const subjectsOf = ({ username }: Person) =>
    digests().flatMap(({ to, subject }) => (to === `${username}@example.org` ? [subject] : []))
  expect(people.map(subjectsOf)).toEqual([
    [],
    ['bob liked “Day 5”, and 2 more'],
    ['bob liked “Day 1”', 'bob liked “Day 2”', 'bob liked “Day 5”'],
  ])
  // Back on, it tells what is new from then.
  const [off] = people
  await off!.ask('notification:prefer', { every: 'daily' })
  expect((await off!.ask('notification:list', {})).unread).toBe(3)
  expect(await send(after(start, 6))).toBe(0)
})

describe('nobody is mailed', () => {
  const overdue = () => after(wednesday('12:00'), 60)

  test('who has not confirmed the e-mail, or is suspended', async () => {
    const { id } = await bob.upload()
    await ada.ask('image:like', { id })
    expect(await send(overdue())).toBe(0)
    await bob.ask('image:like', { id: (await ada.upload()).id })
    await sql`update account set suspended_at = now() where username = ${ada.username}`.execute(ctx().db)
    expect(await send(overdue())).toBe(0)
    await sql`update account set suspended_at = null where username = ${ada.username}`.execute(ctx().db)
  })

  test('any more after one click in a mail program, without a cookie or a page', async () => {
    expect(await send(after(overdue(), 14))).toBe(1)
    const { headers, text } = await digest()
    const [, url = ''] = /^<(.+)>$/.exec(headers['list-unsubscribe']!) ?? []
    const { pathname, search } = new URL(url)
    expect(text).toContain(`/unsubscribe${search}`)

    const looked = await fetch(instance.node(0).url + pathname + search)
    expect(looked.status).toBe(404)
    expect((await ada.ask('notification:preferences', {})).digest).toBe('weekly')
    const clicked = await fetch(instance.node(1).url + pathname + search, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })

    expect(clicked.status).toBe(200)
    expect((await ada.ask('notification:preferences', {})).digest).toBe('off')
    await bob.ask('image:like', { id: (await ada.upload()).id })
    expect(await send(after(overdue(), 30))).toBe(0)
  })

  test('less because of a link that somebody has made up', async () => {
    await ada.ask('notification:prefer', { every: 'daily' })
    for (const token of ['', 'x', '2.', `3.${'A'.repeat(43)}`]) {
      const answer = await call(instance.node(0), 'POST', `/api/unsubscribe?token=${token}`)
      expect(answer.status).toBe(422)
    }
    expect((await ada.ask('notification:preferences', {})).digest).toBe('daily')
  })
})
