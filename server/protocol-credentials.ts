// The contract with every client, as for how people prove who they are: mailed links, sessions, access tokens, passkeys, second factors.
// Types only, no code.
import type { Empty } from './protocol.ts'
import type { Id, OwnAccountView } from './views.ts'

/** Somewhere where a person is signed in. */
export interface SessionView {
  id: Id
  /** In words: “Firefox on Linux”. */
  device: string
  /** In words, as far as its address says: “Your local network”. */
  place: string
  /** In which that network is registered, as ISO 3166 has it (DE); null where nobody has registered it. */
  country: string | null
  beganAt: string
  /** To the hour. */
  lastUsedAt: string
  /** The one in which this was asked. */
  current: boolean
}

/** What is still owed after the right password. */
export interface SecondStepView {
  /** To be given back with the code, within 10 minutes. */
  token: string
  methods: ('totp' | 'recovery' | 'passkey')[]
}

/** What a mailed link is for, before it is followed. */
export interface EmailLinkView {
  /** `old` and `new` are the two ends of a change of address. */
  kind: 'confirm' | 'old' | 'new'
  /** The address of the account now; null for `new`, whose reader may be anybody. */
  email: string | null
  /** The one that is to take its place; null for `confirm`. */
  newEmail: string | null
}

/** What a personal access token may allow, beside what visitors may. */
export type TokenScope = 'read' | 'write' | 'account' | 'administration'

/** A personal access token, without the token itself: that is shown once. */
export interface TokenView {
  id: Id
  name: string
  scopes: TokenScope[]
  createdAt: string
  /** To the minute. */
  lastUsedAt: string | null
  /** Null for one that does not end by itself. */
  expiresAt: string | null
}

/** A device that signs me in by itself. */
export interface PasskeyView {
  id: Id
  name: string
  /** Kept by its maker on several devices. */
  synced: boolean
  createdAt: string
  lastUsedAt: string | null
}

export interface TwoFactorView {
  /** Null while signing in with a password asks for no code. */
  enabledAt: string | null
  /** Recovery codes that have not been used. */
  codesLeft: number
}

export interface CredentialRequests {
  /** Mails the link again by which I say that the address is mine; at most five in an hour. */
  'email:resend': [Empty, Empty]
  /** Asks at both addresses; when both agree, it is the new one. */
  'email:change': [{ email: string }, OwnAccountView]
  'email:cancel': [Empty, OwnAccountView]
  /** What a mailed link is for. The token is all that is needed, on any device. */
  'email:look': [{ token: string }, EmailLinkView]
  /** Follows a mailed link. `changed` is false while the other address has not agreed. */
  'email:confirm': [{ token: string }, { changed: boolean }]
  /** For whoever did not ask for it: nothing is changed, and the links of both addresses are void. */
  'email:refuse': [{ token: string }, Empty]
  /** Where I am signed in, last used first. */
  'session:list': [Empty, { sessions: SessionView[] }]
  /** One of my others; its sockets are closed at once. Idempotent. */
  'session:end': [{ id: Id }, Empty]
  'session:end-others': [Empty, { ended: number }]
  /** `days` until it ends, at most 366; 90 when absent, never when null. The token itself is answered this once. */
  'token:create': [{ name: string; scopes: TokenScope[]; days?: number | null }, TokenView & { token: string }]
  /** My own, newest first. */
  'token:list': [Empty, { tokens: TokenView[] }]
  /** Whatever uses it is cut off at once. */
  'token:revoke': [{ id: Id }, Empty]
  /** My own, oldest first. New ones are made by `POST /api/passkeys`. */
  'passkey:list': [Empty, { passkeys: PasskeyView[] }]
  'passkey:rename': [{ id: Id; name: string }, PasskeyView]
  /** Refused when it is my last way in. Idempotent. */
  'passkey:remove': [{ id: Id }, Empty]
  'two-factor:get': [Empty, TwoFactorView]
  /** A secret for an authenticator app, as text and as the address that a QR code shows. */
  'two-factor:begin': [Empty, { secret: string; url: string }]
  /** With a first code of the app. The recovery codes are answered this once. */
  'two-factor:enable': [{ code: string }, { codes: string[] }]
  'two-factor:disable': [Empty, Empty]
  /** The codes before are void. */
  'two-factor:renew-codes': [Empty, { codes: string[] }]
}
