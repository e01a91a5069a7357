// Who may make which request: one row for each, read by the sockets, by POST /api and by the description of the API alike.
import type { RequestName } from '../protocol.ts'

export type Role = 'person' | 'moderator' | 'administrator'

/** What a personal access token may be allowed, beside what visitors may. */
export const scopes = ['read', 'write', 'account', 'administration'] as const
export type Scope = (typeof scopes)[number]

export interface Access {
  who: 'anyone' | 'signed-in' | 'moderator' | 'administrator'
  /** What a personal access token must allow; for `session` no token will do. */
  scope: Scope | 'session'
  /** The person must have proved in the last 15 minutes that it is them. */
  recent?: true
}

const open = { who: 'anyone', scope: 'read' } as const
const read = { who: 'signed-in', scope: 'read' } as const
const write = { who: 'signed-in', scope: 'write' } as const
const account = { who: 'signed-in', scope: 'account' } as const

export const accessOf = {
  'account:edit': account,
  'account:follow': write,
  'account:get': open,
  'account:list': open,
  'account:photo': account,
  'account:remove-photo': account,
  'account:unfollow': write,
  'account:unwatch': open,
  'account:watch': open,
  'activity:list': open,
  'activity:unwatch': open,
  'activity:watch': open,
  'image:bookmark': write,
  'image:edit': write,
  'image:get': open,
  'image:like': write,
  'image:likers': open,
  'image:list': open,
  'image:release': write,
  'image:remove': write,
  'image:unlike': write,
  'image:unwatch': open,
  'image:watch': open,
  'page:read': write,
  'save:begin': write,
  'save:cancel': write,
  'save:list': read,
  'save:retry': write,
} as const satisfies Record<RequestName, Access>

type Named<Who extends Access['who']> = {
  [Name in RequestName]: (typeof accessOf)[Name]['who'] extends Who ? Name : never
}[RequestName]

/** Requests that visitors may make too, and those that only somebody who is signed in may. */
export type OpenRequest = Named<'anyone'>
export type MemberRequest = Exclude<RequestName, OpenRequest>
