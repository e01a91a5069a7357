// The description of the API as OpenAPI 3.1: inputs from the very schemas that check them, answers from the types of the protocol.
import { z } from 'zod'
import type { Consumers } from '../channels/consumers.ts'
import { httpStatus } from '../errors.ts'
import { accessOf, scopes, type Access } from '../policy/requests.ts'
import type { ErrorCode } from '../views.ts'
import { readTypes, type Schema } from './types.ts'

/** An HTTP call that is no request of the protocol. */
export interface Call {
  method: 'get' | 'post' | 'delete'
  path: string
  summary: string
  access: Access
  body?: { type: 'application/json' | 'multipart/form-data'; schema: z.ZodType; file?: true }
  /** What is answered when it goes well: the name of a type of the protocol, a schema, or null for no body. */
  answer: { status: number; schema: string | Schema | null }
}

const errorCodes: ErrorCode[] = ['invalid', 'unauthenticated', 'forbidden', 'not_found', 'too_many', 'internal']

const about = `Everything that Bowerbird’s own interface can do. Every request is a \`POST\` with JSON, and is answered with \`{data}\` or
\`{error: {code, message, fields?}}\`; the message is a sentence for a person.

**Who you are**: make an access token in your settings (Security), and send it as \`Authorization: Bearer bbt_…\`. What a token may do
is up to its scopes. No \`Origin\` is needed, and a cookie beside it does not count. Requests that only need a session cannot be made with
a token.

**Live**: the same requests can be made on a socket (Socket.IO 4, path \`/socket.io/\`, websocket alone, \`auth: {token}\`): emit
\`noun:verb\` with the input, and the acknowledgement is the answer. There the broadcasts arrive that are listed under \`x-broadcasts\`.
Each durable one has a \`cursor\`: give the last one back in \`auth: {cursor}\`, and what you have missed comes first.

Ids and cursors are opaque. Times are ISO 8601 in UTC. Lists give \`next\`: the \`before\` of the page that follows, or null.`

export function describeApi(publicUrl: URL, consumers: Consumers, calls: Call[]): Schema {
  const { requests, broadcasts, schemas } = readTypes()
  const paths: Record<string, Schema> = {}

  for (const [name, { input }] of Object.entries(consumers)) {
    const [noun = '', verb = ''] = name.split(':')
    const { description, answer } = requests[name] ?? { answer: {} }
    const access: Access = accessOf[name as keyof typeof accessOf]
    const data = { type: 'object', properties: { data: answer }, required: ['data'] }
    paths[`/api/${noun}/${verb}`] = {
      post: operation(name, [noun], access, {
        ...(description && { description }),
        requestBody: { required: true, content: { 'application/json': { schema: inputSchema(input) } } },
        responses: { 200: json('The answer', data) },
      }),
    }
  }
  for (const { method, path, summary, access, body, answer } of calls) {
    const schema = typeof answer.schema === 'string' ? refer(answer.schema) : answer.schema
    const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    }))
    const described = operation(summary, [path.split('/')[2]!], access, {
      ...(parameters.length > 0 && { parameters }),
      ...(body && { requestBody: { required: true, content: { [body.type]: { schema: bodySchema(body) } } } }),
      responses: { [answer.status]: schema ? json('The answer', schema) : { description: 'Done' } },
    })
    const { [method]: request, ...others } = (paths[path] ?? {}) as Record<string, Schema>
    paths[path] = { ...others, [method]: request ? joined(request, described) : described }
  }

  return {
    openapi: '3.1.0',
    info: { title: 'Bowerbird', version: '1', description: about },
    servers: [{ url: publicUrl.origin }],
    tags: [...new Set(Object.values(paths).flatMap(path => Object.values(path as Record<string, Schema>)))]
      .flatMap(({ tags }) => tags as string[])
      .filter((tag, index, all) => all.indexOf(tag) === index)
      .sort()
      .map(name => ({ name })),
    paths: Object.fromEntries(Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1))),
    components: { schemas, responses: { Error: errorAnswer }, securitySchemes: securitySchemes(publicUrl) },
    'x-broadcasts': broadcasts,
  }
}

function operation(name: string, tags: string[], access: Access, rest: Schema): Schema {
  const { responses, description, ...more } = rest
  const words = [description, ...rulesOf(access)].filter(Boolean).join('\n\n')
  const codes = errorCodes.filter(code => code !== 'unauthenticated' || access.who !== 'anyone')
  const errors = codes.map(code => [httpStatus(code), { $ref: '#/components/responses/Error' }])
  return {
    operationId: name.replace(/[^A-Za-z]+(.)/g, (_, letter: string) => letter.toUpperCase()),
    summary: name,
    ...(words && { description: words }),
    tags,
    security: securityOf(access),
    ...more,
    responses: {
      ...(responses as object),
      ...Object.fromEntries(errors),
      default: { $ref: '#/components/responses/Error' },
    },
  }
}

function rulesOf({ who, scope, recent }: Access): string[] {
  const staff = who === 'moderator' || who === 'administrator'
  return [
    ...(staff ? [`Only for ${who}s${who === 'moderator' ? ' and administrators' : ''}.`] : []),
    ...(recent ? ['You must have signed in, or confirmed that it is you, within the last 15 minutes.'] : []),
    ...(scope === 'session' || recent ? ['Not with an access token.'] : []),
  ]
}

function securityOf({ who, scope, recent }: Access): Schema[] {
  return [
    ...(who === 'anyone' ? [{}] : []),
    { session: [] },
    ...(scope === 'session' || recent ? [] : [{ token: [scope] }]),
  ]
}

function securitySchemes(publicUrl: URL): Schema {
  const name = publicUrl.protocol === 'https:' ? '__Host-sid' : 'sid'
  return {
    session: { type: 'apiKey', in: 'cookie', name, description: 'The cookie of somebody who has signed in.' },
    token: {
      type: 'http',
      scheme: 'bearer',
      description: `A personal access token. Its scopes: ${scopes.join(', ')}.`,
    },
  }
}

const refer = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const json = (description: string, schema: Schema) => ({ description, content: { 'application/json': { schema } } })

const errorAnswer = json('It was refused, or did not work: the code says which, and the message what to do.', {
  type: 'object',
  properties: { error: refer('ErrorView') },
  required: ['error'],
})

function inputSchema(schema: z.ZodType): Schema {
  const {
    $schema: _,
    '~standard': __,
    ...rest
  } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
  return rest
}

function bodySchema({ schema, file }: NonNullable<Call['body']>): Schema {
  const { properties, required, ...rest } = inputSchema(schema)
  if (!file) return { ...rest, ...(properties ? { properties } : {}), ...(required ? { required } : {}) }
  const bytes = { type: 'string', format: 'binary', description: 'The picture: JPEG, PNG, WebP, AVIF, GIF or TIFF.' }
  return {
    ...rest,
    properties: { ...(properties as object), file: bytes },
    required: [...((required ?? []) as string[]), 'file'],
  }
}

/** The same address and method with another sort of body. */
function joined(one: Schema, other: Schema): Schema {
  const contentOf = (operation: Schema) => (operation.requestBody as { content: object }).content
  return { ...one, requestBody: { required: true, content: { ...contentOf(one), ...contentOf(other) } } }
}
