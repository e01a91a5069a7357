// Who hears what is told live of people and their things: the rules of visible.ts, for the tail. What it knows of a person is read when
// an event needs it, kept in memory, and dropped by the event that changes it (`group:changed` of `audienceOf` the person).
import { sql, type Kysely } from 'kysely'
import { everyTab } from '../channels/groups.ts'
import type { Database } from '../database/tables.ts'

/** What stands in the way of hearing of a person, when anything does. */
export interface Limits {
  active: boolean
  private: boolean
  /** Between whom and this person there is a block. */
  hiddenFrom: ReadonlySet<number>
  mutedBy: ReadonlySet<number>
  /** Of a private account alone. */
  followers: ReadonlySet<number>
}

export type LimitsQuery = (accountIds: string[]) => Promise<Map<string, Limits>>

/** A person's number; null for a visitor. */
export type Viewer = number | null

export interface Audience {
  /** Reads what is not known yet; to be awaited before the others are called. */
  load(accountIds: Iterable<string>): Promise<void>
  knows(accountIds: string[]): boolean
  /**
   * Who of the members of its groups may hear an event; undefined when that is all of them, as it nearly always is. That their own
   * image is saved people hear in any case: who comes back hears it without what it looks like, of whom they may not see.
   */
  filterOf(event: { name: string; subjects: string[]; groups?: string[] }): ((viewer: Viewer) => boolean) | undefined
  /** Whether a viewer may go on looking at somebody's page, or at one of their images. */
  maySee(viewer: Viewer, accountId: string, what: Sight): boolean
  forget(accountId: string): void
  clear(): void
}

/** The person (name, photo, counts), or what is theirs (images, activity, lists). */
export type Sight = 'person' | 'things'

/** Nobody stands in anybody's way: the same for nearly everybody. */
const open = undefined
const gone: Limits = {
  active: false,
  private: false,
  hiddenFrom: new Set(),
  mutedBy: new Set(),
  followers: new Set(),
}

/** @param most how many people are remembered; who was needed longest ago goes first */
export function createAudience(listLimits: LimitsQuery, most = 200_000): Audience {
  const known = new Map<string, Limits | typeof open>()
  /** For each reading under way, who has changed since it began: of them it may have read too early. */
  const readings = new Set<Set<string>>()

  async function read(ids: string[]): Promise<void> {
    const changed = new Set<string>()
    readings.add(changed)
    try {
      const listed = await listLimits(ids)
      for (const id of ids) if (!changed.has(id)) known.set(id, simplify(listed.get(id) ?? gone))
    } finally {
      readings.delete(changed)
    }
  }

  return {
    async load(accountIds) {
      const wanted = new Set(accountIds)
      for (;;) {
        const missing = [...wanted].filter(id => !known.has(id))
        if (missing.length === 0) break
        await read(missing)
      }
      for (const id of wanted) {
        // Used last: it goes to the end of the map.
        const limits = known.get(id)
        known.delete(id)
        known.set(id, limits)
      }
      for (const id of known.keys()) {
        if (known.size <= most) break
        if (!wanted.has(id)) known.delete(id)
      }
    },
    knows: accountIds => accountIds.every(id => known.has(id)),
    filterOf({ name, subjects, groups = [] }) {
      if (name === 'image:saved') return open
      if (subjects.every(id => known.has(id) && known.get(id) === open))
        return name === 'account:hidden' ? nobody : open
      const sight = sightOf(name)
      const limits = subjects.map(id => [Number(id), known.has(id) ? known.get(id) : gone] as const)
      const sees = (viewer: Viewer) => limits.every(([subject, limit]) => passes(limit, subject, viewer, sight))
      // It tells that somebody cannot be seen, to those for whom it is so; told to everybody, not to those for whom it was so before.
      if (name === 'account:hidden') {
        const before = (viewer: Viewer) => viewer !== null && limits.some(([, limit]) => limit?.hiddenFrom.has(viewer))
        const told = groups.includes(everyTab) ? before : nobody
        return viewer => !sees(viewer) && !told(viewer)
      }
      if (name !== 'activity:recorded') return sees
      const actor = limits[0]?.[1]
      return viewer => sees(viewer) && !(viewer !== null && actor?.mutedBy.has(viewer))
    },
    maySee: (viewer, id, sight) => passes(known.has(id) ? known.get(id) : gone, Number(id), viewer, sight),
    forget(accountId) {
      known.delete(accountId)
      for (const changed of readings) changed.add(accountId)
    },
    clear() {
      for (const id of known.keys()) for (const changed of readings) changed.add(id)
      known.clear()
    },
  }
}

const nobody = () => false

/** Events tell of people's things, but for these. */
function sightOf(name: string): Sight {
  if (name === 'account:hidden') return 'things'
  return /^(activity|image):/.test(name) ? 'things' : 'person'
}

function passes(limits: Limits | typeof open, subject: number, viewer: Viewer, sight: Sight): boolean {
  if (limits === open || viewer === subject) return true
  if (!limits.active || (viewer !== null && limits.hiddenFrom.has(viewer))) return false
  return sight === 'person' || !limits.private || (viewer !== null && limits.followers.has(viewer))
}

function simplify(limits: Limits): Limits | typeof open {
  const limited = !limits.active || limits.private || limits.hiddenFrom.size > 0 || limits.mutedBy.size > 0
  return limited ? limits : open
}

interface LimitsRow {
  id: string
  active: boolean
  private: boolean
  hiddenFrom: string | null
  mutedBy: string | null
  followers: string | null
}

/** What `createAudience` reads; whoever is not in the answer is not there any more. */
export async function listLimits(db: Kysely<Database>, accountIds: string[]): Promise<Map<string, Limits>> {
  const { rows } = await sql<LimitsRow>`
    select account.id, account.active, account.private, (
        select string_agg(other.id::text, ',') from (
          -- Moderators are not shut out by the blocks of others.
          select blocked_id as id from block join account as viewer on viewer.id = blocked_id
          where blocker_id = account.id and viewer.role = 'person'
          union all select blocker_id from block where blocked_id = account.id
        ) as other) as hidden_from,
      (select string_agg(muter_id::text, ',') from mute where muted_id = account.id) as muted_by,
      case when account.private then (
        select string_agg(follower_id::text, ',') from follow where followed_id = account.id
      ) end as followers
    from account where id = any(${accountIds}::bigint[])`.execute(db)
  return new Map(
    rows.map(({ id, hiddenFrom, mutedBy, followers, ...state }) => [
      id,
      { ...state, hiddenFrom: numbers(hiddenFrom), mutedBy: numbers(mutedBy), followers: numbers(followers) },
    ]),
  )
}

const none: ReadonlySet<number> = new Set()
const numbers = (text: string | null): ReadonlySet<number> => (text ? new Set(text.split(',').map(Number)) : none)
