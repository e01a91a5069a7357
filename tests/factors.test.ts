// Signing in with an authenticator app beside the password, and with recovery codes.
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { SecondStepView } from '../server/views.ts'
import { createAuthenticator, type Authenticator } from './support/authenticator.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, cookieOf, password, signUp, type Person } from './support/people.ts'
import { startMailServer, type MailServer } from './support/smtp.ts'

interface Body {
  account: { username: string } | null
  second?: SecondStepView
  options: Parameters<Authenticator['create']>[0]
  error: { code: string; message: string; confirm?: boolean; fields?: Record<string, string> }
}

let instance: Instance
let post: MailServer
let ada: Person
let secret: string
let codes: string[]
beforeAll(async () => {
  post = await startMailServer()
  instance = await startInstance({ SMTP_URL: post.url })
  ada = await signUp(instance, 'ada')
})
afterAll(async () => {
  await instance.close()
  await post.close()
})

const db = () => instance.node(0).app.ctx.db
const read = async (answer: Response) => (await answer.json()) as Body
const accountOf = (person: Person) => db().selectFrom('account').select('id').where('username', '=', person.username)

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** RFC 6238 as its text has it, apart from the library that the server uses. `at` counts half minutes from now. */
function appCode(of: string, at = 0): string {
  const bits = [...of].map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map(byte => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + at))
  const digest = createHmac('sha1', key).update(step).digest()
  const number = digest.readUInt32BE(digest.at(-1)! & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

const wrong = () => (appCode(secret) === '000000' ? '000001' : '000000')

async function withPassword(person: Person, given = password): Promise<Response> {
  return call(instance.node(1), 'POST', '/api/session', { login: person.username, password: given })
}

async function second(person = ada): Promise<SecondStepView> {
  const answer = await withPassword(person)
  expect(answer.status).toBe(202)
  expect(answer.headers.getSetCookie().some(cookie => cookie.startsWith('sid='))).toBe(false)
  const body = await read(answer)
  expect(body.account).toBeNull()
  return body.second!
}

/** On another node than the password was given to. */
const withCode = (token: string, code: string) => call(instance.node(0), 'POST', '/api/session/second', { token, code })

/** As if the codes of this minute had not been used, and nobody had ever been wrong. */
async function beginAnew(): Promise<void> {
  await db().updateTable('twoFactor').set({ lastStep: '0' }).execute()
  await db().deleteFrom('throttle').execute()
}

test('two-factor sign-in is on once a first code of the app is right, and tells the other windows and by mail', async () => {
  const heard = ada.next('security:changed')
  const begun = await ada.ask('two-factor:begin', {})
  secret = begun.secret
  expect(begun.url).toMatch(/^otpauth:\/\/totp\/Bowerbird:ada/)
  expect(new URL(begun.url).searchParams.get('secret')).toBe(secret)
  expect(await ada.ask('two-factor:get', {})).toEqual({ enabledAt: null, codesLeft: 0 })
  expect((await withPassword(ada)).status).toBe(201)
  await expect(ada.ask('two-factor:enable', { code: wrong() })).rejects.toThrow('invalid')

  const code = appCode(secret)
  codes = (await ada.ask('two-factor:enable', { code: `${code.slice(0, 3)} ${code.slice(3)}` })).codes

  await heard
  const mail = await post.next(`${ada.username}@example.org`, ({ subject }) => subject === 'Two-factor sign-in is on')
  expect(mail.text).toContain('/settings/security')
  expect(mail.text + mail.html).not.toContain(codes[0])
  expect(new Set(codes).size).toBe(10)
  expect(codes[0]).toMatch(/^[0-9a-hjkmnp-tv-z]{6}(-[0-9a-hjkmnp-tv-z]{6}){3}$/)
  expect(await ada.ask('two-factor:get', {})).toEqual({ enabledAt: expect.any(String) as string, codesLeft: 10 })
  await expect(ada.ask('two-factor:begin', {})).rejects.toThrow('conflict')
  await expect(ada.ask('two-factor:enable', { code: appCode(secret) })).rejects.toThrow('conflict')
})

test('neither the secret of the app nor a recovery code can be read from the database', async () => {
  const { secret: sealed } = await db().selectFrom('twoFactor').select('secret').executeTakeFirstOrThrow()
  const bits = [...secret].map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const plain = Buffer.from(bits.match(/.{8}/g)!.map(byte => Number.parseInt(byte, 2)))
  expect(Buffer.from(sealed).includes(plain)).toBe(false)
  const rows = await db().selectFrom('recoveryCode').select('codeHash').execute()
  const kept = Buffer.concat(rows.map(row => Buffer.from(row.codeHash))).toString('latin1')
  for (const code of codes) expect(kept).not.toContain(code.slice(0, 6))
})

test('another account’s sealed secret is of no use', async () => {
  const eve = await signUp(instance, 'eve')
  const hers = (await eve.ask('two-factor:begin', {})).secret
  const { id } = await accountOf(eve).executeTakeFirstOrThrow()
  const row = await db().selectFrom('twoFactor').select('secret').where('accountId', '=', id).executeTakeFirstOrThrow()
  const adas = await accountOf(ada).executeTakeFirstOrThrow()
  const before = await db()
    .selectFrom('twoFactor')
    .select('secret')
    .where('accountId', '=', adas.id)
    .executeTakeFirstOrThrow()
  await db().updateTable('twoFactor').set({ secret: row.secret }).where('accountId', '=', adas.id).execute()

  const answer = await withCode((await second()).token, appCode(hers))

  expect(answer.status).toBe(500)
  await db().updateTable('twoFactor').set({ secret: before.secret }).where('accountId', '=', adas.id).execute()
})

describe('signing in', () => {
  test('takes the password, then a code, on any node', async () => {
    await beginAnew()
    const { token, methods } = await second()
    expect(methods).toEqual(['totp', 'recovery'])

    const answer = await withCode(token, appCode(secret))

    expect(answer.status).toBe(201)
    expect((await read(answer)).account?.username).toBe(ada.username)
    const session = await call(instance.node(1), 'GET', '/api/session', undefined, { cookie: cookieOf(answer) })
    expect((await read(session)).account?.username).toBe(ada.username)
  })

  test('does not ask for a code when the password is wrong', async () => {
    const answer = await withPassword(ada, 'not the password')

    expect(answer.status).toBe(401)
    expect((await read(answer)).second).toBeUndefined()
  })

  test('takes each code once, and none that is older than the last', async () => {
    await beginAnew()
    const used = appCode(secret)
    expect((await withCode((await second()).token, used)).status).toBe(201)

    for (const code of [used, appCode(secret, -1)]) {
      const answer = await withCode((await second()).token, code)
      expect(answer.status).toBe(401)
      expect((await read(answer)).error.fields).toHaveProperty('code')
    }
    await beginAnew()
    const tokens = [(await second()).token, (await second()).token]
    const code = appCode(secret)
    const answers = await Promise.all(tokens.map(token => withCode(token, code)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401])
  })

  test('takes a code of the half minute before and after, and no other', async () => {
    // In the middle of one: it must not end between the code and its check.
    vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 30_000) * 30_000 + 15_000 })
    onTestFinished(() => void vi.useRealTimers())
    for (const at of [-1, 1]) {
      await beginAnew()
      expect((await withCode((await second()).token, appCode(secret, at))).status).toBe(201)
    }
    for (const at of [-2, 2]) {
      await beginAnew()
      expect((await withCode((await second()).token, appCode(secret, at))).status).toBe(401)
    }
  })

  test('takes a recovery code however it is typed, once', async () => {
    const [first] = codes
    const answer = await withCode((await second()).token, ` ${first!.toUpperCase().replaceAll('-', ' ')} `)
    expect(answer.status).toBe(201)

    expect((await withCode((await second()).token, first!)).status).toBe(401)
    expect((await ada.ask('two-factor:get', {})).codesLeft).toBe(9)
  })

  test('refuses a code that is no code, a token that was never given, and one that has been used', async () => {
    await beginAnew()
    const { token } = await second()
    for (const code of ['', '   ', 123_456, 'x'.repeat(101)]) {
      const answer = await call(instance.node(0), 'POST', '/api/session/second', { token, code })
      expect(answer.status).toBe(422)
    }
    expect((await withCode('nothing', appCode(secret))).status).toBe(401)
    expect((await withCode(token, appCode(secret))).status).toBe(201)

    const again = await withCode(token, codes[1]!)
    expect(again.status).toBe(401)
    expect((await read(again)).error.fields).toBeUndefined()
    expect((await ada.ask('two-factor:get', {})).codesLeft).toBe(9)
  })

  test('ends after five wrong codes, also when they come at once: the password must be given again', async () => {
    await beginAnew()
    const { token } = await second()

    const answers = await Promise.all(Array.from({ length: 8 }, () => withCode(token, wrong())))
    const tried = await Promise.all(answers.map(read))

    expect(tried.filter(({ error }) => error.fields?.code)).toHaveLength(5)
    expect((await withCode(token, appCode(secret))).status).toBe(401)
  })

  test('is slowed down after many wrong codes, however often the password was given', async () => {
    await beginAnew()
    const statuses: number[] = []
    for (let token = (await second()).token; statuses.at(-1) !== 429 && statuses.length < 12;) {
      if (statuses.length % 5 === 0) token = (await second()).token
      statuses.push((await withCode(token, wrong())).status)
    }

    expect(statuses).toEqual([...Array<number>(10).fill(401), 429])
    expect((await withCode((await second()).token, appCode(secret))).status).toBe(429)
    await beginAnew()
  })

  test('ends after ten minutes, and when the password is changed meanwhile', async () => {
    const old = await second()
    await db()
      .updateTable('secondStep')
      .set({ expiresAt: new Date(Date.now() - 1) })
      .execute()
    expect((await withCode(old.token, appCode(secret))).status).toBe(401)

    const { token } = await second()
    const epoch = (by: number) =>
      db()
        .updateTable('account')
        .set(eb => ({ passwordEpoch: eb('passwordEpoch', '+', by) }))
        .where('username', '=', ada.username)
        .execute()
    await epoch(1)
    expect((await withCode(token, appCode(secret))).status).toBe(401)
    await epoch(-1)
  })

  test('is refused when the account is suspended between the two', async () => {
    const { token } = await second()
    const suspend = (suspendedAt: Date | null) =>
      db().updateTable('account').set({ suspendedAt }).where('username', '=', ada.username).execute()
    await suspend(new Date())
    const answer = await withCode(token, appCode(secret))
    await suspend(null)

    expect(answer.status).toBe(403)
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  test('a passkey stands for the code, and is offered', async () => {
    const key = createAuthenticator(ada.node.url)
    const { options } = await read(await ada.http('POST', '/api/passkeys/options', {}))
    await ada.http('POST', '/api/passkeys', { name: 'Phone', response: key.create(options) })

    expect((await second()).methods).toEqual(['totp', 'recovery', 'passkey'])
  })
})

describe('showing again that it is them', () => {
  test('is done by a code, and not by a wrong one', async () => {
    await beginAnew()
    expect((await ada.http('POST', '/api/session/confirm', { code: wrong() })).status).toBe(422)

    const answer = await ada.http('POST', '/api/session/confirm', { code: appCode(secret) })
    expect(answer.status).toBe(200)
    ada.cookie = cookieOf(answer)
    // The socket that was open before has proved nothing.
    Object.assign(ada, await ada.open())
  })

  test('is asked for before anything is changed', async () => {
    const bob = await signUp(instance, 'bob')
    await db()
      .updateTable('session')
      .set({ signedInAt: new Date(Date.now() - 16 * 60_000) })
      .where('accountId', '=', accountOf(bob))
      .execute()
    for (const verb of ['begin', 'enable', 'disable', 'renew-codes'] as const) {
      const answer = await bob.http('POST', `/api/two-factor/${verb}`, {})
      expect([verb, answer.status, (await read(answer)).error.confirm]).toEqual([verb, 403, true])
    }
    expect(await bob.ask('two-factor:get', {})).toEqual({ enabledAt: null, codesLeft: 0 })
  })
})

test('new recovery codes make the old ones void', async () => {
  const { codes: fresh } = await ada.ask('two-factor:renew-codes', {})

  expect((await withCode((await second()).token, codes[2]!)).status).toBe(401)
  expect((await withCode((await second()).token, fresh[0]!)).status).toBe(201)
  expect((await ada.ask('two-factor:get', {})).codesLeft).toBe(9)
})

test('switched off, the password alone signs in again, and nothing is left of it', async () => {
  await ada.ask('two-factor:disable', {})
  await ada.ask('two-factor:disable', {})
  await post.next(`${ada.username}@example.org`, ({ subject }) => subject === 'Two-factor sign-in is off')

  expect((await withPassword(ada)).status).toBe(201)
  const { id } = await accountOf(ada).executeTakeFirstOrThrow()
  for (const table of ['twoFactor', 'recoveryCode', 'secondStep'] as const) {
    expect(await db().selectFrom(table).select('accountId').where('accountId', '=', id).execute()).toEqual([])
  }
  await expect(ada.ask('two-factor:renew-codes', {})).rejects.toThrow('conflict')
  const bob = await signUp(instance, 'bob')
  await expect(bob.ask('two-factor:enable', { code: '123456' })).rejects.toThrow('conflict')
})
