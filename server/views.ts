// What goes on the wire: views of everything that clients are shown, and the errors that they are told. Types only, no code.
import type { Language, Spoken } from './protocol-own.ts'
import type { Role } from './policy/requests.ts'

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
  /** What they show is for the followers whom they approve. */
  private: boolean
}

/** What a person and I are to one another; all false for visitors. */
export interface RelationView {
  followedByMe: boolean
  /** I have asked to follow, and they have not answered. */
  requestedByMe: boolean
  followsMe: boolean
  blockedByMe: boolean
  mutedByMe: boolean
}

/** A person as I see them. */
export interface AccountSeenView extends AccountView {
  followedByMe: boolean
  relation: RelationView
}

/** Somebody who asks to follow me. */
export interface RequestView {
  account: AccountRef
  at: string
}

export interface SuggestionView {
  account: AccountSeenView
  /** How many of the people I follow do so, and up to three of them; or how many images we both like. */
  because: { kind: 'followed-by'; count: number; people: AccountRef[] } | { kind: 'likes-alike'; count: number }
}

/** What the signed-in person alone may see of their own account. */
export interface OwnAccountView extends AccountView {
  role: Role
  email: string
  /** Whether somebody who reads its mail has said that it is theirs. */
  emailConfirmed: boolean
  /** The address that is to take its place; null when none is. */
  newEmail: string | null
  /** Whoever comes by a provider or a passkey may have none. */
  hasPassword: boolean
  /** A day as ISO 8601 has it (1990-12-31). */
  bornOn: string | null
  /** For dates and numbers; null is as the device has it. */
  language: Language | null
  /** A name of the IANA database; null is as the device has it. */
  timeZone: string | null
  /** When signing in brought it back from its end; null when that was not in the last minutes. */
  restoredAt: string | null
  /** Seconds for which what I save stays mine alone, and can be taken back as if it had never been; 0 is at once. */
  saveDelay: number
}

export interface ImageSource {
  /** Path below the public address; its bytes never change. */
  url: string
  type: 'image/webp' | 'image/jpeg' | 'image/avif'
  /** Pixels. */
  width: number
  height: number
  /** Of a picture that moves, one that does not: for people who prefer reduced motion. */
  still?: true
}

/** What the owner of an image says of it to whoever reads a language; '' is as in the image itself. */
export interface TranslationView {
  language: Spoken
  title: string
  alt: string
}

export interface ImageView {
  id: Id
  slug: string
  title: string
  description: string
  alt: string
  /** At most one for each language. */
  translations: TranslationView[]
  /** Its bytes: images of the same have the same, whoever keeps them. */
  picture: Id
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
  /** AVIF by rising width, where it has been made; WebP by rising width, those that move before those that are still; the JPEG last. */
  sources: ImageSource[]
  by: AccountRef
  likes: number
  views: number
  bookmarkedAt: string
  /** Whether it moves: its WebP sources then move too, but for the ones that are `still`. */
  animated: boolean
  /** Until then its owner alone can see it; null as soon as everybody may. */
  heldUntil: string | null
}

/** An image as I see it. */
export interface ImageSeenView extends ImageView {
  likedByMe: boolean
  /** With which image I keep the same picture, this one included; null when I do not. */
  keptAs: Id | null
}

/** A picture that looks like the one just saved. */
export interface AlikeView {
  image: ImageView
  /** The very same bytes, kept by somebody else. */
  same: boolean
}

/** What somebody is saving and the server is still at work on; nobody else sees it. When it is done it is an image. */
export interface SaveView {
  id: Id
  /** `failed` waits for its owner to try again or let go. */
  state: 'waiting' | 'working' | 'failed'
  /** The address from which the server fetches it; null for a file, which the server has already. */
  url: string | null
  title: string
  pageUrl: string | null
  beganAt: string
  /** When it is tried again, because the site asked for patience; null when it is a matter of moments. */
  retryAt: string | null
  /** Why it failed; a `conflict` brings the image that one has already. */
  error: ErrorView | null
}

/** A picture that is offered on a page, best first. */
export interface FoundPicture {
  url: string
  /** As the page says; null where it does not. */
  width: number | null
  height: number | null
  alt: string
}

/** What is found at an address: a picture, or a page with the pictures that it offers. */
export interface PageView {
  kind: 'picture' | 'page'
  /** Where redirects ended. */
  url: string
  title: string
  /** Exactly one, its own address, for a picture. */
  pictures: FoundPicture[]
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

export type {
  EmailLinkView,
  PasskeyView,
  SecondStepView,
  SessionView,
  TokenScope,
  TokenView,
  TwoFactorView,
} from './protocol-credentials.ts'

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
  /** For `forbidden`: it will be allowed once the person has proved again that it is them. */
  confirm?: true
}
