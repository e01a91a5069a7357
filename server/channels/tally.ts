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
/** Entries of each kind that a node remembers; those from longest ago go first. Of one network they are never more than two for each count. */
const mostRemembered = 200_000

/** Answers 1 when it counts, 0 when it did before, -1 when it is too much: of that nothing is remembered. */
const countOnce = `
  if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
  for i = 3, #KEYS do
    if tonumber(redis.call('GET', KEYS[i]) or 0) >= tonumber(ARGV[i]) then return -1 end
  end
  redis.call('SET', KEYS[2], '', 'EX', ARGV[2])
  for i = 3, #KEYS do
    if redis.call('INCR', KEYS[i]) == 1 then redis.call('EXPIRE', KEYS[i], ARGV[2]) end
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
  const seen = createMemory()
  // Apart: whoever is seen pushes out no limit.
  const often = createMemory()

  function add(key: string, more: number): void {
    counts.set(key, (counts.get(key) ?? 0) + more)
  }

  return {
    async add(key, { who, network }) {
      const once = `${key} ${who}`
      // A node remembers whom it knows to be counted: a reload asks Redis nothing, and a Redis that has lost its memory counts nobody twice
      // here.
      if (seen.count(once) > 0) return false
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
        if (answer === 0 || answer === 1) seen.remember(once)
        if (answer !== undefined) return answer === 1
        // Asked twice at the same time.
        if (seen.count(once) > 0) return false
      }
      // Nothing is remembered of whoever is too much: a flood would push out what is.
      if (limits.some(([what, count]) => often.count(what) >= count)) return false
      for (const [what] of limits) often.remember(what)
      seen.remember(once)
      add(key, 1)
      return true
    },
    async take() {
      seen.forget()
      often.forget()
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

/** How often there was what, within an hour from its first time. */
function createMemory() {
  // All run out after the same time: those in front are the oldest.
  const known = new Map<string, { count: number; until: number }>()
  const find = (what: string) => {
    const entry = known.get(what)
    return entry && entry.until > Date.now() ? entry : undefined
  }

  return {
    count: (what: string): number => find(what)?.count ?? 0,
    remember(what: string): void {
      const entry = find(what)
      if (entry) return void entry.count++
      known.delete(what)
      known.set(what, { count: 1, until: Date.now() + window * 1_000 })
    },
    /** What has run out, and the oldest of what is too much. */
    forget(): void {
      const now = Date.now()
      for (const [what, { until }] of known) {
        if (until > now && known.size <= mostRemembered) break
        known.delete(what)
      }
    },
  }
}
