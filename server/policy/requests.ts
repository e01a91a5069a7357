// Who may make which request: one row for each, read by the sockets, by POST /api and by the description of the API alike.
import type { RequestName } from '../protocol.ts'
import type { TokenScope } from '../views.ts'

export type Role = 'person' | 'moderator' | 'administrator'

/** What a personal access token may be allowed, beside what visitors may. */
export const scopes = ['read', 'write', 'account', 'administration'] as const satisfies TokenScope[]
export type Scope = TokenScope

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
/** For the person alone: no access token will do. */
const session = { who: 'signed-in', scope: 'session' } as const

const moderator = { who: 'moderator', scope: 'administration' } as const
const administrator = { who: 'administrator', scope: 'administration' } as const

export const accessOf = {
  'administration:actions': moderator,
  'administration:edit': { ...administrator, recent: true },
  'administration:health': administrator,
  'administration:jobs': administrator,
  'administration:people': moderator,
  'administration:remove-image': moderator,
  'administration:restore': moderator,
  'administration:retry-job': administrator,
  'administration:set-role': { ...administrator, recent: true },
  'administration:suspend': moderator,
  'instance:get': open,
  'invitation:create': write,
  'invitation:get': open,
  'invitation:list': read,
  'invitation:revoke': write,
  'report:list': moderator,
  'report:resolve': moderator,
  'report:send': write,
  'report:unwatch': moderator,
  'report:watch': moderator,
  'account:block': write,
  'account:blocked': read,
  'account:edit': account,
  'account:follow': write,
  'account:followers': open,
  'account:following': open,
  'account:get': open,
  'account:list': open,
  'account:leave': { ...session, recent: true },
  'account:mute': write,
  'account:muted': read,
  'account:photo': account,
  'account:remove-follower': write,
  'account:remove-photo': account,
  'account:search': open,
  'account:suggested': read,
  'account:unblock': write,
  'account:unfollow': write,
  'account:unmute': write,
  'account:unwatch': open,
  'account:watch': open,
  'activity:list': open,
  'activity:unwatch': open,
  'activity:watch': open,
  'email:cancel': session,
  'email:change': { ...session, recent: true },
  'email:confirm': open,
  'email:look': open,
  'email:refuse': open,
  'email:resend': session,
  'export:begin': { ...session, recent: true },
  'export:get': session,
  'export:remove': session,
  'identity:list': session,
  'identity:unlink': { ...session, recent: true },
  'image:bookmark': write,
  'image:edit': write,
  'image:get': open,
  'image:keep': write,
  'image:like': write,
  'image:likers': open,
  'image:list': open,
  'image:look': open,
  'image:popular': open,
  'image:related': open,
  'image:release': write,
  'image:remove': write,
  // Mails are the person's own to send.
  'image:share': session,
  'image:unlike': write,
  'image:unwatch': open,
  'image:view': open,
  'image:watch': open,
  'notification:list': read,
  'notification:prefer': account,
  'notification:preferences': read,
  'notification:read': write,
  'page:read': write,
  'push:subscribe': session,
  'push:unsubscribe': session,
  'request:approve': write,
  'request:decline': write,
  'request:list': read,
  'passkey:list': session,
  'passkey:remove': { ...session, recent: true },
  'passkey:rename': session,
  'save:begin': write,
  'save:cancel': write,
  'save:list': read,
  'save:retry': write,
  'search:find': open,
  'session:end': { ...session, recent: true },
  'session:end-others': { ...session, recent: true },
  'session:list': session,
  'token:create': { ...session, recent: true },
  'token:list': session,
  'token:revoke': session,
  'two-factor:begin': { ...session, recent: true },
  'two-factor:disable': { ...session, recent: true },
  'two-factor:enable': { ...session, recent: true },
  'two-factor:get': session,
  'two-factor:renew-codes': { ...session, recent: true },
  'wall:leave': write,
  'wall:place': read,
} as const satisfies Record<RequestName, Access>

type Named<Who extends Access['who']> = {
  [Name in RequestName]: (typeof accessOf)[Name]['who'] extends Who ? Name : never
}[RequestName]

/** Requests that visitors may make too, and those that only somebody who is signed in may. */
export type OpenRequest = Named<'anyone'>
export type MemberRequest = Exclude<RequestName, OpenRequest>
