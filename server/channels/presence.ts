// How many people look at something, on all nodes together: each person once, however many windows they have, and of the visitors of one
// network so many at most. Nobody is told who. In Redis every node keeps its own people in a sorted set, for a short time that it prolongs:
// those of a node that was killed run out.
import { randomBytes } from 'node:crypto'
import type { Server } from 'socket.io'
import type { Eyes } from './eyes.ts'
import type { Bus } from './redis.ts'

export interface Presence {
  /**
   * A connection looks at what a group is about, and at nothing else; it ends when it leaves the group. Without one it only asks.
   * @returns how many people look
   */
  look(group: string, looker?: Looker): Promise<number>
  leave(group: string, connection: string): void
  /** Connections of this node that look at something. */
  size(): number
  close(): Promise<void>
}

export interface Looker {
  connection: string
  eyes: Eyes
}

/** Milliseconds. A killed node's people are gone after `lasts`, and others hear of it at their next `renewed`: within 28 s. */
const lasts = 20_000
const renewed = 8_000
/** Between two words about the same thing, whichever nodes have them. */
const paced = 1_000

/** Of one network so many visitors count, as with views: each of their connections is somebody, and anybody can open many. */
const mostOfNetwork = 20
/** Of so many each second's count is exact enough for whoever joins them. */
const many = 200

/** What this node knows of one group. */
interface Scene {
  /** The connections of each person, and of the visitors of each network. */
  people: Map<string, Set<string>>
  /** What Redis has not been told yet: which entry has come (true) or gone. */
  news: Map<string, boolean>
  told: number
  toldAt: number
  /** What was found last, and when. */
  count: number
  countedAt: number
  later: NodeJS.Timeout | undefined
}

/** A person is p…, visitors are the v… of their network. */
const whoOf = ({ who, network }: Eyes) => (network === null ? who : `v${network}`)
const mostOf = (who: string) => (who.startsWith('v') ? mostOfNetwork : 1)

/** As many as count: not for which connection each is, so that in the place of one who goes another counts who was too much. */
const entriesOf = ({ people }: Scene) =>
  [...people].flatMap(([who, { size }]) =>
    Array.from({ length: Math.min(size, mostOf(who)) }, (_, at) => entryOf(who, at + 1)),
  )
const entryOf = (who: string, number: number) => `${who}.${number}`

/**
 * Values: how long an entry lasts, the pause, the most of a network, then +entry or -entry. Answers how many people, and whether that may
 * be told: 1 now, 2 later.
 */
const settleScript = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  for i = 4, #ARGV do
    local entry = string.sub(ARGV[i], 2)
    if string.sub(ARGV[i], 1, 1) == '+' then redis.call('ZADD', KEYS[1], now + ARGV[1], entry)
    else redis.call('ZREM', KEYS[1], entry) end
  end
  redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  local people, known = 0, {}
  for _, entry in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
    local who = string.match(entry, '^[^@.]+')
    known[who] = (known[who] or 0) + 1
    local most = string.sub(who, 1, 1) == 'v' and tonumber(ARGV[3]) or 1
    if known[who] <= most then people = people + 1 end
  end
  if redis.call('GET', KEYS[2]) == tostring(people) then return {people, 0} end
  if not redis.call('SET', KEYS[3], '', 'NX', 'PX', ARGV[2]) then return {people, 2} end
  redis.call('SET', KEYS[2], people, 'PX', 60000)
  return {people, 1}`

export function createPresence(
  io: Server,
  bus: Bus | undefined,
  tell: (group: string, people: number) => void,
): Presence {
  const node = randomBytes(6).toString('base64url')
  const scenes = new Map<string, Scene>()
  const places = new Map<string, { group: string; who: string }>()
  const running = new Set<Promise<number>>()
  const { adapter } = io.of('/')

  function sceneOf(group: string): Scene {
    let scene = scenes.get(group)
    if (!scene) {
      const never = { told: 0, toldAt: -Infinity, count: 0, countedAt: -Infinity }
      scene = { people: new Map(), news: new Map(), later: undefined, ...never }
      scenes.set(group, scene)
    }
    return scene
  }

  /** Tells Redis what is new here, and the watchers how many look if that is another number now. @returns how many */
  function settle(group: string): Promise<number> {
    const scene = sceneOf(group)
    clearTimeout(scene.later)
    scene.later = undefined
    const work = settleNow(group, scene).finally(() => {
      running.delete(work)
      if (scene.people.size === 0 && scene.news.size === 0 && !scene.later) scenes.delete(group)
    })
    running.add(work)
    return work
  }

  async function settleNow(group: string, scene: Scene): Promise<number> {
    const { news } = scene
    scene.news = new Map()
    const shared = bus?.ready() ? await settleShared(bus, group, news) : undefined
    const people = shared?.[0] ?? entriesOf(scene).length
    Object.assign(scene, { count: people, countedAt: performance.now() })
    // Alone, what it has told is known here.
    const alone = people === scene.told ? 0 : performance.now() - scene.toldAt < paced ? 2 : 1
    const verdict = shared?.[1] ?? alone
    if (verdict === 2) scene.later ??= setTimeout(() => void settle(group), paced)
    if (verdict === 1) {
      Object.assign(scene, { told: people, toldAt: performance.now() })
      tell(group, people)
    }
    return people
  }

  async function settleShared(
    to: Bus,
    group: string,
    news: Map<string, boolean>,
  ): Promise<[number, number] | undefined> {
    const entries = [...news].map(([entry, here]) => `${here ? '+' : '-'}${entry}@${node}`)
    const names = ['looking', 'looking-told', 'looking-pause'].map(name => `${name}.${group}`)
    // Who has gone unnoticed runs out; who is here is told again soon.
    return to.run(settleScript, names, [lasts, paced, mostOfNetwork, ...entries]).then(
      answer => answer as [number, number],
      () => undefined,
    )
  }

  function come(group: string, connection: string, who: string): void {
    const before = places.get(connection)
    if (before?.group === group && before.who === who) return
    if (before) leave(before.group, connection)
    places.set(connection, { group, who })
    const { people, news } = sceneOf(group)
    const connections = people.get(who) ?? new Set()
    people.set(who, connections.add(connection))
    if (connections.size <= mostOf(who)) news.set(entryOf(who, connections.size), true)
  }

  function leave(group: string, connection: string): void {
    const place = places.get(connection)
    if (place?.group !== group) return
    places.delete(connection)
    const scene = sceneOf(group)
    const connections = scene.people.get(place.who)
    if (!connections?.delete(connection)) return
    if (connections.size === 0) scene.people.delete(place.who)
    if (connections.size >= mostOf(place.who)) return
    scene.news.set(entryOf(place.who, connections.size + 1), false)
    // Many may leave in one turn.
    scene.later ??= setTimeout(() => void settle(group), 10)
  }
  adapter.on('leave-room', leave)

  const renew = setInterval(() => {
    for (const [group, scene] of scenes) {
      for (const entry of entriesOf(scene)) scene.news.set(entry, true)
      void settle(group)
    }
  }, renewed)

  return {
    async look(group, looker) {
      // Whoever has left meanwhile would stay for ever.
      if (looker && adapter.rooms.get(group)?.has(looker.connection)) {
        come(group, looker.connection, whoOf(looker.eyes))
      }
      const scene = sceneOf(group)
      if (Math.max(scene.people.size, scene.count) < many || performance.now() - scene.countedAt > paced)
        return settle(group)
      scene.later ??= setTimeout(() => void settle(group), paced)
      return scene.count
    },
    leave,
    size: () => places.size,
    async close() {
      clearInterval(renew)
      adapter.off('leave-room', leave)
      for (const [group, scene] of scenes) {
        for (const entry of entriesOf(scene)) scene.news.set(entry, false)
        scene.people.clear()
        void settle(group)
      }
      while (running.size > 0) await Promise.all(running)
      for (const { later } of scenes.values()) clearTimeout(later)
    },
  }
}
