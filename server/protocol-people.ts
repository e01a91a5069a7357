// The contract with every client, as for people among themselves: following, asking to follow, blocking, muting. Types only, no code.
import type { Empty, Page } from './protocol.ts'
import type { AccountRef, AccountSeenView, Cursor, RequestView, SuggestionView } from './views.ts'

interface Accounts {
  accounts: AccountSeenView[]
  next: string | null
}

export interface PeopleRequests {
  /** Whom I have blocked I still get, to be able to unblock them. */
  'account:get': [{ username: string }, AccountSeenView]
  'account:list': [Page, Accounts]
  /** By any part of username or name, whatever its case and accents (one or two letters are the beginning of a word), or by the bio. Best first. */
  'account:search': [{ text: string } & Page, Accounts]
  /** Whom I might want to follow; at most 50, 10 when absent. */
  'account:suggested': [{ limit?: number }, { suggestions: SuggestionView[] }]
  /** Newest first; those of a private account are for its followers, and nobody for all others. */
  'account:followers': [{ username: string } & Page, Accounts]
  'account:following': [{ username: string } & Page, Accounts]
  /** Of a private account a request, until they approve it. */
  'account:follow': [{ username: string }, { followers: number; requested?: true }]
  /** Also takes a request back. */
  'account:unfollow': [{ username: string }, { followers: number }]
  /** Somebody follows me no longer. */
  'account:remove-follower': [{ username: string }, { followers: number }]
  /** Neither sees the other from now on, and neither follows the other. */
  'account:block': [{ username: string }, Empty]
  'account:unblock': [{ username: string }, Empty]
  /** I hear no more of what they do; they do not learn of it. */
  'account:mute': [{ username: string }, Empty]
  'account:unmute': [{ username: string }, Empty]
  /** Whom I have blocked, or muted; newest first. */
  'account:blocked': [Page, { accounts: AccountRef[]; next: string | null }]
  'account:muted': [Page, { accounts: AccountRef[]; next: string | null }]
  'account:watch': [{ username: string }, AccountSeenView]
  'account:unwatch': [{ username: string }, Empty]
  /** Who asks to follow me, newest first. */
  'request:list': [Page, { requests: RequestView[]; next: string | null }]
  'request:approve': [{ username: string }, { followers: number }]
  'request:decline': [{ username: string }, Empty]
}

/** I may see this person's things no longer, or not even the person: drop what you show of them. It does not say why. */
export interface AccountHidden {
  username: string
  cursor: Cursor
}

/** They are there again for me; what they have can be read. */
export interface AccountShown {
  username: string
  cursor: Cursor
}

/** For my own tabs: somebody asks to follow me, or a request is answered or taken back (`request` is then null). */
export interface RequestChanged {
  cursor: Cursor
  username: string
  request: RequestView | null
  /** How many wait for an answer. */
  waiting: number
}

export interface PeopleBroadcasts {
  'account:hidden': AccountHidden
  'account:shown': AccountShown
  'request:changed': RequestChanged
}
