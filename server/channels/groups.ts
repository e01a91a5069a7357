// The channel layer as the verbs see it: groups are named here, and only here.
import type { Broadcasts } from '../protocol.ts'
import type { Cursor } from '../views.ts'
import type { Position } from './cursor.ts'

/** Every tab and device of a person. */
export const tabsOf = (accountId: string) => `account.${accountId}`
/** The sockets of one sign-in. */
export const socketsOf = (sessionId: string) => `session.${sessionId}`
/** Everybody who follows a person: nobody joins it, its members are read from the follows. */
export const followersOf = (accountId: string) => `followers.${accountId}`
/** Whoever looks at an image. */
export const watchersOf = (imageId: string) => `image.${imageId}`
export const imageOf = (group: string) => group.slice(watchersOf('').length)
/** Whoever looks at a person's page. */
export const visitorsOf = (accountId: string) => `profile.${accountId}`
/** Everybody who is connected, signed in or not: for what must be gone from wherever it is shown. */
export const everyTab = 'every-tab'
/** Whoever wants to see what everybody does. */
export const everybody = 'everybody'

/** Moderators who look at the reports. */
export const staff = 'staff'

/** Nobody's: `groupChanged` of it says that others may see a person, or their things, from now on. */
export const audienceOf = (accountId: string) => `audience.${accountId}`
/** Whose audience that is; undefined for another group. */
export const ofAudience = (group: string) =>
  group.startsWith('audience.') ? group.slice('audience.'.length) : undefined

/** Events that no client hears of. */
export const isInternal = (name: string) => name.startsWith('group:') || name.startsWith('log:')

export interface Groups {
  /** Tells the tails of all nodes that something was committed. Only a hint: without it they look within a second. */
  hint(): void
  /** Tells who is in a group now, on every node, what is worth nothing a moment later: it may be lost, and nobody catches up on it. */
  tell<Name extends keyof Broadcasts>(group: string, name: Name, payload: Broadcasts[Name]): void
  /** The cursor of a place in the log. */
  cursorOf(position: Position): Cursor
  /** Where this node is in the log: what is read from now on is not older. */
  here(): Cursor
}

/** A durable event, recorded in the transaction of the change that it tells. */
export interface NewEvent {
  name: string
  groups: string[]
  /**
   * The people whom it tells of, or whose things: whichever member may not see one of them does not hear it. Of an activity the first
   * is who did it. Nobody for what is a member's own.
   */
  subjects?: string[]
  /** What every member may see; an object, to which its cursor is added. */
  payload: object
  /** The number of the activity that it announces; a new one when absent. */
  id?: string
}

/** For the nodes themselves: the members of these groups are others now, or what these people hear. */
export const groupChanged = (...groups: string[]): NewEvent => ({ name: 'group:changed', groups, payload: {} })
/** For the nodes themselves: these events are told no more to whoever comes back; the log has lost them already. */
export const eventsWithdrawn = (...cursors: Cursor[]): NewEvent => ({
  name: 'log:withdrawn',
  groups: cursors,
  payload: {},
})
/** For the nodes themselves: the sockets in these groups are closed. */
export const groupClosed = (...groups: string[]): NewEvent => ({ name: 'group:closed', groups, payload: {} })
