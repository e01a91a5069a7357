// The types of the protocol as JSON Schema. tests/unit/types.test.ts writes types.json from them, and holds one against the other.
import { readFileSync } from 'node:fs'

export type Schema = { [key: string]: unknown }

interface Types {
  /** By the name of the request. */
  requests: Record<string, { description?: string; answer: Schema }>
  broadcasts: Record<string, { description?: string; payload: Schema }>
  /** By the name of the type. */
  schemas: Record<string, Schema>
}

export const readTypes = (): Types => JSON.parse(readFileSync(new URL('types.json', import.meta.url), 'utf8')) as Types
