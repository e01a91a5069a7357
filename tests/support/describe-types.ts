// Reads the types of the protocol as JSON Schema, so that the description of the API needs no second truth. What it cannot read, it
// refuses: the protocol is made of plain interfaces, unions, lists and literals.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync } from 'vite'

export type Schema = { [key: string]: unknown }

export interface Described {
  /** By the name of the request. */
  requests: Record<string, { description?: string; answer: Schema }>
  broadcasts: Record<string, { description?: string; payload: Schema }>
  /** By the name of the type. */
  schemas: Record<string, Schema>
}

/** A node of the syntax tree, as far as it is read here. */
interface Node {
  type: string
  start: number
  end: number
  [key: string]: unknown
}

interface Declaration {
  node: Node
  doc: string | undefined
  source: Source
}

interface Source {
  text: string
  docs: { end: number; text: string }[]
}

/**
 * @param path of protocol.ts; what it imports is read with it
 * @param more names of types that are described though no request or broadcast mentions them
 */
export function describeTypes(path: string, more: string[]): Described {
  const declarations = new Map<string, Declaration>()
  readDeclarations(path, declarations, new Set())
  const schemas: Record<string, Schema> = {}

  function refer(name: string): Schema {
    const declared = declarations.get(name)
    if (!declared) throw new Error(`The type ${name} is not declared in the protocol.`)
    if (!(name in schemas)) {
      // Before it is read: it may mention itself.
      schemas[name] = {}
      const isInterface = declared.node.type === 'TSInterfaceDeclaration'
      const schema = isInterface ? ofInterface(declared) : ofType(annotated(declared.node), declared)
      schemas[name] = { ...(declared.doc && { description: declared.doc }), ...schema }
    }
    return { $ref: `#/components/schemas/${name}` }
  }

  function membersOf(name: string): { node: Node; source: Source }[] {
    const declared = declarations.get(name)
    if (declared?.node.type !== 'TSInterfaceDeclaration') throw new Error(`${name} is no interface of the protocol.`)
    const { node, source } = declared
    const inherited = list(node.extends).flatMap(parent => membersOf(nameOf(parent.expression as Node)))
    return [...inherited, ...list((node.body as Node).body).map(member => ({ node: member, source }))]
  }

  function ofInterface({ node, source }: Declaration): Schema {
    const parents = list(node.extends).map(({ expression, typeArguments }) =>
      resolved(ofReference({ ...node, typeName: expression, typeArguments }, { source })),
    )
    const own = ofProperties(list((node.body as Node).body).map(member => ({ node: member, source })))
    return parents.length > 0 ? merged([...parents, own]) : own
  }

  function ofProperties(members: { node: Node; source: Source }[]): Schema {
    const properties: Record<string, Schema> = {}
    const required: string[] = []
    for (const { node, source } of members) {
      if (node.type !== 'TSPropertySignature') throw new Error(`A ${node.type} cannot be described.`)
      const name = nameOf(node.key as Node)
      const description = docBefore(source, node.start)
      properties[name] = { ...(description && { description }), ...ofType(annotated(node), { source }) }
      if (!node.optional) required.push(name)
    }
    return { type: 'object', properties, ...(required.length > 0 && { required }) }
  }

  function ofType(node: Node, from: { source: Source }): Schema {
    switch (node.type) {
      case 'TSStringKeyword':
        return { type: 'string' }
      case 'TSNumberKeyword':
        return { type: 'number' }
      case 'TSBooleanKeyword':
        return { type: 'boolean' }
      case 'TSNullKeyword':
        return { type: 'null' }
      case 'TSUnknownKeyword':
        return {}
      case 'TSLiteralType':
        return { const: (node.literal as Node).value }
      case 'TSParenthesizedType':
        return ofType(annotated(node), from)
      case 'TSTypeOperator':
        return ofType(annotated(node), from)
      case 'TSArrayType':
        return { type: 'array', items: ofType(node.elementType as Node, from) }
      case 'TSTypeLiteral':
        return ofProperties(list(node.members).map(member => ({ node: member, source: from.source })))
      case 'TSUnionType':
        return ofUnion(list(node.types).map(part => ofType(part, from)))
      case 'TSIntersectionType':
        return merged(list(node.types).map(part => resolved(ofType(part, from))))
      case 'TSTypeReference':
        return ofReference(node, from)
      case 'TSIndexedAccessType': {
        const { properties } = resolved(ofType(node.objectType as Node, from))
        const index = ofType(node.indexType as Node, from).const as string
        return (properties as Record<string, Schema>)[index]!
      }
      default:
        throw new Error(`A ${node.type} cannot be described: ${from.source.text.slice(node.start, node.end)}`)
    }
  }

  function ofReference(node: Node, from: { source: Source }): Schema {
    const name = nameOf(node.typeName as Node)
    const [first, second] = list((node.typeArguments as Node | undefined)?.params).map(given =>
      ofType.bind(0, given, from),
    )
    const names = () => {
      const given = second!()
      return (given.enum ?? [given.const]) as string[]
    }
    switch (name) {
      case 'Record': {
        const value = list((node.typeArguments as Node).params)[1]!
        return value.type === 'TSNeverKeyword'
          ? { type: 'object', maxProperties: 0 }
          : { type: 'object', additionalProperties: second!() }
      }
      case 'Array':
      case 'ReadonlyArray':
        return { type: 'array', items: first!() }
      case 'Partial': {
        const { required: _, ...rest } = resolved(first!())
        return rest
      }
      case 'Omit':
      case 'Pick': {
        const chosen = names()
        const { properties, required, ...rest } = resolved(first!())
        const keeps = (key: string) => chosen.includes(key) === (name === 'Pick')
        return {
          ...rest,
          properties: Object.fromEntries(Object.entries(properties as object).filter(([key]) => keeps(key))),
          required: ((required ?? []) as string[]).filter(keeps),
        }
      }
      default:
        if (first) throw new Error(`The type ${name}<…> cannot be described.`)
        return refer(name)
    }
  }

  /** What a reference stands for. */
  function resolved(schema: Schema): Schema {
    if (typeof schema.$ref !== 'string') return schema
    const { description: _, ...rest } = schemas[schema.$ref.replace(/.*\//, '')]!
    return resolved(rest)
  }

  for (const name of more) refer(name)
  const each = <Value>(name: string, read: (node: Node, source: Source) => Value) =>
    Object.fromEntries(
      membersOf(name)
        .map(({ node, source }) => {
          const description = docBefore(source, node.start)
          return [
            nameOf(node.key as Node),
            { ...(description && { description }), ...read(annotated(node), source) },
          ] as const
        })
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    )
  return {
    requests: each('Requests', (node, source) => ({ answer: ofType(list(node.elementTypes)[1]!, { source }) })),
    broadcasts: each('Broadcasts', (node, source) => ({ payload: ofType(node, { source }) })),
    schemas: Object.fromEntries(Object.entries(schemas).sort(([one], [other]) => (one < other ? -1 : 1))),
  }
}

function ofUnion(parts: Schema[]): Schema {
  const simple = (part: Schema) => typeof part.type === 'string' && Object.keys(part).length === 1
  if (parts.every(part => 'const' in part)) return { enum: parts.map(part => part.const) }
  if (parts.every(simple)) return { type: parts.map(part => part.type) }
  const literals = parts.filter(part => 'const' in part)
  const others = parts.filter(part => !('const' in part))
  return { anyOf: literals.length > 1 ? [ofUnion(literals), ...others] : parts }
}

function merged(parts: Schema[]): Schema {
  // An alternative that has a part in common is an alternative of the whole.
  const open = parts.findIndex(part => 'anyOf' in part)
  if (open >= 0) {
    const choices = parts[open]!.anyOf as Schema[]
    return { anyOf: choices.map(choice => merged(parts.with(open, choice))) }
  }
  if (parts.some(part => part.type !== 'object')) throw new Error('Only objects can be described as an intersection.')
  const required = parts.flatMap(part => (part.required ?? []) as string[])
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map(part => part.properties)) as Schema,
    ...(required.length > 0 && { required: [...new Set(required)] }),
  }
}

function readDeclarations(path: string, found: Map<string, Declaration>, seen: Set<string>): void {
  if (seen.has(path)) return
  seen.add(path)
  const text = readFileSync(path, 'utf8')
  const { program, comments } = parseSync(path, text)
  const docs = comments
    .filter(comment => comment.type === 'Block' && comment.value.startsWith('*'))
    .map(comment => ({ end: comment.end, text: wordsOf(comment.value) }))
  const source = { text, docs }
  for (const node of program.body as unknown as Node[]) {
    const from = (node.source as Node | null | undefined)?.value
    if (typeof from === 'string' && from.startsWith('.')) readDeclarations(join(dirname(path), from), found, seen)
    const declared = (node.declaration ?? node) as Node
    if (declared.type !== 'TSInterfaceDeclaration' && declared.type !== 'TSTypeAliasDeclaration') continue
    const name = nameOf(declared.id as Node)
    // The nearer to the protocol counts: what it imports has been read before it.
    found.set(name, { node: declared, doc: docBefore(source, node.start), source })
  }
}

const wordsOf = (comment: string) =>
  comment
    .split('\n')
    .map(line => line.replace(/^\s*\*+\s?/, '').trim())
    .join(' ')
    .trim()

const docBefore = ({ text, docs }: Source, start: number) =>
  docs.find(doc => doc.end <= start && text.slice(doc.end, start).trim() === '')?.text

const list = (nodes: unknown) => (nodes ?? []) as Node[]
const nameOf = (node: Node) => (node.name ?? node.value) as string

/** Of an alias, a property or brackets: the type it names. */
function annotated(node: Node): Node {
  const annotation = node.typeAnnotation as Node
  return annotation.type === 'TSTypeAnnotation' ? annotated(annotation) : annotation
}
