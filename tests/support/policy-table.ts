// Who may do, and hear, what: the whole policy as a table. What is asked, told or called without a row here fails `tsc` and the test.
import type { accessOfCall } from '../../server/policy/calls.ts'
import type { Broadcasts, RequestName } from '../../server/protocol.ts'
import type { ErrorCode } from '../../server/views.ts'
import { kinds, type Kind, type World } from './policy-world.ts'

/** `yes`: the answer shows what was looked for, or it was done; `no`: it does not show it. */
export type Outcome = 'yes' | 'no' | ErrorCode

/** Nobody's business but the caller's own: whoever is signed in passes, with the role. */
export interface Gate {
  gate: 'anyone' | 'signed-in' | 'moderator' | 'administrator'
}
export interface Asked {
  input(world: World): unknown
  /** What must be in the answer for a `yes`; without it, every answer is one. */
  mark?(world: World): string
  outcomes: Record<Kind, Outcome>
}

const anyone: Gate = { gate: 'anyone' }
const own: Gate = { gate: 'signed-in' }
const moderators: Gate = { gate: 'moderator' }
const administrators: Gate = { gate: 'administrator' }

const all = <Found extends Outcome | number>(usual: Found, others: Partial<Record<Kind, Found>>): Record<Kind, Found> =>
  ({ ...Object.fromEntries(kinds.map(kind => [kind, usual])), ...others }) as Record<Kind, Found>
/** Who she is is for everybody whom she has not blocked. */
const person = all('yes', { blocked: 'not_found' })
/** In a list, whom one may not see is not missing. */
const listed = all('yes', { blocked: 'no' })
/** What she shows is for her followers; a list of it is empty for others. */
const things = all('no', { blocked: 'not_found', follower: 'yes', muted: 'yes', owner: 'yes' })
const image = all('not_found', { follower: 'yes', muted: 'yes', owner: 'yes' })
const signedOut = { anonymous: 'unauthenticated', suspended: 'unauthenticated' } as const
/** A verb upon a public account that has blocked one of them. */
const verb = all('yes', { ...signedOut, blocked: 'not_found' })
const ofPia = ({ pia }: World) => ({ username: pia.username })
const byPia = ({ pia }: World) => ({ by: pia.username, limit: 50 })
const ofDora = ({ dora }: World) => ({ username: dora.username })
const ofImage = (world: World) => ({ id: world.image })
const herName = ({ pia }: World) => `"${pia.username}"`
const friendName = ({ friend }: World) => `"${friend.username}"`
const herTitle = () => 'Things of pia'

export const requests: Record<RequestName, Gate | Asked> = {
  'account:block': { input: ofDora, outcomes: verb },
  'account:blocked': own,
  'account:edit': own,
  'account:follow': { input: ofPia, outcomes: all('yes', { ...signedOut, blocked: 'not_found', owner: 'invalid' }) },
  'account:followers': { input: ofPia, mark: friendName, outcomes: things },
  'account:following': { input: ofPia, mark: friendName, outcomes: things },
  'account:get': { input: ofPia, mark: herName, outcomes: person },
  'account:leave': own,
  'account:list': { input: () => ({ limit: 50 }), mark: herName, outcomes: listed },
  'account:mute': { input: ofDora, outcomes: verb },
  'account:muted': own,
  'account:photo': own,
  'account:remove-follower': { input: ofDora, outcomes: verb },
  'account:remove-photo': own,
  'account:search': { input: ({ pia }) => ({ text: pia.username }), mark: herName, outcomes: listed },
  'account:suggested': own,
  'account:unblock': { input: ofDora, outcomes: verb },
  'account:unfollow': { input: ofDora, outcomes: verb },
  'account:unmute': { input: ofDora, outcomes: verb },
  'account:unwatch': { input: ofPia, outcomes: all('yes', {}) },
  'account:watch': { input: ofPia, mark: herName, outcomes: person },
  'activity:list': { input: byPia, mark: herTitle, outcomes: things },
  'activity:unwatch': anyone,
  'activity:watch': anyone,
  'administration:actions': moderators,
  'administration:edit': administrators,
  'administration:health': administrators,
  'administration:jobs': administrators,
  'administration:people': moderators,
  'administration:remove-image': moderators,
  'administration:restore': moderators,
  'administration:retry-job': administrators,
  'administration:set-role': administrators,
  'administration:suspend': moderators,
  'email:cancel': own,
  'email:change': own,
  'email:confirm': anyone,
  'email:look': anyone,
  'email:refuse': anyone,
  'email:resend': own,
  'export:begin': own,
  'export:get': own,
  'export:remove': own,
  'identity:list': own,
  'identity:unlink': own,
  'image:bookmark': own,
  'image:edit': {
    input: ofImage,
    outcomes: all('not_found', { ...signedOut, follower: 'forbidden', muted: 'forbidden', owner: 'yes' }),
  },
  'image:get': { input: ofImage, mark: herTitle, outcomes: image },
  // What is shown to her followers alone goes no further; she has it already.
  'image:keep': {
    input: ofImage,
    outcomes: { ...image, ...signedOut, follower: 'forbidden', muted: 'forbidden', owner: 'conflict' },
  },
  'image:like': { input: ofImage, outcomes: { ...image, ...signedOut } },
  'image:likers': { input: ofImage, mark: friendName, outcomes: image },
  'image:list': { input: byPia, mark: herTitle, outcomes: things },
  'image:look': { input: ofImage, outcomes: image },
  'image:popular': { input: byPia, mark: herTitle, outcomes: things },
  'image:related': { input: ofImage, outcomes: image },
  'image:release': {
    input: ofImage,
    outcomes: all('not_found', { ...signedOut, follower: 'forbidden', muted: 'forbidden', owner: 'yes' }),
  },
  'image:remove': {
    input: ({ spare }) => ({ id: spare }),
    outcomes: all('not_found', { ...signedOut, follower: 'forbidden', muted: 'forbidden', owner: 'yes' }),
  },
  'image:share': {
    input: world => ({ ...ofImage(world), to: 'somebody@example.org' }),
    outcomes: { ...image, ...signedOut, follower: 'forbidden', muted: 'forbidden', owner: 'forbidden' },
  },
  'image:unlike': { input: ofImage, outcomes: { ...image, ...signedOut } },
  'image:unwatch': anyone,
  'image:view': { input: ofImage, outcomes: image },
  'image:watch': { input: ofImage, mark: herTitle, outcomes: image },
  'instance:get': anyone,
  'invitation:create': own,
  'invitation:get': anyone,
  'invitation:list': own,
  'invitation:revoke': own,
  'notification:list': own,
  'notification:prefer': own,
  'notification:preferences': own,
  'notification:read': own,
  'page:read': own,
  'passkey:list': own,
  'passkey:remove': own,
  'passkey:rename': own,
  'push:subscribe': own,
  'push:unsubscribe': own,
  'report:list': moderators,
  'report:resolve': moderators,
  'report:send': own,
  'report:unwatch': moderators,
  'report:watch': moderators,
  'request:approve': own,
  'request:decline': own,
  'request:list': own,
  'save:begin': own,
  'save:cancel': own,
  'save:list': own,
  'save:retry': own,
  'search:find': { input: () => ({ text: 'things of pia' }), mark: herTitle, outcomes: { ...things, blocked: 'no' } },
  'session:end': own,
  'session:end-others': own,
  'session:list': own,
  'token:create': own,
  'token:list': own,
  'token:revoke': own,
  'two-factor:begin': own,
  'two-factor:disable': own,
  'two-factor:enable': own,
  'two-factor:get': own,
  'two-factor:renew-codes': own,
  'wall:leave': own,
  'wall:place': own,
}

/** Who hears of it when it happens, of the nine, and nobody else does. */
export interface Heard {
  by: Kind[]
  /** Why the test cannot make it happen: then nobody else has heard it, and these need not have. */
  never?: string
}

const mine: Heard = { by: ['owner'] }
const staff: Heard = { by: ['moderator', 'administrator'] }
/** Of the connection itself, with nothing of anybody in it. */
const connection: Heard = { by: [...kinds] }

export const broadcasts: Record<keyof Broadcasts, Heard> = {
  'account:changed': {
    by: ['anonymous', 'stranger', 'muted', 'follower', 'moderator', 'administrator', 'owner'],
  },
  'account:edited': mine,
  // She too: whom she has blocked is hidden from her.
  'account:hidden': { by: ['anonymous', 'blocked', 'stranger', 'moderator', 'administrator', 'owner'] },
  'account:shown': { by: ['blocked', 'owner'] },
  'activity:recorded': { by: ['follower', 'owner'] },
  'export:changed': mine,
  'export:progressed': mine,
  'image:changed': { by: ['follower', 'muted', 'owner'] },
  'image:looking': { by: ['follower', 'muted', 'owner'] },
  // A number that means nothing to whoever does not show it.
  'image:removed': { by: kinds.filter(kind => kind !== 'suspended') },
  'image:saved': mine,
  'live:advanced': { ...connection, never: 'It comes to windows that have heard nothing for half a minute.' },
  'live:caught-up': connection,
  'live:resync': connection,
  // Each their own wish, in their own tabs: the stranger asks her.
  'mine:changed': { by: ['stranger', 'owner'] },
  'notification:changed': mine,
  'notification:forgotten': mine,
  'notification:preferred': mine,
  'notification:read': mine,
  'report:changed': staff,
  'report:recorded': staff,
  'request:changed': mine,
  'save:cancelled': mine,
  'save:changed': mine,
  'save:progressed': mine,
  'security:changed': mine,
}

/** Calls beside `POST /api/<noun>/<verb>`. Whoever has no account gets a 401 where a person is needed. */
export const calls: Record<keyof typeof accessOfCall, 'signed-in'> = {
  'GET /api/export': 'signed-in',
  'POST /api/account/photo': 'signed-in',
  'POST /api/images': 'signed-in',
  'POST /api/passkeys': 'signed-in',
  'POST /api/passkeys/options': 'signed-in',
  'POST /api/password': 'signed-in',
  'POST /api/providers/:name/confirm': 'signed-in',
  'POST /api/providers/:name/link': 'signed-in',
  'POST /api/providers/join': 'signed-in',
  'POST /api/saves': 'signed-in',
  'POST /api/session/confirm': 'signed-in',
}

/** Who is sent the file of a picture; for anybody else there is none. */
export const pictures: Record<keyof World['pictures'], Record<Kind, Outcome>> = {
  private: image,
  reported: { ...image, moderator: 'yes', administrator: 'yes' },
  public: all('yes', {}),
}

/** Nobody has to be anybody: what is asked is answered by what it is, not by who asks, unless a status for each says so. */
export interface OpenRoute {
  status: number | Record<Kind, number>
  path?(world: World): string
  body?(): unknown
  headers?: Record<string, string>
}

const wrong: OpenRoute = { status: 422, body: () => ({}) }
const found: OpenRoute = { status: 200 }

/** Every other route of the node, in the order of the files. */
export const openRoutes: Record<string, OpenRoute> = {
  'GET /api/images/:id/file': {
    path: ({ image }) => `/api/images/${image}/file`,
    status: all(404, { follower: 200, muted: 200, owner: 200 }),
  },
  'GET /api/openapi.json': found,
  'GET /api/providers': found,
  'GET /api/providers/:name/callback': { status: 404 },
  'GET /api/providers/:name/start': { status: 404 },
  'GET /api/providers/arrival': found,
  'GET /api/session': found,
  'GET /healthz': found,
  // To its one right address.
  'GET /images/:id{/:slug}': {
    path: ({ image }) => `/images/${image}`,
    status: all(404, { follower: 301, muted: 301, owner: 301 }),
  },
  'GET /metrics': found,
  'GET /oembed': { status: 422 },
  'GET /readyz': found,
  'GET /robots.txt': found,
  'GET /opensearch.xml': found,
  'GET /sitemap.xml': found,
  'GET /sitemap/:page': { path: () => '/sitemap/images-0.xml', status: 200 },
  'DELETE /api/session': { status: 204 },
  'POST /api/accounts': wrong,
  'POST /api/password/forgot': wrong,
  'POST /api/password/reset': wrong,
  'POST /api/providers/finish': wrong,
  'POST /api/session': wrong,
  'POST /api/session/passkey': wrong,
  'POST /api/session/passkey/options': { ...wrong, status: 200 },
  'POST /api/session/second': wrong,
  'POST /api/shares/allow': wrong,
  'POST /api/shares/refuse': wrong,
  'POST /api/unsubscribe': wrong,
  'POST /images/share': { status: 303, body: () => new FormData(), headers: { 'sec-fetch-site': 'none' } },
}
