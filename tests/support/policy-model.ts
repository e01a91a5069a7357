// Who may see whom, a second time: as a few sets, for the product to be held against.

/** Nobody signed in. */
export const visitor = -1

/** Of each pair [one, other] of people, by their numbers. */
export class Pairs {
  readonly #pairs = new Set<string>()
  has = (one: number, other: number): boolean => this.#pairs.has(`${one} ${other}`)
  set(one: number, other: number, there: boolean): void {
    if (there) this.#pairs.add(`${one} ${other}`)
    else this.#pairs.delete(`${one} ${other}`)
  }
  list = (): [number, number][] => [...this.#pairs].map(pair => pair.split(' ').map(Number) as [number, number])
}

export interface State {
  people: number[]
  follows: Pairs
  asks: Pairs
  blocks: Pairs
  mutes: Pairs
  private: Set<number>
  suspended: Set<number>
  /** Whose image has been taken back. */
  unshared: Set<number>
}

export const verbs = [
  'follow',
  'unfollow',
  'remove-follower',
  'approve',
  'decline',
  'block',
  'unblock',
  'mute',
  'unmute',
  'private',
  'public',
  'unshare',
  'suspend',
  'restore',
] as const
export type Verb = (typeof verbs)[number]

export interface Step {
  verb: Verb
  actor: number
  /** Not used by verbs that concern one person alone. */
  other: number
}

/** Whom a viewer gets by name: also whom they have blocked. */
export function reaches(state: State, viewer: number, other: number): boolean {
  if (viewer === other) return true
  return !state.suspended.has(other) && !state.blocks.has(other, viewer)
}

export function seesPerson(state: State, viewer: number, other: number): boolean {
  return reaches(state, viewer, other) && !state.blocks.has(viewer, other)
}

export function seesThings(state: State, viewer: number, other: number): boolean {
  if (viewer === other) return true
  return seesPerson(state, viewer, other) && (!state.private.has(other) || state.follows.has(viewer, other))
}

export function listsFollower(state: State, viewer: number, followed: number, follower: number): boolean {
  if (!state.follows.has(follower, followed) || !seesThings(state, viewer, followed)) return false
  return viewer === followed ? seesPerson(state, viewer, follower) : seesThings(state, viewer, follower)
}

/** What a step does to the state. @returns false when it must be refused, and does nothing */
export function take(state: State, { verb, actor, other }: Step): boolean {
  const { follows, asks, blocks, mutes } = state
  const part = (one: number, two: number) => {
    follows.set(one, two, false)
    asks.set(one, two, false)
  }
  if (verb === 'private') state.private.add(actor)
  else if (verb === 'public') {
    state.private.delete(actor)
    for (const [asking, asked] of asks.list()) {
      if (asked !== actor) continue
      asks.set(asking, actor, false)
      follows.set(asking, actor, true)
    }
  } else if (verb === 'unshare') {
    if (state.unshared.has(actor)) return false
    state.unshared.add(actor)
  } else if (verb === 'suspend') state.suspended.add(actor)
  else if (verb === 'restore') state.suspended.delete(actor)
  else if (actor === other)
    return (
      verb === 'unfollow' || verb === 'unblock' || verb === 'unmute' || verb === 'remove-follower' || verb === 'decline'
    )
  // Also of whom the other has blocked too.
  else if (verb === 'unblock' && blocks.has(actor, other) && !state.suspended.has(other))
    blocks.set(actor, other, false)
  else if (!reaches(state, actor, other)) return false
  else if (verb === 'follow') {
    if (blocks.has(actor, other)) return false
    if (!follows.has(actor, other)) (state.private.has(other) ? asks : follows).set(actor, other, true)
  } else if (verb === 'unfollow') part(actor, other)
  else if (verb === 'remove-follower') part(other, actor)
  else if (verb === 'approve' || verb === 'decline') {
    const asked = asks.has(other, actor)
    asks.set(other, actor, false)
    if (verb === 'decline') return true
    if (!asked) return follows.has(other, actor)
    follows.set(other, actor, true)
  } else if (verb === 'block') {
    blocks.set(actor, other, true)
    part(actor, other)
    part(other, actor)
  } else if (verb === 'unblock') blocks.set(actor, other, false)
  else mutes.set(actor, other, verb === 'mute')
  return true
}
