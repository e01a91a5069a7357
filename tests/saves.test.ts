import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SaveAnswer } from '../server/protocol.ts'
import type { ErrorView, SaveView } from '../server/views.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { atOnce, call, pictureForm, signUp, somePicture, type Person, type Refusal } from './support/people.ts'
import { startSite, type Site } from './support/site.ts'

let instance: Instance
let site: Site
beforeAll(async () => {
  site = await startSite()
  instance = await startInstance({ FETCH_ALLOW: site.host })
})
afterAll(async () => {
  await instance.close()
  site.close()
})

let files = 0
const pathOf = (ending = 'png') => `/${files++}/a-red-barn.${ending}`

async function send(person: Person, bytes: Buffer, fields: Record<string, string> = {}) {
  const answer = await person.http('POST', '/api/saves', pictureForm(fields, bytes))
  return { status: answer.status, ...((await answer.json()) as Partial<SaveAnswer> & { error?: ErrorView }) }
}

describe('saving from an address', () => {
  test('answers at once, and tells every tab of mine when the image is there', async () => {
    const ada = await signUp(instance)
    const phone = await ada.open({}, instance.node(1))
    const url = site.serve(pathOf(), await somePicture())

    const { saves } = await phone.ask('save:begin', { saves: [{ url, pageUrl: 'https://example.org/page' }] })

    expect(saves).toEqual([
      expect.objectContaining({ state: 'waiting', url, title: 'A red barn', error: null, retryAt: null }),
    ])
    const { id } = saves[0]!
    const begun = await ada.next('save:changed', ({ save }) => save.id === id, atOnce)
    expect(begun).toMatchObject({ save: { state: 'waiting' } })
    const saved = await ada.next('image:saved', ({ saveId }) => saveId === id)
    expect(saved.image).toMatchObject({
      title: 'A red barn',
      sourceUrl: url,
      pageUrl: 'https://example.org/page',
      by: { username: ada.username },
      heldUntil: null,
    })
    expect(await ada.ask('save:list', {})).toEqual({ saves: [] })
    expect((await ada.ask('account:get', { username: ada.username })).images).toBe(1)
  })

  test('reaches a follower on another node like any other image, as soon as it is there', async () => {
    const ada = await signUp(instance, 'ada', { node: 0 })
    const bob = await signUp(instance, 'bob', { node: 1 })
    await bob.ask('account:follow', { username: ada.username })
    const url = site.serve(pathOf(), await somePicture())

    await ada.ask('save:begin', { saves: [{ url, title: 'For Bob' }] })

    const { target, at } = await bob.next('activity:recorded', ({ verb }) => verb === 'bookmarked')
    // Since its transaction began: how long the picture took to come and to be prepared is another matter.
    expect(Date.now() - Date.parse(at)).toBeLessThan(atOnce)
    expect(target).toMatchObject({ kind: 'image', image: { title: 'For Bob' } })
    expect(bob.heard.filter(({ name }) => name.startsWith('save:') || name === 'image:saved')).toEqual([])
  })

  test('tells the page only to the host that it is on', async () => {
    const ada = await signUp(instance)
    const [beside, away] = [pathOf(), pathOf()]
    for (const path of [beside, away]) site.serve(path, await somePicture())

    await ada.ask('save:begin', {
      saves: [
        { url: site.url + beside, pageUrl: `${site.url}/a/page?b=c` },
        { url: site.url + away, pageUrl: 'http://example.org/a/page' },
      ],
    })

    await expect.poll(() => ada.all('image:saved').length, { timeout: 20_000 }).toBe(2)
    const referers = new Map(site.requests.map(({ url, headers }) => [url, headers.referer]))
    expect(referers.get(beside)).toBe(`${site.url}/a/page?b=c`)
    // It was asked for, and told nothing.
    expect([...referers]).toContainEqual([away, undefined])
  })

  test('goes on with the others when one fails, and says why', async () => {
    const ada = await signUp(instance)
    const good = [site.serve(pathOf(), await somePicture()), site.serve(pathOf(), await somePicture())]
    const bad = site.serve(pathOf(), '<!doctype html><p>Not here')

    const { saves } = await ada.ask('save:begin', { saves: [good[0]!, bad, good[1]!].map(url => ({ url })) })

    const failed = await ada.next('save:changed', ({ save }) => save.state === 'failed')
    expect(failed.save).toMatchObject({ id: saves[1]!.id, url: bad, error: { code: 'unsupported' } })
    await expect.poll(() => ada.all('image:saved').length, { timeout: 20_000 }).toBe(2)
    expect((await ada.ask('save:list', {})).saves).toEqual([expect.objectContaining({ state: 'failed', url: bad })])
  })

  test('tries again when I ask, and saves it then', async () => {
    const ada = await signUp(instance)
    const path = pathOf()
    const url = site.serve(path, 'nothing yet')
    const { saves } = await ada.ask('save:begin', { saves: [{ url }] })
    await ada.next('save:changed', ({ save }) => save.state === 'failed')
    site.serve(path, await somePicture())

    const again = await ada.ask('save:retry', { id: saves[0]!.id })

    expect(again).toMatchObject({ state: 'waiting', error: null })
    expect((await ada.next('image:saved')).saveId).toBe(saves[0]!.id)
  })

  test('waits as long as the site asks, and then goes on by itself', async () => {
    const ada = await signUp(instance)
    const path = pathOf()
    const url = site.serve(path, (_request, response) => void response.writeHead(429, { 'retry-after': '1' }).end())

    await ada.ask('save:begin', { saves: [{ url }] })

    const { save } = await ada.next('save:changed', ({ save }) => save.retryAt !== null)
    expect(save.state).toBe('waiting')
    site.serve(path, await somePicture())
    await ada.next('image:saved')
  })

  test('tells how far it has come', async () => {
    const ada = await signUp(instance)
    const bytes = await somePicture()
    let finish = () => {}
    const url = site.serve(pathOf(), (_request, response) => {
      response.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, 60))
      finish = () => void response.end(bytes.subarray(60))
    })

    const { saves } = await ada.ask('save:begin', { saves: [{ url }] })

    await ada.next('save:progressed', ({ done }) => done === null)
    const { id, done } = await ada.next('save:progressed', ({ stage, done }) => stage === 'fetching' && done !== null)
    expect(id).toBe(saves[0]!.id)
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(1)
    finish()
    await ada.next('image:saved')
  })

  test('that I cancel ends, also while it is being fetched, and nothing is kept', async () => {
    const ada = await signUp(instance)
    let asked = false
    const { promise: closed, resolve } = Promise.withResolvers<void>()
    const url = site.serve(pathOf(), (request, response) => {
      response.writeHead(200).write('...')
      request.socket.on('close', () => resolve())
      asked = true
    })
    const { saves } = await ada.ask('save:begin', { saves: [{ url }] })
    await expect.poll(() => asked).toBe(true)

    // Whichever node is at work on it: here both stand in one process.
    await ada.ask('save:cancel', { id: saves[0]!.id })
    await ada.ask('save:cancel', { id: saves[0]!.id })

    await closed
    expect(await ada.next('save:cancelled')).toMatchObject({ id: saves[0]!.id })
    expect(await ada.ask('save:list', {})).toEqual({ saves: [] })
    expect(ada.all('image:saved')).toEqual([])
  })
})

describe('saving a file', () => {
  test('is the server’s affair as soon as it is received', async () => {
    const ada = await signUp(instance)
    const form = pictureForm({ alt: 'A barn' }, await somePicture())
    form.set('file', form.get('file') as File, 'Sunset_over-the lake.png')

    const answer = await ada.http('POST', '/api/saves', form)

    expect(answer.status).toBe(202)
    const { save } = (await answer.json()) as { save: SaveView }
    expect(save).toMatchObject({ url: null, title: 'Sunset over the lake', state: 'waiting' })
    const { image } = await ada.next('image:saved', ({ saveId }) => saveId === save.id)
    expect(image).toMatchObject({ title: 'Sunset over the lake', alt: 'A barn', sourceUrl: null })
    expect((await call(instance.node(1), 'GET', image.sources[0]!.url)).status).toBe(200)
  })

  test('which I have already is refused at once, with the image that I have', async () => {
    const ada = await signUp(instance)
    const bytes = await somePicture()
    const { id } = await ada.upload({ title: 'The first' }, bytes)

    expect(await send(ada, bytes)).toMatchObject({ status: 409, error: { code: 'conflict', image: { id } } })
  })

  test('which is no picture is refused at once, and says what to do', async () => {
    const ada = await signUp(instance)
    const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')

    expect(await send(ada, heic)).toMatchObject({
      status: 415,
      error: { code: 'unsupported', message: 'HEIC cannot be read here; export it as JPEG.' },
    })
    expect(await ada.ask('save:list', {})).toEqual({ saves: [] })
  })

  test('which turns out to be damaged fails, and is told', async () => {
    const ada = await signUp(instance)
    const bytes = (
      await sharp({ create: { width: 300, height: 300, channels: 3, background: 'red' } })
        .jpeg()
        .toBuffer()
    ).subarray(0, 700)

    expect((await send(ada, bytes)).status).toBe(202)

    const { save } = await ada.next('save:changed', ({ save }) => save.state === 'failed')
    expect(save.error).toMatchObject({ code: 'invalid', message: expect.stringContaining('damaged') })
  })
})

describe('when something breaks', () => {
  test('a save and its job are there together, or not at all', async () => {
    const ada = await signUp(instance)
    const { db } = instance.node(0).app.ctx
    const { rows } = await sql<{ id: string }>`select id::text from account where username = ${ada.username}`.execute(
      db,
    )
    const left = async () => {
      const saves = await db.selectFrom('save').select('id').where('accountId', '=', rows[0]!.id).execute()
      const jobs = await sql`select from pgboss.job where group_id = ${rows[0]!.id}`.execute(db)
      return [saves.length, jobs.rows.length]
    }
    // The last of its writes fails.
    await sql`
      create function refuse_event() returns trigger language plpgsql as $$ begin
        if new.payload::text like '%Never to be%' then raise exception 'no'; end if;
        return new; end $$`.execute(db)
    await sql`
      create trigger refuse_event before insert on event for each row execute function refuse_event()`.execute(db)
    try {
      const url = site.serve(pathOf(), await somePicture())
      await expect(ada.ask('save:begin', { saves: [{ url, title: 'Never to be' }] })).rejects.toThrow('internal')
      expect(await left()).toEqual([0, 0])
    } finally {
      await sql`drop function refuse_event() cascade`.execute(db)
    }
  })

  test('a save that fails for no reason of its own is tried again, and then given up with a word', async () => {
    const ada = await signUp(instance)
    let visits = 0
    const restore = instance.nodes.map(({ app: { ctx } }) => {
      const { fetch } = ctx.media
      ctx.media.fetch = () => {
        visits++
        return Promise.reject(new TypeError('a bug'))
      }
      ctx.log.level = 'silent'
      return () => {
        ctx.media.fetch = fetch
        ctx.log.level = 'error'
      }
    })
    try {
      await ada.ask('save:begin', { saves: [{ url: site.serve(pathOf(), await somePicture()) }] })
      const { save } = await ada.next('save:changed', ({ save }) => save.state === 'failed')
      expect(save.error).toMatchObject({ code: 'internal', message: expect.stringContaining('Try again later') })
      expect(visits).toBe(4)
    } finally {
      for (const undo of restore) undo()
    }
    const [save] = (await ada.ask('save:list', {})).saves
    await ada.ask('save:retry', { id: save!.id })
    await ada.next('image:saved')
  })

  test('an upload whose answer was lost is the same save when it is sent again', async () => {
    const ada = await signUp(instance)
    const bytes = await somePicture()
    // Nobody gets to work on it before the second comes.
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const undo = instance.nodes.map(({ app: { ctx } }) => {
      const { recall } = ctx.media
      ctx.media.recall = hash => gate.then(() => recall(hash))
      return () => (ctx.media.recall = recall)
    })
    const first = await send(ada, bytes)

    const second = await send(ada, bytes)

    expect(second).toMatchObject({ status: 202, save: { id: first.save!.id } })
    open()
    for (const restore of undo) restore()
    await ada.next('image:saved')
    expect(await send(ada, bytes)).toMatchObject({ status: 409, error: { image: { by: { username: ada.username } } } })
  })

  test('an upload that is cancelled leaves no bytes, unless somebody else brings the same', async () => {
    const [ada, bob] = [await signUp(instance), await signUp(instance, 'bob')]
    const { ctx } = instance.node(0).app
    const bytes = await somePicture()
    const name = `${createHash('sha256').update(bytes).digest('hex')}.png`
    // Nobody gets to work on them before they are cancelled.
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    for (const { app } of instance.nodes) {
      const { recall } = app.ctx.media
      app.ctx.media.recall = async hash => {
        await gate
        app.ctx.media.recall = recall
        return recall(hash)
      }
    }
    const { save: mine } = await send(ada, bytes)
    const { save: theirs } = await send(bob, bytes)

    await ada.ask('save:cancel', { id: mine!.id })
    expect(await ctx.media.originals.has(name)).toBe(true)
    await bob.ask('save:cancel', { id: theirs!.id })
    expect(await ctx.media.originals.has(name)).toBe(false)
    open()
  })
})

describe('refused:', () => {
  test.each([
    ['no list', {}, 'saves'],
    ['an empty list', { saves: [] }, 'saves'],
    ['more than fifty', { saves: Array.from({ length: 51 }, () => ({ url: 'https://example.org/a.png' })) }, 'saves'],
    ['an empty address', { saves: [{ url: '' }] }, 'saves.0.url'],
    ['too long a title', { saves: [{ url: 'https://example.org/a.png', title: 'a'.repeat(201) }] }, 'saves.0.title'],
    [
      'a page that is none',
      { saves: [{ url: 'https://example.org/a.png', pageUrl: 'javascript:1' }] },
      'saves.0.pageUrl',
    ],
  ])('%s', async (_name, input, field) => {
    const ada = await signUp(instance)
    const refusal = (await ada.ask('save:begin', input as never).catch((error: unknown) => error)) as Refusal
    expect(refusal.view.code).toBe('invalid')
    expect(Object.keys(refusal.view.fields ?? {})).toEqual([field])
  })

  test('one address that is none, and then none of the others is begun', async () => {
    const ada = await signUp(instance)
    const saves = [{ url: site.serve(pathOf(), await somePicture()) }, { url: 'not an address' }]
    await expect(ada.ask('save:begin', { saves })).rejects.toThrow(/invalid/)
    expect(await ada.ask('save:list', {})).toEqual({ saves: [] })
  })

  test('more than five hundred under way', async () => {
    const ada = await signUp(instance)
    // They wait for a site that does not answer.
    const url = site.serve(pathOf(), () => {})
    const saves = Array.from({ length: 50 }, (_, index) => ({ url: `${url}?${index}` }))
    const batches = await Promise.allSettled(Array.from({ length: 14 }, () => ada.ask('save:begin', { saves })))
    expect(batches.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)

    await expect(ada.ask('save:begin', { saves: [{ url }] })).rejects.toThrow(/too_many/)
    const refused = await send(ada, await somePicture())
    expect(refused).toMatchObject({ status: 429, error: { code: 'too_many' } })
    expect((await ada.ask('save:list', {})).saves).toHaveLength(500)

    // And nobody else has to wait for them.
    const bob = await signUp(instance, 'bob')
    await send(bob, await somePicture())
    await bob.next('image:saved')
    await sql`delete from save`.execute(instance.node(0).app.ctx.db)
  })

  test('half a character in an address, a title or the name of a file is no reason to fail', async () => {
    const ada = await signUp(instance)
    const name = `${'z'.repeat(99)}😀.png`
    const { saves } = await ada.ask('save:begin', { saves: [{ url: `${site.url}/${encodeURIComponent(name)}` }] })
    expect(saves[0]!.title).toBe(`Z${'z'.repeat(98)}`)
    const form = pictureForm({ description: 'half \ud83d' }, await somePicture())
    form.set('file', form.get('file') as File, name)
    expect((await ada.http('POST', '/api/saves', form)).status).toBe(202)
    const titled = await ada.ask('save:begin', { saves: [{ url: `${site.url}/x.png`, title: 'half \ud83d' }] })
    expect(titled.saves[0]!.title).toBe('half \ufffd')
  })

  test('somebody else’s save: they neither see, cancel nor retry it', async () => {
    const ada = await signUp(instance)
    const eve = await signUp(instance, 'eve')
    const { saves } = await ada.ask('save:begin', { saves: [{ url: site.serve(pathOf(), 'no picture') }] })
    const { id } = saves[0]!
    await ada.next('save:changed', ({ save }) => save.state === 'failed')

    await eve.ask('save:cancel', { id })
    await expect(eve.ask('save:retry', { id })).rejects.toThrow(/not_found/)

    expect(await eve.ask('save:list', {})).toEqual({ saves: [] })
    expect((await ada.ask('save:list', {})).saves).toEqual([expect.objectContaining({ id, state: 'failed' })])
  })

  test('an upload without a file, without a session, or that is no form', async () => {
    const ada = await signUp(instance)
    const form = new FormData()
    form.set('title', 'No file')
    expect((await ada.http('POST', '/api/saves', form)).status).toBe(422)
    expect((await ada.http('POST', '/api/saves', { title: 'x' })).status).toBe(415)
    const bytes = await somePicture()
    expect((await call(instance.node(0), 'POST', '/api/saves', pictureForm({}, bytes))).status).toBe(401)
  })
})

describe('a save that is asked for again because its answer was lost', () => {
  const list = async (person: Person) =>
    (await person.ask('image:list', { by: person.username })).images.map(({ title }) => title).sort()
  const key = 'a-key-of-this-device'

  test('is begun once from an address, on whichever nodes it comes at the same time, and not again when it is an image', async () => {
    const ada = await signUp(instance)
    const phone = await ada.open({}, instance.node(1))
    const wanted = { saves: [{ url: site.serve(pathOf(), await somePicture()), key }] }

    const answers = await Promise.all([ada, phone, ada, phone].map(tab => tab.ask('save:begin', wanted)))

    const { id } = answers[0]!.saves[0]!
    expect(new Set(answers.map(({ saves }) => saves[0]!.id))).toEqual(new Set([id]))
    await ada.next('image:saved', ({ saveId }) => saveId === id)
    const after = await ada.ask('save:begin', wanted)
    expect(after.saves).toMatchObject([{ id }])
    expect(await ada.ask('save:list', {})).toEqual({ saves: [] })
    expect(await list(ada)).toEqual(['A red barn'])
    expect(ada.all('image:saved')).toHaveLength(1)
  })

  test('takes of a list what is new, in its order, and a key twice in it as one', async () => {
    const ada = await signUp(instance)
    const [one, two, three] = await Promise.all([1, 2, 3].map(async () => site.serve(pathOf(), await somePicture())))
    const [first] = (await ada.ask('save:begin', { saves: [{ url: one!, key: `${key}-1` }] })).saves

    const { saves } = await ada.ask('save:begin', {
      saves: [
        { url: two!, key: `${key}-2` },
        { url: one!, key: `${key}-1` },
        { url: three! },
        { url: two!, key: `${key}-2` },
      ],
    })

    expect(saves.map(({ url }) => url)).toEqual([two, one, three, two])
    expect([saves[1]!.id, saves[3]!.id]).toEqual([first!.id, saves[0]!.id])
    await expect.poll(() => ada.all('image:saved').length, { timeout: 20_000 }).toBe(3)
  })

  test('is begun once from a file, also after it was cancelled', async () => {
    const ada = await signUp(instance)
    const bytes = await somePicture()
    const [first, again] = await Promise.all([send(ada, bytes, { key }), send(ada, bytes, { key })])
    expect([first.status, again.save?.id]).toEqual([202, first.save?.id])
    await ada.next('image:saved', ({ saveId }) => saveId === first.save!.id)
    // By its bytes alone it would be refused as a second one.
    expect(await send(ada, bytes, { key })).toMatchObject({ status: 202, save: { id: first.save!.id } })
    expect(ada.all('image:saved')).toHaveLength(1)

    // Never answered: a site that asked for patience would be left alone by the next test as well.
    const url = site.serve(pathOf(), () => undefined)
    const later = { saves: [{ url, key: `${key}-cancelled` }] }
    const { saves } = await ada.ask('save:begin', later)
    await ada.ask('save:cancel', { id: saves[0]!.id })
    expect((await ada.ask('save:begin', later)).saves).toMatchObject([{ id: saves[0]!.id }])
    expect(await ada.ask('save:list', {})).toEqual({ saves: [] })
  })

  test('is the one of the same person alone, and a key is of letters and digits', async () => {
    const [ada, bob] = [await signUp(instance), await signUp(instance, 'bob', { node: 1 })]
    const wanted = { saves: [{ url: site.serve(pathOf(), await somePicture()), key }] }
    const [hers, his] = [await ada.ask('save:begin', wanted), await bob.ask('save:begin', wanted)]
    expect(his.saves[0]!.id).not.toBe(hers.saves[0]!.id)
    await bob.next('image:saved')

    for (const wrong of ['short', 'x'.repeat(65), 'with a space in its midst'])
      await expect(ada.ask('save:begin', { saves: [{ ...wanted.saves[0]!, key: wrong }] })).rejects.toThrow(/invalid/)
    expect(await send(ada, await somePicture(), { key: 'short' })).toMatchObject({ status: 422 })
    expect(await send(ada, await somePicture(), { key: '' })).toMatchObject({ status: 202 })
  })
})
