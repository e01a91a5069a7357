// Counts what people do, each of them once an hour for a thing: in Redis by all nodes together, in the process without it or while it is away.
// What is counted is taken every few seconds by whoever keeps it.
import type { Bus } from './redis.ts'
import type { Eyes } from './eyes.ts'

export interface Tally {
  /** Counts it, unless they have been counted for it within the last hour, or for too much. @returns whether it counted */
  add(key: string, eyes: Eyes): Promise<boolean>
  /** What was counted and not taken yet, by this node and in Redis: each count is given once, whoever asks. */
  take(): Promise<Map<string, number>>
  /** Taken, but not kept: it is given again. */
  giveBack(counts: ReadonlyMap<string, number>): void
  /** Counts that wait on this node. */
  waiting(): number
}

/** Seconds. */
const window = 3_600
/** In an hour: things for which one counts, and visitors of one network, altogether and for one thing. */
const most = { who: 1_000, network: 2_000, networkAndKey: 20 }
/** Entries that a node remembers; those from longest ago go first. */
const mostRemembered = 200_000

const countOnce = `
  if not redis.call('SET', KEYS[2], '', 'NX', 'EX', ARGV[2]) then return 0 end
  for i = 3, #KEYS do
    local count = redis.call('INCR', KEYS[i])
    if count == 1 then redis.call('EXPIRE', KEYS[i], ARGV[2]) end
    if count > tonumber(ARGV[i]) then return 0 end
  end
  redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
  return 1`

const takeAll = `
  local counts = redis.call('HGETALL', KEYS[1])
  redis.call('DEL', KEYS[1])
  return counts`

/** @param name of what is counted, in Redis */
export function createTally(bus: Bus | undefined, name: string): Tally {
  let counts = new Map<string, number>()
  // All run out after the same time: those in front are the oldest.
  const counted = new Map<string, { count: number; until: number }>()

  function add(key: string, more: number): void {
    counts.set(key, (counts.get(key) ?? 0) + more)
  }

  /** @returns how often, with this time, within the window */
  function remember(what: string): number {
    const now = Date.now()
    const known = counted.get(what)
    if (known && known.until > now) return ++known.count
    counted.delete(what)
    counted.set(what, { count: 1, until: now + window * 1_000 })
    return 1
  }

  function forget(): void {
    const now = Date.now()
    for (const [what, { until }] of counted) {
      if (until > now && counted.size <= mostRemembered) break
      counted.delete(what)
    }
  }

  return {
    async add(key, { who, network }) {
      // A node remembers what it has asked: a reload asks Redis nothing, and a Redis that has lost its memory counts nobody twice here.
      if (remember(`${key} ${who}`) > 1) return false
      const limits: [string, number][] = [[who, most.who]]
      if (network) limits.push([network, most.network], [`${network} ${key}`, most.networkAndKey])
      if (bus?.ready()) {
        const names = ['counts', `once.${key}.${who}`, ...limits.map(([what]) => `often.${what}`)]
        const values = [key, window, ...limits.map(([, count]) => count)]
        const answer = await bus
          .run(
            countOnce,
            names.map(part => `${name}.${part}`),
            values,
          )
          .catch(() => undefined)
        if (answer !== undefined) return answer === 1
      }
      // Each is remembered, also beyond the first that is too much.
      if (limits.filter(([what, count]) => remember(what) > count).length > 0) return false
      add(key, 1)
      return true
    },
    async take() {
      forget()
      const taken = counts
      counts = new Map()
      const others = bus?.ready() ? await bus.run(takeAll, [`${name}.counts`]).catch(() => []) : []
      const [...pairs] = others as string[]
      for (let at = 0; at < pairs.length; at += 2) {
        taken.set(pairs[at]!, (taken.get(pairs[at]!) ?? 0) + Number(pairs[at + 1]))
      }
      return taken
    },
    giveBack: given => given.forEach((count, key) => add(key, count)),
    waiting: () => [...counts.values()].reduce((sum, count) => sum + count, 0),
  }
}
