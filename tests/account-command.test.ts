// npm run account: whoever runs the server lets somebody back in who is locked out.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { embedded, startInstance, type Instance } from './support/instance.ts'
import { call, freshName, password, signUp, type Person } from './support/people.ts'
import { startMailServer, type MailServer } from './support/smtp.ts'

let instance: Instance
let post: MailServer
let ada: Person
beforeAll(async () => {
  post = await startMailServer()
  instance = await startInstance({ SMTP_URL: post.url })
  ada = await signUp(instance, 'ada')
})
afterAll(async () => {
  await instance.close()
  await post.close()
})

const run = promisify(execFile)

interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** As somebody types it where the node runs. */
async function type(...words: string[]): Promise<Ended> {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env
  const env = { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, ...instance.node(0).environment }
  const { code, stdout, stderr } = await run(process.execPath, ['server/accounts/command.ts', ...words], { env }).then(
    output => ({ code: 0, ...output }),
    (error: Ended) => error,
  )
  return { code, stdout, stderr }
}

/** The embedded database is one process's: its node stands still meanwhile. */
async function account(...words: string[]): Promise<Ended> {
  if (embedded) await instance.node(0).app.close()
  const ended = await type(...words)
  if (embedded) await instance.restartNode(0)
  return ended
}

const signIn = (login: string, given: string) =>
  call(instance.node(1), 'POST', '/api/session', { login, password: given })
const reset = (token: string, given: string) =>
  call(instance.node(1), 'POST', '/api/password/reset', { token, password: given })

/** Asked anew, for the windows of before have gone with the node. */
async function lastAction(): Promise<object> {
  const answer = await call(
    instance.node(1),
    'POST',
    '/api/administration/actions',
    { limit: 1 },
    { cookie: ada.cookie },
  )
  return ((await answer.json()) as { data: { actions: object[] } }).data.actions[0]!
}

test('a link for a new password is printed, works once, and proves no e-mail', async () => {
  const bob = await signUp(instance, 'bob')

  const { code, stdout, stderr } = await account(bob.username.toUpperCase(), 'password-link')

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { origin } = new URL(instance.node(0).environment.PUBLIC_URL!)
  const [, token = ''] = stdout.split(`${origin}/reset-password#`)
  expect(stdout).toBe(
    `Whoever opens this chooses a new password for “${bob.username}”, once, within 30 minutes:\n${origin}/reset-password#${token}`,
  )
  const { db } = instance.node(0).app.ctx
  const { expiresAt } = await db
    .selectFrom('mailedLink')
    .select('expiresAt')
    .where('purpose', '=', 'reset-password')
    .executeTakeFirstOrThrow()
  expect(Math.abs(expiresAt.getTime() - Date.now() - 30 * 60_000)).toBeLessThan(60_000)
  expect((await reset(token.trim(), 'another horse battery')).status).toBe(200)
  expect((await reset(token.trim(), 'a third horse battery')).status).toBe(404)
  expect((await signIn(bob.username, 'another horse battery')).status).toBe(201)
  const { emailConfirmedAt } = await db
    .selectFrom('account')
    .select('emailConfirmedAt')
    .where('username', '=', bob.username)
    .executeTakeFirstOrThrow()
  expect(emailConfirmedAt).toBeNull()
  expect(await lastAction()).toMatchObject({
    by: null,
    action: 'password-link',
    account: { username: bob.username },
    reason: 'npm run account',
  })
})

test('the second factor ends, and nothing else; its owner is told by mail', async () => {
  const bob = await signUp(instance, 'bob')
  const { secret } = await bob.ask('two-factor:begin', {})
  await bob.ask('two-factor:enable', { code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() })
  expect((await signIn(bob.username, password)).status).toBe(202)

  const { code, stdout } = await account(bob.username, 'without-second-factor')

  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `“${bob.username}” signs in with the password alone from now on; the authenticator app and the recovery codes are gone.\n`,
  })
  expect((await signIn(bob.username, password)).status).toBe(201)
  const session = await call(instance.node(1), 'GET', '/api/session', undefined, { cookie: bob.cookie })
  expect(await session.json()).toMatchObject({ account: { username: bob.username } })
  const { left } = await instance
    .node(0)
    .app.ctx.db.selectFrom('recoveryCode')
    .select(({ fn }) => fn.countAll().as('left'))
    .executeTakeFirstOrThrow()
  expect(Number(left)).toBe(0)
  await post.next(`${bob.username}@example.org`, mail => mail.subject.includes('is off'))
  expect(await lastAction()).toMatchObject({
    by: null,
    action: 'without-second-factor',
    account: { username: bob.username },
  })

  const again = await account(bob.username, 'without-second-factor')
  expect(again).toMatchObject({ code: 0, stdout: `“${bob.username}” has no second factor: nothing was changed.\n` })
})

test('somebody is made an administrator, as another one would have', async () => {
  const bob = await signUp(instance, 'bob')

  const { code, stdout } = await account(bob.username, 'administrator')

  expect({ code, stdout }).toEqual({ code: 0, stdout: `“${bob.username}” is an administrator now.\n` })
  const people = await call(
    instance.node(1),
    'POST',
    '/api/administration/people',
    { limit: 1 },
    { cookie: bob.cookie },
  )
  expect(people.status).toBe(200)
  expect(await lastAction()).toMatchObject({
    by: null,
    action: 'make-administrator',
    account: { username: bob.username },
    reason: 'npm run account',
  })
  expect((await account(bob.username, 'administrator')).stdout).toContain('is an administrator already')
})

test('what is no command is told in one line how one looks', async () => {
  for (const words of [[], ['ada'], ['ada', 'toString'], ['ada', 'administrator', 'now']]) {
    expect(await type(...words)).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Say whose account it is and what to do: npm run account -- <username> password-link | without-second-factor | administrator\n',
    })
  }
})

test('what cannot be done says in one line what to do, and changes nothing', async () => {
  const bob = await signUp(instance, 'bob')
  const { db } = instance.node(0).app.ctx
  await db
    .updateTable('account')
    .set({ suspendedAt: new Date(), suspendedFor: 'Rude.' })
    .where('username', '=', bob.username)
    .execute()
  const nobody = freshName('nobody')
  const refused: [words: string[], line: string][] = [
    [
      [nobody, 'password-link'],
      `Nobody has the username “${nobody}” here. Is it spelled so, and are DATABASE_URL and DATA_DIR the node’s?\n`,
    ],
    [
      [bob.username, 'password-link'],
      `“${bob.username}” is suspended: an administrator restores them first, in the interface.\n`,
    ],
    [[bob.username, 'administrator'], 'This account is suspended, or about to be deleted.\n'],
  ]
  const before = await lastAction()

  for (const [words, line] of refused) {
    expect(await account(...words)).toEqual({ code: 1, stdout: '', stderr: line })
  }

  expect(await lastAction()).toEqual(before)
})

test.skipIf(!embedded)('while a node has the embedded database, it is said what to stop', async () => {
  const ended = await type(ada.username, 'password-link')

  expect(ended).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^The data folder .* Stop it.*\n$/),
  })
})
