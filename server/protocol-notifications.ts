// The contract with every client, as for what people are told of one another. Types only, no code.
import type { Empty, Page } from './protocol.ts'
import type { AccountRef, Cursor, Id, ImageView } from './views.ts'

/** `requested` and `approved` are of private accounts; `joined` is from my invitation. */
export type NotificationKind = 'followed' | 'requested' | 'approved' | 'liked' | 'saved' | 'mentioned' | 'joined'

/** Things alike in one: it grows while it is unread. */
export interface NotificationView {
  id: Id
  /** Where it stands in the list, as a number in text; it rises as the group grows. */
  position: string
  kind: NotificationKind
  /** The newest, at most three. */
  actors: AccountRef[]
  /** Of all of them. */
  count: number
  /** Mine, for `liked` and `saved`; theirs, for `mentioned`; else null. */
  image: ImageView | null
  /** When it grew last. */
  at: string
  read: boolean
}

export interface UnreadView {
  /** Groups that are unread; 100 are that many or more. */
  unread: number
  /** A number in text: of two counts the one with the greater version is the newer. */
  version: string
}

/** By which ways I am told of a kind. */
export interface PreferenceView {
  kind: NotificationKind
  app: boolean
  digest: boolean
  push: boolean
}

/** How often a mail tells what is unread. */
export type DigestInterval = 'off' | 'daily' | 'weekly'

export interface PreferencesView {
  kinds: PreferenceView[]
  digest: DigestInterval
}

export interface NotificationRequests {
  /** Those that have changed last first. */
  'notification:list': [Page, UnreadView & { notifications: NotificationView[]; next: string | null }]
  /** Some, or all up to and including a `position`; on every device. Idempotent. */
  'notification:read': [{ ids?: Id[]; upTo?: string }, UnreadView]
  'notification:preferences': [Empty, PreferencesView]
  /** Changes what is given of a kind, or how often there is a digest. */
  'notification:prefer': [
    { kind?: NotificationKind; app?: boolean; digest?: boolean; push?: boolean; every?: DigestInterval },
    PreferencesView,
  ]
  /** This browser, as its `PushSubscription` has it; until I sign out here. Idempotent. */
  'push:subscribe': [{ subscription: { endpoint: string; keys: { p256dh: string; auth: string } } }, Empty]
  'push:unsubscribe': [{ endpoint: string }, Empty]
}

export interface NotificationBroadcasts {
  /** A group is new, has grown, or has shrunk. */
  'notification:changed': UnreadView & { cursor: Cursor; notification: NotificationView }
  /** Read on one of my devices: what is named, or everything up to a position. */
  'notification:read': UnreadView & { cursor: Cursor; ids?: Id[]; upTo?: string }
  /** Some are not there any more: ask again for what you show. */
  'notification:forgotten': UnreadView & { cursor: Cursor }
  'notification:preferred': PreferencesView & { cursor: Cursor }
}
