import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recount } from '../server/database/recount.ts'
import { deleteOverdue } from '../server/leaving/deletion.ts'
import { servedName } from '../server/media/store.ts'
import { sweepPictures } from '../server/pictures/sweep.ts'
import type { AccountAnswer, SessionAnswer } from '../server/protocol.ts'
import type { ErrorView } from '../server/views.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, cookieOf, password, personOf, pictureForm, signUp, somePicture, type Person } from './support/people.ts'
import { filesOf, hashOf, isRow, standing } from './support/pictures.ts'
import { countReferences, createWholePerson, secret } from './support/whole-person.ts'

let instance: Instance
let keeper: Person
beforeAll(async () => {
  instance = await startInstance()
  keeper = await signUp(instance, 'keeper')
})
afterAll(() => instance.close())

const ctx = () => instance.node(0).app.ctx

const signIn = (person: Person) => call(instance.node(1), 'POST', '/api/session', { login: person.username, password })

async function leave(person: Person): Promise<string> {
  const answer = await person.http('POST', '/api/account/leave', {})
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { data: { deleteAt: string } }).data.deleteAt
}

/** As if the days of grace were over. */
const makeOverdue = (person: Person) =>
  sql`update account set delete_at = now() where username = ${person.username}`.execute(ctx().db)

/** Where in the database a word stands, whatever the table. */
async function placesOf(word: string): Promise<string[]> {
  const columns = await sql<{ table: string; column: string }>`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and (data_type in ('text', 'json', 'jsonb', 'bytea') or data_type = 'ARRAY')`.execute(
    ctx().db,
  )
  const places: string[] = []
  for (const { table, column } of columns.rows) {
    const { rows } = await sql`
      select from ${sql.table(table)} where strpos(lower(${sql.ref(column)}::text), lower(${word})) > 0 limit 1`.execute(
      ctx().db,
    )
    if (rows.length > 0) places.push(`${table}.${column}`)
  }
  return places
}

describe('who leaves', () => {
  test('is signed out everywhere and hidden from everybody at once; signing in brings everything back', async () => {
    const ada = await signUp(instance, 'ada')
    const bob = await signUp(instance, 'bob', { node: 1 })
    const elsewhere = await ada.open({}, instance.node(1))
    const image = await ada.upload()
    await bob.ask('account:follow', { username: ada.username })
    await bob.ask('image:watch', { id: image.id })

    const deleteAt = await leave(ada)

    expect(Date.parse(deleteAt) - Date.now()).toBeGreaterThan(13.9 * 86_400_000)
    expect(Date.parse(deleteAt) - Date.now()).toBeLessThan(14.1 * 86_400_000)
    await Promise.all([ada.ended, elsewhere.ended])
    expect((await ada.http('POST', '/api/save/list', {})).status).toBe(401)
    expect(await bob.next('account:hidden')).toMatchObject({ username: ada.username })
    await expect(bob.ask('account:get', { username: ada.username })).rejects.toMatchObject({
      view: { code: 'not_found' },
    })
    await expect(bob.ask('image:get', { id: image.id })).rejects.toMatchObject({ view: { code: 'not_found' } })
    expect((await bob.ask('activity:list', {})).activities).toEqual([])

    const wrong = await call(instance.node(0), 'POST', '/api/session', {
      login: ada.username,
      password: 'not the one at all',
    })
    expect(wrong.status).toBe(401)
    await expect(bob.ask('account:get', { username: ada.username })).rejects.toThrow()
    const answer = await signIn(ada)
    const { account } = (await answer.json()) as SessionAnswer

    expect(answer.status).toBe(201)
    expect(Date.now() - Date.parse(account!.restoredAt!)).toBeLessThan(60_000)
    expect(await bob.next('account:shown')).toMatchObject({ username: ada.username })
    expect(await bob.ask('account:get', { username: ada.username })).toMatchObject({ followedByMe: true, images: 1 })
    expect(await bob.ask('image:get', { id: image.id })).toMatchObject({ id: image.id })
    await deleteOverdue(ctx())
    expect(
      (await (await personOf(instance.node(0), ada.username, cookieOf(answer))).ask('image:list', { by: ada.username }))
        .images,
    ).toHaveLength(1)
  })

  test('has to have shown lately that it is them', async () => {
    const ada = await signUp(instance, 'ada')
    await sql`update session set signed_in_at = now() - interval '1 hour'
      where account_id = (select id from account where username = ${ada.username})`.execute(ctx().db)

    await expect(ada.ask('account:leave', {})).rejects.toMatchObject({ view: { code: 'forbidden', confirm: true } })
  })

  test('cannot be the only administrator', async () => {
    await expect(keeper.ask('account:leave', {})).rejects.toMatchObject({
      view: { code: 'conflict', message: expect.stringContaining('only administrator') as string },
    })
    expect((await keeper.http('POST', '/api/save/list', {})).status).toBe(200)
  })
})

describe('after the days of grace', () => {
  test('nothing of the person remains, the counts of others are right, and their windows are told', async () => {
    const zoe = await signUp(instance, 'zoelinda')
    const bob = await signUp(instance, 'bob', { node: 1 })
    const cleo = await signUp(instance, 'cleo', { node: 1 })
    const [hers, his] = [await zoe.upload({ title: 'Zoelinda’s find' }), await bob.upload({ title: 'His' })]
    await zoe.ask('account:edit', { name: 'Zoelinda Quince', bio: 'I am Zoelinda', bornOn: '1991-02-03' })
    await zoe.ask('image:like', { id: his.id })
    await cleo.ask('image:like', { id: his.id })
    await bob.ask('image:like', { id: hers.id })
    await zoe.ask('account:follow', { username: bob.username })
    await bob.ask('account:follow', { username: zoe.username })
    await cleo.ask('account:follow', { username: zoe.username })
    await cleo.ask('account:block', { username: zoe.username })
    await bob.ask('image:watch', { id: his.id })
    await bob.ask('account:watch', { username: bob.username })
    const { export: copy } = await zoe.ask('export:begin', {})
    await zoe.next('export:changed', ({ export: view }) => view?.state === 'ready')
    const [file] = (await sql<{ file: string }>`select file from export`.execute(ctx().db)).rows.map(row => row.file)
    await leave(zoe)
    await makeOverdue(zoe)
    expect(await placesOf(zoe.username)).toEqual(expect.arrayContaining(['account.username', 'event.payload']))

    const late = await signIn(zoe)
    expect([late.status, ((await late.json()) as { error: ErrorView }).error.message]).toEqual([
      401,
      'The username or e-mail and the password do not match.',
    ])
    // Two nodes at once.
    await Promise.all([deleteOverdue(ctx()), deleteOverdue(instance.node(1).app.ctx)])

    expect(await bob.next('image:removed')).toMatchObject({ id: hers.id })
    expect(await bob.next('image:changed', ({ id, likes }) => id === his.id && likes === 1)).toBeDefined()
    const counted = await bob.next(
      'account:changed',
      ({ username, followers, following }) => username === bob.username && followers === 0 && following === 0,
    )
    expect(counted).toBeDefined()
    expect(await bob.ask('account:get', { username: bob.username })).toMatchObject({ followers: 0, following: 0 })
    expect((await bob.ask('image:likers', { id: his.id })).accounts.map(({ username }) => username)).toEqual([
      cleo.username,
    ])
    for (const word of [zoe.username, `${zoe.username}@example.org`, 'Zoelinda', '1991-02-03']) {
      expect(await placesOf(word), word).toEqual([])
    }
    expect(await recount(ctx().db)).toEqual([])
    expect((await zoe.http('GET', copy.url ?? `/api/export/${copy.id}`)).status).toBe(401)
    expect(await readdir(join(ctx().config.dataDir, 'exports', file!.slice(0, 2)))).toEqual([])
    // Who comes back hears nothing of her, neither from the log nor from a node's memory.
    const back = await bob.open({
      cursor: (bob.heard.find(({ payload }) => 'cursor' in (payload as object))!.payload as { cursor: string }).cursor,
    })
    expect(JSON.stringify(back.heard)).not.toContain(zoe.username)
    back.close()
  })

  test('no row of any table is about the person, whatever it could refer to, and none has their words', async () => {
    const { zoe, id } = await createWholePerson(instance)
    await zoe.ask('export:begin', {})
    await zoe.next('export:changed', ({ export: view }) => view?.state === 'ready')
    const before = await countReferences(ctx().db, id)
    expect(Object.keys(before).length).toBeGreaterThan(40)
    expect(Object.keys(before).filter(column => before[column] === 0)).toEqual([])
    const words = [zoe.username, `${zoe.username}@example.com`, 'Zoelinda', secret]
    expect(await placesOf('Zoelinda')).toEqual(expect.arrayContaining(['report.words', 'save.url', 'passkey.name']))
    await leave(zoe)
    await makeOverdue(zoe)

    await deleteOverdue(ctx())

    const after = await countReferences(ctx().db, id)
    expect(Object.keys(after).filter(column => after[column] !== 0)).toEqual([])
    for (const word of words) expect([word, await placesOf(word)]).toEqual([word, []])
    expect(await recount(ctx().db)).toEqual([])
    const { rows } = await sql`select name from event where subjects @> array[${id}::bigint]`.execute(ctx().db)
    expect(rows.filter(row => !['image:removed', 'image:changed'].includes((row as { name: string }).name))).toEqual([])
  })

  test('the files of their photo, and of pictures that nobody else keeps, go with the next sweep', async () => {
    const zoe = await signUp(instance, 'zoelinda')
    const bob = await signUp(instance, 'bob', { node: 1 })
    const [alone, shared] = [await somePicture(), await somePicture()]
    const hers = await zoe.upload({}, alone)
    const both = await zoe.upload({}, shared)
    await bob.upload({}, shared)
    const answer = await zoe.http('POST', '/api/account/photo', pictureForm({}, await somePicture()))
    const { account } = (await answer.json()) as AccountAnswer
    const photo = servedName(account.photo!)
    const kept = filesOf(hashOf(shared), both.sources)
    const all = [photo, ...filesOf(hashOf(alone), hers.sources), ...kept]
    // Storages round the time of a file up.
    const sweep = () => sweepPictures(ctx(), { seconds: -2, prefixes: [...new Set(all.map(name => name.slice(0, 2)))] })
    await sweep()
    expect(await standing(ctx(), all)).toEqual(all)

    await leave(zoe)
    await sweep()
    expect(await standing(ctx(), all)).toEqual(all)
    await makeOverdue(zoe)
    await deleteOverdue(ctx())
    await sweep()

    expect(await standing(ctx(), all)).toEqual(kept)
    expect([await isRow(ctx(), hashOf(alone)), await isRow(ctx(), hashOf(shared))]).toEqual([false, true])
    for (const url of [account.photo!, hers.sources[0]!.url])
      for (const node of instance.nodes) expect((await call(node, 'GET', url)).status).toBe(404)
    expect((await call(instance.node(1), 'GET', both.sources[0]!.url)).status).toBe(200)
  })

  test('the username and the e-mail are free again', async () => {
    const ada = await signUp(instance, 'ada')
    await leave(ada)
    await makeOverdue(ada)
    await deleteOverdue(ctx())

    const answer = await call(instance.node(0), 'POST', '/api/accounts', {
      username: ada.username,
      email: `${ada.username}@example.org`,
      name: 'Another',
      password,
    })

    expect(answer.status).toBe(201)
  })
})
