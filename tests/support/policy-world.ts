// One person with a private account, and everybody that a person can be to her.
import type { ImageView } from '../../server/views.ts'
import type { Instance } from './instance.ts'
import { call, connect, cookieOf, signUp, type Connection, type Person } from './people.ts'

/** In the order in which they are asked: whoever may change the most comes last. */
export const kinds = [
  'anonymous',
  'suspended',
  'blocked',
  'stranger',
  'muted',
  'follower',
  'moderator',
  'administrator',
  'owner',
] as const
export type Kind = (typeof kinds)[number]

export interface World {
  /** The owner, with an image that a friend likes; the friend and she follow each other. */
  pia: Person
  friend: Person
  image: string
  /** Another one, to be taken away. */
  spare: string
  /** Where the files of pictures are: hers, one of hers that somebody has reported, and one that is for everybody. */
  pictures: Record<'private' | 'reported' | 'public', string>
  /** A public account, which has blocked the blocked one: for what changes something between two. */
  dora: Person
  sockets: Record<Kind, Connection>
  /** Asks over HTTP as one of them. @returns the status and the body */
  ask(kind: Kind, name: string, input: unknown): Promise<{ status: number; body: Answered }>
  http(kind: Kind, method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** Of a visitor none. */
  cookieOf(kind: Kind): string | undefined
  /** Of one more session, to be ended; of whoever cannot sign in the one that they have. */
  signInAgain(kind: Kind): Promise<string | undefined>
}

export interface Answered {
  data?: unknown
  error?: { code: string }
}

/**
 * Everybody looks at her page, her image and everybody's activity, while that is still allowed. Then one is suspended, her account
 * becomes private, she blocks one, and one mutes her.
 */
export async function createWorld(instance: Instance): Promise<World> {
  // Whoever is first runs the instance.
  const administrator = await signUp(instance, 'keeper')
  const people: Partial<Record<Kind | 'friend' | 'dora', Person>> = { administrator }
  for (const [index, name] of [
    'moderator',
    'owner',
    'friend',
    'dora',
    'stranger',
    'follower',
    'muted',
    'blocked',
    'suspended',
  ].entries()) {
    people[name as Kind] = await signUp(instance, name, { node: index % 2 })
  }
  const { owner: pia, friend, dora, moderator, follower, muted, blocked, suspended } = people as Required<typeof people>
  const { db } = instance.node(0).app.ctx
  await db.updateTable('account').set({ role: 'moderator' }).where('username', '=', moderator.username).execute()
  const shown = await pia.upload({ title: 'Things of pia' })
  const { id: image } = shown
  const { id: spare } = await pia.upload({ title: 'Things of pia, too' })
  const reported = await pia.upload({ title: 'Things of pia, reported' })
  const ofDora = await dora.upload({ title: 'Things of dora' })
  await friend.ask('report:send', { kind: 'image', id: reported.id, reason: 'other' })
  const her = { username: pia.username }
  for (const person of [friend, follower, muted]) await person.ask('account:follow', her)
  await pia.ask('account:follow', { username: friend.username })
  await friend.ask('image:like', { id: image })
  const anonymous = await connect(instance.node(1))
  const sockets: Record<Kind, Connection> = { ...(people as Record<Kind, Person>), anonymous }
  for (const kind of kinds) {
    await sockets[kind].ask('image:watch', { id: image })
    await sockets[kind].ask('account:watch', her)
    await sockets[kind].ask('activity:watch', {})
  }

  await administrator.ask('administration:suspend', { username: suspended.username, reason: 'For the test.' })
  await suspended.ended
  await pia.ask('account:edit', { private: true })
  await pia.ask('account:block', { username: blocked.username })
  await dora.ask('account:block', { username: blocked.username })
  await muted.ask('account:mute', her)
  // Everything that all this tells has been told when something later has been.
  const { id: last } = await dora.upload()
  await dora.ask('image:remove', { id: last })
  const heard = kinds
    .filter(kind => kind !== 'suspended')
    .map(kind => sockets[kind].next('image:removed', ({ id }) => id === last))
  await Promise.all(heard)

  const cookieOfKind = (kind: Kind) => (kind === 'anonymous' ? undefined : (people[kind] as Person).cookie)
  const http: World['http'] = (kind, method, path, body, headers) =>
    call(instance.node(0), method, path, body, { cookie: cookieOfKind(kind), ...headers })
  const urlOf = ({ sources }: ImageView) => sources[0]!.url
  return {
    pia,
    friend,
    image,
    spare,
    pictures: { private: urlOf(shown), reported: urlOf(reported), public: urlOf(ofDora) },
    dora,
    sockets,
    http,
    cookieOf: cookieOfKind,
    async signInAgain(kind) {
      const person = people[kind]
      if (!person) return undefined
      const { username: login, password } = person
      const answer = await call(instance.node(0), 'POST', '/api/session', { login, password })
      return answer.status === 201 ? cookieOf(answer) : person.cookie
    },
    async ask(kind, name, input) {
      const answer = await http(kind, 'POST', `/api/${name.replace(':', '/')}`, input)
      return { status: answer.status, body: (await answer.json()) as Answered }
    },
  }
}
