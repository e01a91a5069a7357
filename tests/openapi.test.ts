import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { consumers } from '../server/consumers.ts'
import { accessOfCall } from '../server/policy/calls.ts'
import { accessOf } from '../server/policy/requests.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, signUp, somePicture, type Person } from './support/people.ts'

interface Operation {
  operationId: string
  security: Record<string, string[]>[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: { 'application/json': { schema: Schema } } }>
}
type Schema = { [key: string]: unknown }
interface Description {
  openapi: string
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
  'x-broadcasts': Record<string, { payload: Schema }>
}

let instance: Instance
let ada: Person
let bob: Person
let description: Description
beforeAll(async () => {
  instance = await startInstance()
  ada = await signUp(instance, 'ada')
  bob = await signUp(instance, 'bob')
  description = (await (await call(instance.node(0), 'GET', '/api/openapi.json')).json()) as Description
})
afterAll(() => instance.close())

/** With nothing allowed that the description does not name. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.entries(schema).map(([key, value]) => {
    const named =
      key === 'properties'
        ? Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, strict(one)]))
        : strict(value)
    return [key, named] as const
  })
  const isObject = 'properties' in schema && !('additionalProperties' in schema)
  return { ...Object.fromEntries(inner), ...(isObject && { additionalProperties: false }) }
}

const same = (schema: unknown) => schema

/** A check of values by a schema of the description. */
function checkOf(schema: Schema, narrow = strict): z.ZodType {
  const whole = JSON.stringify(narrow({ ...schema, $defs: description.components.schemas }))
  return z.fromJSONSchema(JSON.parse(whole.replaceAll('#/components/schemas/', '#/$defs/')) as never)
}

const operationOf = (name: string) => description.paths[`/api/${name.replace(':', '/')}`]!.post!

describe('the description of the API', () => {
  test('is OpenAPI 3.1, as a public validator finds', async () => {
    const { valid, errors } = await new Validator().validate({ ...description })

    expect(errors ?? []).toEqual([])
    expect([valid, description.openapi.slice(0, 3)]).toEqual([true, '3.1'])
    expect(description.servers).toEqual([{ url: instance.node(0).url }])
  })

  test('has every request of the protocol, and every other call that needs somebody', () => {
    const posts = Object.keys(description.paths).filter(path => description.paths[path]?.post)
    for (const name of Object.keys(consumers)) expect(posts).toContain(`/api/${name.replace(':', '/')}`)
    for (const name of Object.keys(accessOfCall)) {
      const [method = '', path = ''] = name.split(' ')
      const known = Object.keys(description.paths).filter(key => key.startsWith(path.replace(/:(\w+)/g, '{$1}')))
      expect([name, known.some(key => description.paths[key]?.[method.toLowerCase()])]).toEqual([name, true])
    }
    const ids = Object.values(description.paths).flatMap(path => Object.values(path).map(one => one.operationId))
    expect(ids.length).toBe(new Set(ids).size)
  })

  test('says of each request who may make it, and with which scope', () => {
    for (const [name, { who, scope, ...rest }] of Object.entries(accessOf)) {
      const personAlone = scope === 'session' || 'recent' in rest
      expect([name, operationOf(name).security]).toEqual([
        name,
        [...(who === 'anyone' ? [{}] : []), { session: [] }, ...(personAlone ? [] : [{ token: [scope] }])],
      ])
    }
  })

  test('is not sent again to whoever has it', async () => {
    const first = await call(instance.node(0), 'GET', '/api/openapi.json')
    const again = await call(instance.node(0), 'GET', '/api/openapi.json', undefined, {
      'if-none-match': first.headers.get('etag')!,
      // Node's fetch would ask for a fresh one.
      'cache-control': 'max-age=0',
    })

    expect([first.headers.get('content-type'), again.status]).toEqual(['application/json; charset=utf-8', 304])
  })

  test('knows no hint of a password, and no question that could be asked instead of it', () => {
    const names: string[] = []
    JSON.stringify(description, (name, value: unknown) => (names.push(name), value))

    expect(names).toContain('password')
    expect(names.filter(name => /hint|question|reminder|security_?answer/i.test(name))).toEqual([])
  })

  test('describes forms as they are sent', () => {
    const form = operationOf('account:photo').requestBody?.content ?? {}
    expect(Object.keys(form).sort()).toEqual(['application/json', 'multipart/form-data'])
    const upload = description.paths['/api/images']!.post!.requestBody!.content['multipart/form-data']!.schema
    expect(upload).toMatchObject({ properties: { file: { format: 'binary' } }, required: ['title', 'file'] })
  })
})

describe('what is really answered', () => {
  const asked = new Set<string>()
  async function expectFit(person: Person, name: string, input: object, narrow = strict): Promise<void> {
    asked.add(name)
    const answer = await person.http('POST', `/api/${name.replace(':', '/')}`, input)
    const body: unknown = await answer.json()
    expect([name, answer.status, body]).toEqual([name, 200, { data: expect.anything() }])
    const schema = operationOf(name).responses[200]!.content!['application/json'].schema
    expect([name, checkOf(schema, narrow).safeParse(body).error?.issues ?? []]).toEqual([name, []])
  }

  test('is as it is described, for every read', async () => {
    const image = await ada.upload({ title: 'A find', description: 'Found', pageUrl: 'https://example.org/' })
    await ada.upload({ title: 'Another' }, await somePicture(90, 90))
    await bob.ask('account:follow', { username: ada.username })
    await bob.ask('image:like', { id: image.id })
    await ada.ask('token:create', { name: 'For a program', scopes: ['read'] })
    await ada.ask('save:begin', { saves: [{ url: 'http://127.0.0.1:1/' }] })
    const inputs: Record<string, object> = {
      'image:get': { id: image.id },
      'image:watch': { id: image.id },
      'image:likers': { id: image.id },
      'image:look': { id: image.id },
      'image:view': { id: image.id },
      'image:related': { id: image.id },
      'image:unwatch': { id: image.id },
      'account:search': { text: 'a' },
      'search:find': { text: 'seen' },
      'wall:place': { wall: 'home' },
      'invitation:get': { code: (await ada.ask('invitation:create', {})).code },
    }
    const byName = { username: ada.username }
    const reads = Object.keys(accessOf).filter(name => {
      if (name.startsWith('email:')) return false
      const isAsked = /:(list|get|actions|health|jobs|people|preferences|watch|unwatch)$/.test(name)
      return isAsked || accessOf[name as keyof typeof accessOf].scope === 'read'
    })
    for (const name of reads) {
      const needsName = JSON.stringify(operationOf(name).requestBody).includes('"required":["username"]')
      await expectFit(ada, name, inputs[name] ?? (needsName ? byName : {}))
    }
    // And as another sees it.
    for (const name of ['account:get', 'activity:list', 'image:list', 'image:popular', 'account:list']) {
      await expectFit(bob, name, name === 'account:get' ? byName : {})
    }
    expect(asked.size).toBeGreaterThanOrEqual(reads.length)
  })

  test('is as it is described, where something is written', async () => {
    const image = await bob.upload({ title: 'To be changed' })
    await expectFit(bob, 'image:edit', { id: image.id, title: 'Changed' }, same)
    await expectFit(ada, 'image:like', { id: image.id }, same)
    await expectFit(ada, 'image:keep', { id: image.id }, same)
    await expectFit(bob, 'image:remove', { id: image.id }, same)
    await expectFit(ada, 'account:edit', {}, same)
    await expectFit(ada, 'account:follow', { username: bob.username }, same)
    await expectFit(ada, 'token:create', { name: 'Another', scopes: ['write'] }, same)
    const refused = await ada.http('POST', '/api/token/create', {})
    const error = checkOf({ $ref: '#/components/schemas/ErrorView' })
    expect(error.safeParse(((await refused.json()) as { error: unknown }).error).error?.issues ?? []).toEqual([])
  })

  test('is told of the events as well', async () => {
    await ada.upload({ title: 'For those who follow' })
    const activity = await bob.next('activity:recorded')
    const changed = await bob.next('mine:changed')

    for (const [name, payload] of Object.entries({ 'activity:recorded': activity, 'mine:changed': changed })) {
      const check = checkOf(description['x-broadcasts'][name]!.payload)
      expect([name, check.safeParse(payload).error?.issues ?? []]).toEqual([name, []])
    }
  })
})
