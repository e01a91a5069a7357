import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consumers } from '../server/app.ts'
import { accessOfCall } from '../server/policy/calls.ts'
import { accessOf } from '../server/policy/requests.ts'
import type { Broadcasts, RequestName } from '../server/protocol.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { broadcasts, calls, openRoutes, requests, type Gate, type Outcome } from './support/policy-table.ts'
import { createWorld, kinds, type Answered, type Kind, type World } from './support/policy-world.ts'

let instance: Instance
let world: World
beforeAll(async () => {
  instance = await startInstance()
  world = await createWorld(instance)
})
afterAll(() => instance.close())

describe('every event', () => {
  test('is heard by whom its row says, and by nobody else', async () => {
    const { pia, sockets } = world
    const before = Object.fromEntries(kinds.map(kind => [kind, sockets[kind].heard.length])) as Record<Kind, number>
    const { id } = await pia.upload({ title: 'Things of pia, new' })
    await pia.ask('image:edit', { id: world.image, description: 'Things of pia, changed' })
    await pia.ask('image:like', { id: world.image })
    await pia.ask('account:edit', { name: 'Pia' })
    await pia.ask('image:remove', { id })
    // The stranger asks, which is theirs to hear of too.
    await world.ask('stranger', 'account:follow', { username: pia.username })
    const asking = (await pia.next('request:changed')).username
    await world.ask('stranger', 'account:unfollow', { username: pia.username })
    await pia.next('request:changed', ({ request }) => request === null)
    const blocked = (await pia.ask('account:blocked', {})).accounts[0]!
    await pia.ask('account:unblock', { username: blocked.username })
    await sockets.blocked.next('account:shown')
    await pia.ask('account:block', { username: blocked.username })
    await Promise.all(
      kinds
        .filter(kind => kind !== 'suspended')
        .map(kind => sockets[kind].next('image:removed', removed => removed.id === id)),
    )
    await sockets.blocked.next(
      'account:hidden',
      ({ cursor }) => cursor > sockets.blocked.all('account:shown')[0]!.cursor,
    )

    const concerned = [pia.username, 'Pia', blocked.username, asking, world.image, id].map(word => `"${word}"`)
    const heardBy = (name: string) =>
      kinds.filter(kind =>
        sockets[kind].heard
          // What is told as she withdraws was told before.
          .slice(name === 'account:hidden' ? 0 : before[kind])
          .some(event => event.name === name && concerned.some(word => JSON.stringify(event.payload).includes(word))),
      )
    for (const [name, { by, certain }] of Object.entries(broadcasts)) {
      // Their own wish, in their own tabs.
      const own: Kind[] = name === 'mine:changed' ? ['stranger'] : []
      const heard = heardBy(name).filter(kind => !own.includes(kind))
      if (certain) expect([name, ...heard].sort()).toEqual([name, ...by].sort())
      else expect([name, heard.filter(kind => !by.includes(kind))]).toEqual([name, []])
    }
  })
})

describe('every request', () => {
  const passes: Record<Gate['gate'], Kind[]> = {
    anyone: [...kinds],
    'signed-in': kinds.filter(kind => !['anonymous', 'suspended'].includes(kind)),
    moderator: ['moderator', 'administrator'],
    administrator: ['administrator'],
  }

  test.each(Object.entries(requests))('%s', async (name, row) => {
    const found: Partial<Record<Kind, Outcome>> = {}
    const expected: Partial<Record<Kind, Outcome>> = {}
    if ('gate' in row) {
      const may = passes[row.gate]
      await Promise.all(
        kinds.map(async kind => {
          // No request accepts it: whoever passes is told so, and nothing is done.
          const { body } = await world.ask(kind, name, [5])
          found[kind] = body.error?.code === 'invalid' ? 'yes' : outcomeOf(body)
          expected[kind] = may.includes(kind)
            ? 'yes'
            : passes['signed-in'].includes(kind)
              ? 'forbidden'
              : 'unauthenticated'
        }),
      )
    } else {
      for (const kind of kinds) {
        found[kind] = outcomeOf((await world.ask(kind, name, row.input(world))).body, row.mark?.(world))
        expected[kind] = row.outcomes[kind]
      }
    }
    expect(found).toEqual(expected)
    expect(accessOf[name as RequestName].who).toBe(
      'gate' in row ? row.gate : row.outcomes.anonymous === 'unauthenticated' ? 'signed-in' : 'anyone',
    )
  })

  test('has its row', () => {
    expect(Object.keys(requests).sort()).toEqual(Object.keys(consumers).sort())
  })
})

function outcomeOf({ data, error }: Answered, mark?: string): Outcome {
  if (error) return error.code as Outcome
  return mark === undefined || JSON.stringify(data).includes(mark) ? 'yes' : 'no'
}

describe('every call', () => {
  test.each(Object.keys(calls))('%s', async name => {
    const [method = '', path = ''] = name.split(' ')
    const target = path === '/api/export' ? '/api/export/1' : path.replace(':name', 'nobody')
    for (const kind of kinds) {
      const body = method === 'GET' ? undefined : path.endsWith('photo') ? new FormData() : {}
      const { status } = await world.http(kind, method, target, body)
      expect([kind, status === 401]).toEqual([kind, ['anonymous', 'suspended'].includes(kind)])
    }
  })

  test('that the source answers has its row', () => {
    const routes = globSync('server/**/*.ts').flatMap(path => {
      const text = readFileSync(path, 'utf8')
      const prefix = /new Router\(\{ prefix: '([^']+)' \}\)/.exec(text)?.[1] ?? ''
      const found = [...text.matchAll(/router\.(get|post|put|patch|delete)\(\s*(['`])(.+?)\2/g)]
      return found.map(
        ([, method = '', , route = '']) => `${method.toUpperCase()} ${prefix}${route === '/' && prefix ? '' : route}`,
      )
    })
    const known = [...openRoutes, ...Object.keys(accessOfCall)]
    const generated = (route: string) => route.includes('${')

    expect(routes.length).toBeGreaterThan(20)
    expect(
      routes.filter(route => !generated(route) && !known.includes(route) && route !== 'GET /api/export/:id'),
    ).toEqual([])
    expect(openRoutes.filter(route => !routes.includes(route))).toEqual([])
    expect(Object.keys(calls).sort()).toEqual(Object.keys(accessOfCall).sort())
  })
})

// What has no row is no event of the protocol.
export type EveryEventHasItsRow = keyof Broadcasts extends keyof typeof broadcasts ? true : never

describe('whoever has not lately proved that it is them is asked to', () => {
  beforeAll(async () => {
    const { db } = instance.node(0).app.ctx
    await db
      .updateTable('session')
      .set({ signedInAt: new Date(Date.now() - 16 * 60_000) })
      .execute()
  })
  const confirm = { error: { code: 'forbidden', confirm: true } }
  const wanted = (rows: Record<string, object>) =>
    Object.entries(rows).flatMap(([name, row]) => ('recent' in row ? [name] : []))

  test.each(wanted(accessOf))('before %s', async name => {
    expect((await world.ask('administrator', name, [5])).body).toMatchObject(confirm)
  })

  test.each(wanted(accessOfCall))('before %s', async name => {
    const [method = '', path = ''] = name.split(' ')
    const answer = await world.http('administrator', method, path.replace(':name', 'nobody'), {})
    expect([answer.status, await answer.json()]).toEqual([
      403,
      expect.objectContaining({ error: expect.objectContaining(confirm.error) }),
    ])
  })
})
