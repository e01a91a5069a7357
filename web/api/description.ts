// The description of the API as it is served, as far as the page reads it.
import { fetchJson } from '../http.ts'

export interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  enum?: unknown[]
  const?: unknown
  default?: unknown
  anyOf?: Schema[]
  minimum?: number
}

export interface Operation {
  summary: string
  description?: string
  tags: string[]
  security: Record<string, string[]>[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

export interface Call extends Operation {
  method: string
  path: string
}

/** Every call by its noun, in the order of the alphabet. */
export async function readCalls(): Promise<Map<string, Call[]>> {
  const { paths } = await fetchJson<{ paths: Record<string, Record<string, Operation>> }>('GET', '/api/openapi.json')
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Call => ({ ...operation, path, method: method.toUpperCase() })),
  )
  const byNoun = Map.groupBy(calls, call => call.tags[0] ?? '')
  return new Map([...byNoun].sort(([one], [other]) => one.localeCompare(other)))
}

export const inputOf = (call: Call): Schema | undefined => call.requestBody?.content['application/json']?.schema

/** What has to be given, with something in each place. */
export function exampleOf(schema: Schema, name = ''): unknown {
  if (schema.default !== undefined) return schema.default
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf?.[0]) return exampleOf(schema.anyOf[0], name)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object') {
    const wanted = (schema.required ?? []).map(key => [key, exampleOf(schema.properties?.[key] ?? {}, key)] as const)
    return Object.fromEntries(wanted)
  }
  if (type === 'array') return schema.items ? [exampleOf(schema.items, name)] : []
  if (type === 'integer' || type === 'number') return schema.minimum ?? 0
  if (type === 'boolean') return false
  if (type === 'null') return null
  return name === 'id' ? '1' : /url/i.test(name) ? 'https://example.org/' : ''
}
