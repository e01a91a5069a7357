import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropExports } from '../server/exports/exports.ts'
import { exportWork } from '../server/exports/work.ts'
import type { ExportView } from '../server/protocol-own.ts'
import type { ErrorView } from '../server/views.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, pictureForm, signUp, somePicture, type Person } from './support/people.ts'
import { countReferences, createWholePerson, secret } from './support/whole-person.ts'
import { unzip } from './support/zip.ts'

let instance: Instance
let ada: Person
let bob: Person
beforeAll(async () => {
  instance = await startInstance()
  ada = await signUp(instance, 'ada')
  bob = await signUp(instance, 'bob', { node: 1 })
})
afterAll(() => instance.close())

const ctx = () => instance.node(0).app.ctx

async function makeCopy(person: Person): Promise<ExportView> {
  const { export: begun } = await person.ask('export:begin', {})
  const { export: made } = await person.next('export:changed', ({ export: view }) => {
    return view?.id === begun.id && view.state === 'ready'
  })
  return made!
}

async function download(person: Person, url: string): Promise<Map<string, Buffer>> {
  const answer = await person.http('GET', url)
  expect(answer.status).toBe(200)
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(answer.headers.get('content-length')).toBe(String(bytes.length))
  return unzip(bytes)
}

const read = (files: Map<string, Buffer>, path: string) =>
  JSON.parse(files.get(path)!.toString()) as Record<string, unknown>[]

describe('a copy of everything that is mine', () => {
  test('has my pictures bit by bit, their words and pages, and whom and what I like, follow and block', async () => {
    const bytes = [await somePicture(), await somePicture()]
    const pageUrl = 'https://example.org/a page?x=<1>'
    const first = await ada.upload({ title: 'Größe: 5" </script>', pageUrl, description: 'Under the tree' }, bytes[0])
    const second = await ada.upload({ title: 'A find' }, bytes[1])
    const his = await bob.upload({ title: 'His find' })
    await ada.ask('image:like', { id: his.id })
    await ada.ask('account:follow', { username: bob.username })
    await bob.ask('account:follow', { username: ada.username })
    const cleo = await signUp(instance, 'cleo')
    await ada.ask('account:block', { username: cleo.username })
    await ada.ask('account:edit', { bio: 'Weaver', bornOn: '1990-12-10' })

    const { url, total, done, bytes: size, expiresAt } = await makeCopy(ada)

    expect([total, done]).toEqual([2, 2])
    expect(Date.parse(expiresAt!) - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
    const files = await download(ada, url!)
    expect(size).toBeGreaterThan(0)
    const images = read(files, 'images.json')
    expect(images).toMatchObject([
      { id: first.id, title: 'Größe: 5" </script>', page: first.pageUrl, description: 'Under the tree' },
      { id: second.id, title: 'A find' },
    ])
    for (const [index, image] of images.entries()) {
      expect(files.get(image.file as string)).toEqual(bytes[index])
      expect(image.file).toMatch(/^pictures\/[\p{L}\p{N}_-]+\.png$/u)
    }
    expect(JSON.parse(files.get('account.json')!.toString())).toMatchObject({
      username: ada.username,
      email: `${ada.username}@example.org`,
      bio: 'Weaver',
      bornOn: '1990-12-10',
    })
    expect(read(files, 'likes.json')).toMatchObject([{ title: 'His find', by: bob.username }])
    expect(read(files, 'following.json')).toMatchObject([{ username: bob.username }])
    expect(read(files, 'followers.json')).toMatchObject([{ username: bob.username }])
    expect(read(files, 'blocked.json')).toMatchObject([{ username: cleo.username }])
    const verbs = read(files, 'activity.json').map(({ verb }) => verb)
    expect(verbs).toEqual(['joined', 'bookmarked', 'bookmarked', 'liked', 'followed'])
    const page = files.get('README.html')!.toString()
    expect(page).toContain(images[0]!.file)
    expect(page).toContain('Größe: 5&quot; &lt;/script&gt;')
    expect([...files.values()].every(file => !file.includes('argon2'))).toBe(true)
  })

  test('tells how far it has come, is one at a time, and is there after a reload', async () => {
    const other = await ada.open({}, instance.node(1))
    const [one, two] = await Promise.all([ada.ask('export:begin', {}), ada.ask('export:begin', {})])
    expect(two.export.id).toBe(one.export.id)

    const progress = await other.next('export:progressed', ({ id }) => id === one.export.id)
    const { export: made } = await other.next('export:changed', ({ export: view }) => view?.state === 'ready')

    expect(progress).toMatchObject({ total: 2 })
    expect(made!.id).toBe(one.export.id)
    expect((await other.ask('export:get', {})).export).toEqual(made)
    other.close()
  })

  test('tells of one picture after the other, in every tab', async () => {
    const cleo = await signUp(instance, 'cleo')
    const tab = await cleo.open({}, instance.node(1))
    for (let count = 0; count < 3; count++) await cleo.upload()
    // A storage far away takes longer for each than the pause between two words on how far it is.
    const restore = instance.nodes.map(({ app: { ctx } }) => {
      const { open } = ctx.media.originals
      ctx.media.originals.open = async name => {
        const file = await open(name)
        if (file) await delay(300)
        return file
      }
      return () => void (ctx.media.originals.open = open)
    })
    try {
      await makeCopy(cleo)
    } finally {
      for (const undo of restore) undo()
    }

    for (const window of [cleo, tab]) {
      await window.next('export:progressed', ({ done }) => done === 3)
      const told = window.all('export:progressed').map(({ done, total }) => `${done} of ${total}`)
      expect(told).toEqual(['1 of 3', '2 of 3', '3 of 3'])
    }
    await cleo.ask('export:remove', {})
  })

  test('is for me alone', async () => {
    const { url } = await makeCopy(ada)

    const strangers = [await bob.http('GET', url!), await call(instance.node(0), 'GET', url!)]
    const nothing = await ada.http('GET', '/api/export/999999')

    expect(strangers.map(({ status }) => status)).toEqual([404, 401])
    expect(((await nothing.json()) as { error: ErrorView }).error.code).toBe('not_found')
    expect((await bob.ask('export:get', {})).export).toBe(null)
  })

  test('is made only for who has shown lately that it is them', async () => {
    await sql`update session set signed_in_at = now() - interval '1 hour'
      where account_id = (select id from account where username = ${bob.username})`.execute(ctx().db)

    await expect(bob.ask('export:begin', {})).rejects.toMatchObject({ view: { code: 'forbidden', confirm: true } })
  })

  test('is begun again when its node was killed in the middle, and ends once', async () => {
    const { export: begun } = await ada.ask('export:begin', {})
    const { work } = exportWork(ctx())

    // As the queue does when a node is silent: both go on.
    await Promise.all([
      work({ exportId: begun.id }, new AbortController().signal),
      ada.next('export:changed', ({ export: view }) => view?.id === begun.id && view.state === 'ready'),
    ])

    expect(
      ada.all('export:changed').filter(({ export: view }) => view?.id === begun.id && view.state === 'ready'),
    ).toHaveLength(1)
    await expect.poll(() => readdir(join(ctx().config.dataDir, 'incoming'))).toEqual([])
    await expect.poll(filesKept).toHaveLength(1)
  })

  test('goes when I let it go, also while it is being made, and with it its file', async () => {
    const { url } = await makeCopy(ada)
    await ada.ask('export:remove', {})
    expect((await ada.http('GET', url!)).status).toBe(404)

    await ada.ask('export:begin', {})
    await ada.ask('export:remove', {})

    await expect.poll(filesKept).toEqual([])
    expect((await ada.ask('export:get', {})).export).toBe(null)
  })

  test('goes by itself after a week; so does a file that a node has left behind', async () => {
    const { url } = await makeCopy(ada)
    await sql`update export set expires_at = now()`.execute(ctx().db)
    const path = join(ctx().config.dataDir, 'left-behind')
    await writeFile(path, 'PK')
    const orphan = await ctx().media.exports.put({ path, hash: '00'.repeat(32), bytes: 2 }, 'zip')
    expect((await ada.http('GET', url!)).status).toBe(404)

    await dropExports(ctx(), 0)
    expect(await filesKept()).toEqual([orphan])
    const before = new Date(Date.now() - 2 * 86_400_000)
    await utimes(join(ctx().config.dataDir, 'exports', '00', orphan), before, before)
    await dropExports(ctx(), 0)

    expect(await filesKept()).toEqual([])
    expect((await ada.ask('export:get', {})).export).toBe(null)
  })
})

/** Where in a copy stands what a row says of a person; what begins with “not” is not in it, and why. */
const placesInCopy: Record<string, string> = {
  'access_token.account_id': 'access-tokens.json',
  'account.invited_by': 'not: it is told of who came, in their own copy',
  'action.account_id': 'decisions-about-me.json',
  'action.actor_id': 'decisions-by-me.json',
  'activity.account_id': 'not: what somebody else did is in their copy, and whom it brought in followers.json',
  'activity.actor_id': 'activity.json',
  'activity_recent.actor_id': 'not: the last minute of activity.json',
  'account_pulse.account_id': 'not: the last row of activity.json',
  'block.blocked_id': 'not: it is the secret of who blocks',
  'block.blocker_id': 'blocked.json',
  'email_change.account_id': 'account.json newEmail',
  'export.account_id': 'not: it is the copy',
  'follow.followed_id': 'followers.json',
  'follow.follower_id': 'following.json',
  'follow_request.followed_id': 'requests-received.json',
  'follow_request.follower_id': 'requests-sent.json',
  'identity.account_id': 'identities.json',
  'image.account_id': 'images.json',
  'image_like.account_id': 'likes.json',
  'invitation.account_id': 'invitations.json',
  'known_device.account_id': 'account.json knownDevicesUntil',
  'mailed_link.account_id': 'not: a secret, for half an hour or a day',
  'mute.muted_id': 'not: it is the secret of who mutes',
  'mute.muter_id': 'muted.json',
  'notification.account_id': 'notifications.json',
  'notification_actor.account_id': 'notifications.json',
  'notification_actor.actor_id': 'not: what others are told is theirs',
  'notification_preference.account_id': 'account.json toldOf',
  'notification_state.account_id': 'account.json digest',
  'passkey.account_id': 'passkeys.json',
  'passkey_challenge.account_id': 'not: a secret, for some minutes',
  'provider_arrival.account_id': 'not: a secret, for some minutes',
  'push_subscription.account_id': 'called-browsers.json',
  'recovery_code.account_id': 'account.json recoveryCodesLeft',
  'report.account_id': 'not: it is the secret of who reports',
  'report.reporter_id': 'reports.json',
  'report.resolved_by': 'not: it is in decisions-by-me.json',
  'save.account_id': 'saves.json',
  'save_key.account_id': 'not: a number that her device has drawn; what it stands for is in saves.json or images.json',
  'second_step.account_id': 'not: a secret, for some minutes',
  'session.account_id': 'sessions.json',
  'two_factor.account_id': 'account.json secondFactorSince',
  'wall_place.account_id': 'account.json wallsLeft',
}

describe('of everything that is kept of somebody', () => {
  test('nothing is missing in the copy, but what is another’s or a secret', async () => {
    const { zoe, id, bob, others } = await createWholePerson(instance)
    await zoe.http('POST', '/api/account/photo', pictureForm({}, await somePicture()))
    const files = await download(zoe, (await makeCopy(zoe)).url!)

    const counts = await countReferences(ctx().db, id)
    expect(Object.keys(counts).sort()).toEqual(Object.keys(placesInCopy).sort())
    const account = JSON.parse(files.get('account.json')!.toString()) as Record<string, unknown>
    for (const [column, place] of Object.entries(placesInCopy)) {
      expect([column, counts[column]! > 0]).toEqual([column, true])
      if (place.startsWith('not: ')) continue
      const [file = '', fact] = place.split(' ')
      expect([column, isNothing(fact ? account[fact] : read(files, file))]).toEqual([column, false])
    }
    expect(account).toMatchObject({
      newEmail: `${zoe.username}@example.com`,
      recoveryCodesLeft: 1,
      digest: 'daily',
      toldOf: { mentioned: { app: true, digest: true, push: false } },
    })
    const only = (file: string) => expect(read(files, `${file}.json`))
    only('blocked').toMatchObject([{ username: others.blocked }])
    only('muted').toMatchObject([{ username: others.muted }])
    only('requests-sent').toMatchObject([{ username: others.asked }])
    only('requests-received').toMatchObject([{ username: others.asking }])
    only('notifications').toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'liked', newest: [bob.username], people: 1 }),
        expect.objectContaining({ kind: 'joined', newest: [others.invited] }),
      ]),
    )
    only('sessions').toMatchObject([{ device: expect.any(String) as string, network: '127.0.0.…' }])
    only('access-tokens').toMatchObject([{ name: 'Zoelinda’s program', scopes: ['read'] }])
    only('passkeys').toMatchObject([{ name: 'Zoelinda’s telephone' }])
    only('identities').toMatchObject([{ issuer: 'https://issuer.example', label: 'Zoelinda there' }])
    only('called-browsers').toMatchObject([{ service: '127.0.0.1:1' }])
    only('saves').toMatchObject([{ state: 'failed', alt: 'Blue', error: { code: 'unreachable' } }])
    only('reports').toMatchObject([{ person: bob.username, words: 'Zoelinda saw it' }])
    only('invitations').toMatchObject([{ uses: 2, used: 1 }])
    only('decisions-by-me').toMatchObject([{ action: 'edit', reason: 'By her hand' }])
    only('decisions-about-me').toMatchObject([{ action: 'restore', reason: 'Told to her' }])
    expect([...files.keys()]).toContain('photo.webp')

    const all = Buffer.concat([...files.values()]).toString('latin1')
    for (const word of [secret, 'bbt_', 'argon2', others.blocker, others.muter, 'That is her']) {
      expect(all).not.toContain(word)
    }
    expect(files.get('README.html')!.toString()).toContain('What is not in them')
  })

  test('no column of an account is forgotten', async () => {
    const secretOrMade = ['id', 'photo', 'passwordHash', 'passwordEpoch', 'active', 'foundBy', 'search']
    // Of who is shut out or going: they cannot sign in, and no copy is made for them.
    const whileGone = ['suspendedAt', 'suspendedFor', 'deleteAt']
    const files = await download(ada, (await makeCopy(ada)).url!)
    const facts = JSON.parse(files.get('account.json')!.toString()) as object
    const row = await ctx().db.selectFrom('account').selectAll().limit(1).executeTakeFirstOrThrow()

    const missing = Object.keys(row).filter(column => !(column in facts))
    expect(missing.sort()).toEqual([...secretOrMade, ...whileGone].sort())
  })
})

/** What a fact says of whom nothing is known. */
const isNothing = (value: unknown) => [undefined, 'null', '0', '[]', '{}'].includes(JSON.stringify(value))

async function filesKept(): Promise<string[]> {
  const files = await readdir(join(ctx().config.dataDir, 'exports'), { recursive: true })
  return files.filter(name => name.endsWith('.zip')).map(name => name.slice(name.lastIndexOf('/') + 1))
}
