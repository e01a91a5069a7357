// The contract with every client: what may be asked, what is answered, what is announced. Types only, no code.
import type { CredentialRequests } from './protocol-credentials.ts'
import type { ModerationBroadcasts, ModerationRequests } from './protocol-moderation.ts'
import type { NotificationBroadcasts, NotificationRequests } from './protocol-notifications.ts'
import type { OwnBroadcasts, OwnRequests } from './protocol-own.ts'
import type { PeopleBroadcasts, PeopleRequests } from './protocol-people.ts'
import type { ImageBroadcasts, ImageRequests } from './protocol-images.ts'
import type { SearchRequests } from './protocol-search.ts'
import type { ProviderRequests } from './protocol-providers.ts'
import type {
  AccountRef,
  ActivityView,
  AlikeView,
  Cursor,
  ErrorView,
  Id,
  ImageSeenView,
  ImageView,
  OwnAccountView,
  PageView,
  PasskeyView,
  RelationView,
  SaveView,
  SecondStepView,
} from './views.ts'

export type { ImageChanged } from './protocol-images.ts'

export type {
  DigestInterval,
  NotificationKind,
  NotificationView,
  PreferencesView,
  PreferenceView,
} from './protocol-notifications.ts'

export type {
  ArrivalAnswer,
  ArrivalView,
  IdentitiesView,
  ProviderProblem,
  ProvidersAnswer,
  ProviderView,
  WayAnswer,
} from './protocol-providers.ts'

export type Answer<Data> = { data: Data } | { error: ErrorView }

export interface Page {
  /** The `next` of the page before. */
  before?: string
  /** 1 to 50; 20 when absent. */
  limit?: number
}

/** Of a list that can be read in both directions: at most one of the three; always newest first. */
export interface PageAnywhere extends Page {
  /** The `previous` of the page that it comes before: what is just newer. */
  after?: string
  /** The id of an item, from which on; it need not be there any more. */
  at?: string
}

/** Where the neighbours of a page are; null where there is nothing more. What `previous` leads to may be empty. */
export interface Neighbours {
  next: string | null
  previous: string | null
}

/** What people say of a picture, as they save it. */
export interface CaptionInput {
  /** Made of the file's or the address's name when absent. */
  title?: string
  description?: string
  alt?: string
  pageUrl?: string | null
}

/** Whoever did not hear the answer asks again with the same key, and has it: the save is begun once. */
export interface SaveKey {
  /** 16 to 64 letters, digits, - or _, which this person's devices give no other save; known for 60 days. */
  key?: string
}

export type Empty = Record<string, never>

/** Every request a socket may make, each also `POST /api/<noun>/<verb>`: event → [input, data]. */
export interface Requests
  extends
    CredentialRequests,
    ImageRequests,
    SearchRequests,
    ModerationRequests,
    OwnRequests,
    PeopleRequests,
    NotificationRequests,
    ProviderRequests {
  /** Begins up to 50 saves; the server goes on with them whether or not anybody waits, and `image:saved` says when. */
  'save:begin': [{ saves: ({ url: string } & CaptionInput & SaveKey)[] }, { saves: SaveView[] }]
  /** What of mine is not saved yet, oldest first. */
  'save:list': [Empty, { saves: SaveView[] }]
  /** Idempotent: also for what is done or gone. */
  'save:cancel': [{ id: Id }, Empty]
  'save:retry': [{ id: Id }, SaveView]
  'page:read': [{ url: string }, PageView]
  'image:get': [{ id: Id }, ImageSeenView]
  /** Newest first; `by` is a username. */
  'image:list': [{ by?: string } & PageAnywhere, { images: ImageSeenView[] } & Neighbours]
  'image:like': [{ id: Id }, { likes: number }]
  'image:unlike': [{ id: Id }, { likes: number }]
  /** A snapshot; from then on `image:changed` arrives, until unwatched or the socket ends. */
  'image:watch': [{ id: Id }, ImageSeenView]
  'image:unwatch': [{ id: Id }, Empty]
  /** The people who like an image, newest first. */
  'image:likers': [{ id: Id } & Page, { accounts: AccountRef[]; next: string | null }]
  /** From then on everybody's `activity:recorded` arrives, not only that of the people one follows. */
  'activity:watch': [Empty, Empty]
  'activity:unwatch': [Empty, Empty]
  /** Of the people I follow, or everybody's while I follow nobody; `by` a username, that person's. */
  'activity:list': [{ by?: string } & PageAnywhere, { activities: ActivityView[] } & Neighbours]
}

export type RequestName = keyof Requests
export type Input<Name extends RequestName> = Requests[Name][0]
export type Data<Name extends RequestName> = Requests[Name][1]

/** It is gone: shown nowhere any more. */
export interface ImageRemoved {
  id: Id
  cursor: Cursor
}

/** For its owner's tabs, however it was saved and on whichever device. */
export interface ImageSaved {
  cursor: Cursor
  image: ImageView
  /** What looks like it: mine, and what others have; at most three. */
  alike: AlikeView[]
  /** The save that it comes from; null when it was saved in one call. */
  saveId: Id | null
}

export interface SaveChanged {
  cursor: Cursor
  save: SaveView
}

export interface SaveCancelled {
  cursor: Cursor
  id: Id
}

/** A moment's word on a save; may be lost. */
export interface SaveProgressed {
  id: Id
  stage: 'fetching' | 'preparing'
  /** How much has come, as a fraction; null when the site does not say how much it is. */
  done: number | null
}

export interface AccountChanged {
  username: string
  cursor: Cursor
  followers?: number
  following?: number
  images?: number
  photo?: string | null
  name?: string
  bio?: string
  site?: string | null
  private?: boolean
}

/** My own like or follow, block or mute, made in another tab or on another device; or my request was answered. */
export interface MineChanged {
  cursor: Cursor
  image?: { id: Id; likedByMe: boolean }
  account?: { username: string; followedByMe: boolean; relation: RelationView }
}

export type ResyncReason = 'gap' | 'retention' | 'unknown-cursor'

/** Every broadcast of the server: event → payload. Durable ones carry their cursor. */
export interface Broadcasts
  extends OwnBroadcasts, ModerationBroadcasts, PeopleBroadcasts, NotificationBroadcasts, ImageBroadcasts {
  'activity:recorded': ActivityView
  'image:removed': ImageRemoved
  'image:saved': ImageSaved
  'save:changed': SaveChanged
  'save:cancelled': SaveCancelled
  'save:progressed': SaveProgressed
  'account:changed': AccountChanged
  'mine:changed': MineChanged
  /** For one's own tabs: the ways in to my account are others; whoever shows them asks again. */
  'security:changed': { cursor: Cursor }
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
  /** With a cursor: what everybody does is part of what it has missed and goes on hearing, as after `activity:watch`. */
  everybody?: true
  /** Of a browser: the username of whom its page shows, '' for nobody. Refused with `unauthenticated` where the cookie is another's. */
  as?: string
  /** In which language it wants to be answered, in BCP 47; without it, that of the account or of the browser. */
  language?: string
}

/** Answers of the HTTP calls that are not requests. */
export interface SessionAnswer {
  account: OwnAccountView | null
  /** To a visitor where not everybody may sign up. */
  closed?: true
  /** Of `POST /api/session`, 202: the password was right, and `POST /api/session/second` wants a code as well. */
  second?: SecondStepView
}
/** Of `POST /api/session/passkey/options` and `POST /api/passkeys/options`: for the browser, as WebAuthn has them in JSON. */
export interface PasskeyOptionsAnswer<Options> {
  options: Options
}
/** Of `POST /api/passkeys`. */
export interface PasskeyAnswer {
  passkey: PasskeyView
}
export interface ImageAnswer {
  image: ImageView
}
/** Of `POST /api/saves`, a form with a `file`, a `CaptionInput` and a `SaveKey`: 202, and the server has the bytes. */
export interface SaveAnswer {
  save: SaveView
}
/** Of `POST /api/account/photo`, a form with a `file`. */
export interface AccountAnswer {
  account: OwnAccountView
}
