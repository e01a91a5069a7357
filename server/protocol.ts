// The contract with every client: what may be asked, what is answered, what is announced. Types only, no code.

/** An opaque place in the one order of events. Cursors of one instance compare as strings: a later event has a greater cursor. */
export type Cursor = string

/** An opaque identifier, never a number to calculate with. */
export type Id = string

export interface AccountRef {
  username: string
  name: string
  /** Path of a square picture, or null. */
  photo: string | null
}

export interface AccountView extends AccountRef {
  bio: string
  site: string | null
  /** ISO 8601, UTC, like every time on the wire. */
  joinedAt: string
  followers: number
  following: number
  images: number
}

/** What the signed-in person alone may see of their own account. */
export interface OwnAccountView extends AccountView {
  email: string
}

export interface ImageSource {
  /** Path below the public address; its bytes never change. */
  url: string
  type: 'image/webp' | 'image/jpeg' | 'image/avif'
  /** Pixels. */
  width: number
  height: number
}

export interface ImageView {
  id: Id
  slug: string
  title: string
  description: string
  alt: string
  /** The page on which the picture was found. */
  pageUrl: string | null
  /** The address from which the bytes were fetched; null for an upload. */
  sourceUrl: string | null
  /** Pixels of the picture as it is shown: orientation is already applied. */
  width: number
  height: number
  /** A thumbhash (about 25 bytes) in base64. */
  placeholder: string
  /** The dominant colour as #rrggbb. */
  color: string
  /** WebP by rising width, then the JPEG fallback last. */
  sources: ImageSource[]
  by: AccountRef
  likes: number
  views: number
  bookmarkedAt: string
}

export type Verb = 'joined' | 'bookmarked' | 'liked' | 'followed'

export type ActivityTarget = { kind: 'image'; image: ImageView } | { kind: 'account'; account: AccountRef }

export interface ActivityView {
  id: Id
  cursor: Cursor
  verb: Verb
  actor: AccountRef
  /** Null for a verb that needs none (joined). */
  target: ActivityTarget | null
  at: string
}

export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unsupported'
  | 'too_many'
  | 'unreachable'
  | 'internal'
  | 'unavailable'

export interface ErrorView {
  code: ErrorCode
  /** A sentence for a person, which says what to do. */
  message: string
  /** For `invalid`: what is wrong, by the name of the input's field. */
  fields?: Record<string, string>
  /** For a `conflict` over a bookmark: the one that exists already. */
  image?: ImageView
}

export type Answer<Data> = { data: Data } | { error: ErrorView }

export interface Page {
  /** The `next` of the page before. */
  before?: string
  /** 1 to 50; 20 when absent. */
  limit?: number
}

type Empty = Record<string, never>

/** Every request a socket may make, each also `POST /api/<noun>/<verb>`: event → [input, data]. */
export interface Requests {
  'image:bookmark': [{ url: string; title: string; pageUrl?: string; description?: string; alt?: string }, ImageView]
  'image:get': [{ id: Id }, ImageView & { likedByMe: boolean }]
  /** Newest first; `by` is a username. */
  'image:list': [{ by?: string } & Page, { images: (ImageView & { likedByMe: boolean })[]; next: string | null }]
  'image:like': [{ id: Id }, { likes: number }]
  'image:unlike': [{ id: Id }, { likes: number }]
  /** A snapshot; from then on `image:changed` arrives, until unwatched or the socket ends. */
  'image:watch': [{ id: Id }, ImageView & { likedByMe: boolean }]
  'image:unwatch': [{ id: Id }, Empty]
  /** The people who like an image, newest first. */
  'image:likers': [{ id: Id } & Page, { accounts: AccountRef[]; next: string | null }]
  'account:get': [{ username: string }, AccountView & { followedByMe: boolean }]
  'account:list': [Page, { accounts: (AccountView & { followedByMe: boolean })[]; next: string | null }]
  'account:follow': [{ username: string }, { followers: number }]
  'account:unfollow': [{ username: string }, { followers: number }]
  'account:watch': [{ username: string }, AccountView & { followedByMe: boolean }]
  'account:unwatch': [{ username: string }, Empty]
  /** From then on everybody's `activity:recorded` arrives, not only that of the people one follows. */
  'activity:watch': [Empty, Empty]
  'activity:unwatch': [Empty, Empty]
  'activity:list': [Page, { activities: ActivityView[]; next: string | null }]
}

export type RequestName = keyof Requests
export type Input<Name extends RequestName> = Requests[Name][0]
export type Data<Name extends RequestName> = Requests[Name][1]

/** What changed, with its new values only. */
export interface ImageChanged {
  id: Id
  cursor: Cursor
  likes?: number
  views?: number
  title?: string
}

export interface AccountChanged {
  username: string
  cursor: Cursor
  followers?: number
  following?: number
  images?: number
}

/** My own like or follow, made in another tab or on another device. */
export interface MineChanged {
  cursor: Cursor
  image?: { id: Id; likedByMe: boolean }
  account?: { username: string; followedByMe: boolean }
}

export type ResyncReason = 'gap' | 'retention' | 'unknown-cursor'

/** Every broadcast of the server: event → payload. Durable ones carry their cursor. */
export interface Broadcasts {
  'activity:recorded': ActivityView
  'image:changed': ImageChanged
  'account:changed': AccountChanged
  'mine:changed': MineChanged
  /** What was missed has been sent; what follows is live. Sent once after each connection. */
  'live:caught-up': { cursor: Cursor }
  /** The gap cannot be replayed: reload what you show. `live:caught-up` follows. */
  'live:resync': { reason: ResyncReason }
  /** Nothing for you up to here: keep this cursor. */
  'live:advanced': { cursor: Cursor }
}

export type ServerEvents = { [Name in keyof Broadcasts]: (payload: Broadcasts[Name]) => void }
export type ClientEvents = {
  [Name in RequestName]: (input: Input<Name>, acknowledge: (answer: Answer<Data<Name>>) => void) => void
}

/** What a client may give in the handshake's `auth`. */
export interface Handshake {
  /** A session token, for clients without cookies. */
  token?: string
  /** The last cursor it has seen: what came after is sent first. */
  cursor?: Cursor
}

/** Answers of the HTTP calls that are not requests. */
export interface SessionAnswer {
  account: OwnAccountView | null
}
export interface ImageAnswer {
  image: ImageView
}
