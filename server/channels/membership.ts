// Who belongs to the groups that nobody joins: the followers of a person. Read from the follows when an event needs them, kept in
// memory, and dropped by the event that changes them. A socket need not join a room for each of the people it follows.

/** The numbers of the accounts in each of these groups. */
export type MembersQuery = (groups: string[]) => Promise<Map<string, string[]>>

export interface Membership {
  /** Reads what is not known yet; to be awaited before `roomsOf`. */
  load(groups: Iterable<string>): Promise<void>
  /** The rooms that make up a group: the group's own, or one per member. */
  roomsOf(group: string): readonly string[]
  forget(group: string): void
  clear(): void
}

/** @param most how many members are kept in memory, over all groups; what was used longest ago goes first */
export function createMembership(listMembers: MembersQuery, most = 2_000_000): Membership {
  const known = new Map<string, readonly string[]>()
  let count = 0

  function forget(group: string) {
    const rooms = known.get(group)
    if (!rooms) return
    count -= rooms.length
    known.delete(group)
  }

  return {
    async load(groups) {
      const missing: string[] = []
      const wanted = new Set([...groups].filter(hasMembers))
      for (const group of wanted) {
        const rooms = known.get(group)
        if (!rooms) {
          missing.push(group)
          continue
        }
        // Used last: it goes to the end of the map.
        known.delete(group)
        known.set(group, rooms)
      }
      if (missing.length === 0) return
      const members = await listMembers(missing)
      for (const group of missing) {
        const rooms = members.get(group) ?? []
        known.set(group, rooms)
        count += rooms.length
      }
      for (const group of known.keys()) {
        if (count <= most) break
        if (!wanted.has(group)) forget(group)
      }
    },
    roomsOf: group => (hasMembers(group) ? (known.get(group) ?? []) : [group]),
    forget,
    clear() {
      known.clear()
      count = 0
    },
  }
}

const hasMembers = (group: string) => group.startsWith('followers.')
