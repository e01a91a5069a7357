// People for tests: each signed in on a node, with a socket, asking and hearing as the interface does.
import { randomBytes } from 'node:crypto'
import sharp from 'sharp'
import { io, type Socket } from 'socket.io-client'
import type {
  Answer,
  Broadcasts,
  ClientEvents,
  Data,
  Handshake,
  Input,
  RequestName,
  ServerEvents,
} from '../../server/protocol.ts'
import type { ErrorView, ImageView } from '../../server/views.ts'
import type { Instance, TestNode } from './instance.ts'

type ClientSocket = Socket<ServerEvents, ClientEvents>
type BroadcastName = keyof Broadcasts

/** What a request was refused with. */
export class Refusal extends Error {
  readonly view: ErrorView
  constructor(view: ErrorView) {
    super(`${view.code}: ${view.message}`)
    this.view = view
  }
}

export interface Connection {
  socket: ClientSocket
  /** Every broadcast so far, in order, and when it came, by `performance.now()`. */
  heard: { name: string; payload: unknown; at: number }[]
  ask<Name extends RequestName>(name: Name, input: Input<Name>): Promise<Data<Name>>
  /**
   * The first broadcast of this name that fits, heard already or still to come.
   * @param within milliseconds from this call on; it is waited for longer, so that the failure can say how late it came
   */
  next<Name extends BroadcastName>(
    name: Name,
    fits?: (payload: Broadcasts[Name]) => boolean,
    within?: number,
  ): Promise<Broadcasts[Name]>
  all<Name extends BroadcastName>(name: Name): Broadcasts[Name][]
  /** Why the server ended it. */
  ended: Promise<string>
  close(): void
}

export interface Person extends Connection {
  username: string
  password: string
  node: TestNode
  cookie: string
  /** An HTTP call with the person's cookie, as their browser on our page would make it. */
  http(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  upload(fields?: Record<string, string>, bytes?: Buffer): Promise<ImageView>
  /** One more window. */
  open(handshake?: Handshake, node?: TestNode): Promise<Connection>
}

export const password = 'correct horse battery'

/** Milliseconds: what is seen “at once” or “live” is seen so soon after whoever did it has their answer. */
export const atOnce = 1_000

let count = 0
/** A username that nobody has yet. */
export const freshName = (base = 'person') =>
  `${base}_${(count++).toString(36)}${randomBytes(3).toString('hex')}`.slice(0, 30)

/** Signs somebody up through the front door and opens their first window, which has caught up. */
export async function signUp(instance: Instance, base = 'ada', { node: index = 0 } = {}): Promise<Person> {
  const node = instance.node(index)
  const username = freshName(base)
  const answer = await call(node, 'POST', '/api/accounts', {
    username,
    email: `${username}@example.org`,
    name: base,
    password,
  })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return personOf(node, username, cookieOf(answer))
}

export async function personOf(node: TestNode, username: string, cookie: string): Promise<Person> {
  // The cookie is read at each use: a proof gives them another.
  const person: Person = {
    ...(await connect(node, { cookie })),
    username,
    password,
    node,
    cookie,
    http: (method, path, body, headers) => call(node, method, path, body, { cookie: person.cookie, ...headers }),
    open: (handshake = {}, at = node) => connect(at, { cookie: person.cookie, handshake }),
    async upload(fields = {}, bytes) {
      const form = pictureForm({ title: 'A find', ...fields }, bytes ?? (await somePicture()))
      const answer = await person.http('POST', '/api/images', form)
      const body = (await answer.json()) as { image: ImageView; error: ErrorView }
      if (body.error) throw new Refusal(body.error)
      return body.image
    },
  }
  return person
}

export function pictureForm(fields: Record<string, string>, bytes: Buffer): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', new Blob([new Uint8Array(bytes)]), 'picture.png')
  return form
}

/** A small picture that nobody has kept yet. */
export function somePicture(width = 60, height = 40): Promise<Buffer> {
  const [r, g, b] = randomBytes(3) as unknown as [number, number, number]
  return sharp({ create: { width, height, channels: 3, background: { r, g, b } } })
    .composite([
      {
        input: { create: { width: 8, height: 8, channels: 3, background: { r: b, g: r, b: g } } },
        left: r % 40,
        top: g % 30,
      },
    ])
    .png()
    .toBuffer()
}

export function call(
  node: TestNode,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string | undefined> = {},
): Promise<Response> {
  const isForm = body instanceof FormData
  const given = Object.entries({
    origin: node.url,
    ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
    ...headers,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return fetch(node.url + path, {
    method,
    headers: Object.fromEntries(given),
    body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
    redirect: 'manual',
  })
}

/** That of the session; the browser is then one that nobody knows. */
export const cookieOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0]!)
    .filter(cookie => /^(__Host-)?sid=/.test(cookie))
    .join('; ')

/** What a browser says of itself; programs count as nobody that looks. */
export const browserAgent = (version = 140) =>
  `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`

/** Opens a socket, and waits until it has caught up. */
export async function connect(
  node: Pick<TestNode, 'url'>,
  {
    cookie,
    handshake = {},
    origin = node.url,
    agent = browserAgent(),
    headers = {},
  }: {
    cookie?: string
    handshake?: Handshake
    origin?: string
    agent?: string
    headers?: Record<string, string>
  } = {},
): Promise<Connection> {
  const socket: ClientSocket = io(node.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { ...handshake },
    extraHeaders: { origin, 'user-agent': agent, ...(cookie && { cookie }), ...headers },
  })
  const heard: Connection['heard'] = []
  const waiting = new Set<() => void>()
  socket.onAny((name: string, payload: unknown) => {
    heard.push({ name, payload, at: performance.now() })
    for (const look of [...waiting]) look()
  })
  const ended = new Promise<string>(resolve => socket.on('disconnect', resolve))

  function next<Name extends BroadcastName>(
    name: Name,
    fits: (payload: Broadcasts[Name]) => boolean = () => true,
    within = 20_000,
  ) {
    const asked = performance.now()
    return new Promise<Broadcasts[Name]>((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(look)
        const told = heard.map(event => `${event.name} ${JSON.stringify(event.payload)}`.slice(0, 400))
        reject(new Error(`No "${name}" within 20 s; heard:\n${told.join('\n')}`))
      }, 20_000)
      function look() {
        const event = heard.find(event => event.name === name && fits(event.payload as Broadcasts[Name]))
        if (!event) return
        clearTimeout(timer)
        waiting.delete(look)
        const after = Math.round(event.at - asked)
        if (after > within) reject(new Error(`"${name}" came after ${after} ms, and not within ${within}`))
        else resolve(event.payload as Broadcasts[Name])
      }
      waiting.add(look)
      look()
    })
  }

  const connection: Connection = {
    socket,
    heard,
    async ask(name, input) {
      const answer = (await socket.timeout(20_000).emitWithAck(name, ...([input] as never))) as Answer<unknown>
      if ('error' in answer) throw new Refusal(answer.error)
      return answer.data as never
    },
    next,
    all: name => heard.filter(event => event.name === name).map(event => event.payload as never),
    ended,
    close: () => void socket.close(),
  }
  await new Promise<void>((resolve, reject) => {
    socket.on('connect_error', error => reject(Object.assign(error, { view: (error as { data?: ErrorView }).data })))
    socket.on('live:caught-up', () => resolve())
  })
  return connection
}
