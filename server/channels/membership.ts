// Who belongs to the groups that nobody joins: the followers of a person. Read from the follows when an event needs them, kept in
// memory, and dropped by the event that changes them. A socket need not join a room for each of the people it follows.

/** The numbers of the accounts in each of these groups. */
export type MembersQuery = (groups: string[]) => Promise<Map<string, Float64Array>>

export interface Membership {
  /** Reads what is not known yet; to be awaited before `membersOf`. */
  load(groups: Iterable<string>): Promise<void>
  /** The numbers of the accounts in a group that nobody joins; undefined for a group that is a room. */
  membersOf(group: string): Float64Array | undefined
  forget(group: string): void
  clear(): void
}

/** @param most how many members are kept in memory, over all groups; what was used longest ago goes first */
export function createMembership(listMembers: MembersQuery, most = 2_000_000): Membership {
  // Numbers outside of the heap: as the names of rooms, millions of followers would be the larger part of a node's memory.
  const known = new Map<string, Float64Array>()
  let count = 0

  function forget(group: string) {
    const members = known.get(group)
    if (!members) return
    count -= members.length
    known.delete(group)
  }

  return {
    async load(groups) {
      const missing: string[] = []
      const wanted = new Set([...groups].filter(hasMembers))
      for (const group of wanted) {
        const members = known.get(group)
        if (!members) {
          missing.push(group)
          continue
        }
        // Used last: it goes to the end of the map.
        known.delete(group)
        known.set(group, members)
      }
      if (missing.length === 0) return
      const listed = await listMembers(missing)
      for (const group of missing) {
        const members = listed.get(group) ?? nobody
        known.set(group, members)
        count += members.length
      }
      for (const group of known.keys()) {
        if (count <= most) break
        if (!wanted.has(group)) forget(group)
      }
    },
    membersOf: group => (hasMembers(group) ? (known.get(group) ?? nobody) : undefined),
    forget,
    clear() {
      known.clear()
      count = 0
    },
  }
}

const nobody = new Float64Array()
const hasMembers = (group: string) => group.startsWith('followers.')
