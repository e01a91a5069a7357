import { globSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { consumers } from '../server/consumers.ts'
import { accessOfCall } from '../server/policy/calls.ts'
import { accessOf } from '../server/policy/requests.ts'
import type { Broadcasts, RequestName } from '../server/protocol.ts'
import { startInstance, type Instance } from './support/instance.ts'
import type { Connection } from './support/people.ts'
import { makeEverythingHappen, openLate, type Acted } from './support/policy-acts.ts'
import { broadcasts, calls, openRoutes, pictures, requests, type Gate, type Outcome } from './support/policy-table.ts'
import { createWorld, kinds, type Answered, type Kind, type World } from './support/policy-world.ts'

let instance: Instance
let world: World
beforeAll(async () => {
  instance = await startInstance()
  world = await createWorld(instance)
})
afterAll(() => instance.close())

describe('every event', () => {
  const heard = {} as Record<Kind, Connection['heard']>
  let acted: Acted
  beforeAll(async () => {
    const { sockets } = world
    const before = Object.fromEntries(kinds.map(kind => [kind, sockets[kind].heard.length])) as Record<Kind, number>
    acted = await makeEverythingHappen(world)
    const late = await openLate(world)
    for (const kind of kinds) {
      // What is told as she withdraws was told before.
      const hidden = sockets[kind].heard.slice(0, before[kind]).filter(({ name }) => name === 'account:hidden')
      heard[kind] = [...hidden.filter(isOfHer), ...sockets[kind].heard.slice(before[kind]), ...late[kind].heard]
      late[kind].close()
    }
  })
  const isOfHer = ({ payload }: { payload: unknown }) =>
    [world.pia.username, acted.blocked].some(word => JSON.stringify(payload).includes(`"${word}"`))

  test.each(Object.entries(broadcasts))(
    '%s is heard by whom its row says, and by nobody else',
    (name, { by, never }) => {
      const hearers = kinds.filter(kind => heard[kind].some(event => event.name === name))
      if (never) expect(hearers.filter(kind => !by.includes(kind))).toEqual([])
      else expect([...hearers].sort()).toEqual([...by].sort())
    },
  )

  test('has its row, and happens', () => {
    const happened = new Set(kinds.flatMap(kind => heard[kind].map(({ name }) => name)))
    const rows = Object.entries(broadcasts)
    expect([...happened].filter(name => !(name in broadcasts))).toEqual([])
    expect(rows.flatMap(([name, { never }]) => (never || happened.has(name) ? [] : [name]))).toEqual([])
    expect(rows.filter(([, { never }]) => never).map(([name]) => name)).toEqual(['live:advanced'])
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

  test.each(Object.entries(openRoutes))('%s', async (name, { status, path, body, headers }) => {
    const [method = '', route = ''] = name.split(' ')
    const target = path?.(world) ?? route.replace(':name', 'nobody')
    for (const kind of kinds) {
      const cookie = method === 'DELETE' ? await world.signInAgain(kind) : undefined
      const answer = await world.http(kind, method, target, body?.(), { ...headers, ...(cookie && { cookie }) })
      await answer.arrayBuffer()
      expect([kind, answer.status]).toEqual([kind, typeof status === 'number' ? status : status[kind]])
      if (!cookie) continue
      const after = await world.http(kind, 'GET', '/api/session', undefined, { cookie })
      expect([kind, await after.json()]).toEqual([kind, { account: null }])
    }
  })

  test.each(Object.entries(pictures))('GET /media/ of a picture that is %s', async (name, outcomes) => {
    const found: Partial<Record<Kind, Outcome>> = {}
    for (const kind of kinds) {
      const answer = await world.http(kind, 'GET', world.pictures[name as keyof typeof pictures])
      if (answer.status === 200) {
        expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0)
        found[kind] = 'yes'
      } else found[kind] = outcomeOf((await answer.json()) as Answered)
    }
    expect(found).toEqual(outcomes)
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
    const known = [...Object.keys(openRoutes), ...Object.keys(accessOfCall)]
    const generated = (route: string) => route.includes('${')

    expect(routes.length).toBeGreaterThan(20)
    expect(
      routes.filter(route => !generated(route) && !known.includes(route) && route !== 'GET /api/export/:id'),
    ).toEqual([])
    expect(Object.keys(openRoutes).filter(route => !routes.includes(route))).toEqual([])
    expect(Object.keys(calls).sort()).toEqual(Object.keys(accessOfCall).sort())
    // What answers without a route: the last two, the pictures and the interface.
    const used = readFileSync('server/web.ts', 'utf8').split('koa.use(').slice(1)
    const others = used
      .filter(text => !/^[^\n]*\.routes\(\)\)/.test(text))
      .map(text => /^\s*(?:await )?(\w+)/.exec(text)?.[1])
    const guards = ['measure', 'speakLanguage', 'secureHeaders', 'answerErrors', 'allowHosts', 'refuseForeignWrites']
    expect(others).toEqual([...guards, 'mediaRoutes', 'loadPages'])
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
