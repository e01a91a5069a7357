// The contract with every client, as for what is one's own: the profile, the photo, a copy of everything, the end. Types only, no code.
import type { Role } from './policy/requests.ts'
import type { Empty } from './protocol.ts'
import type { Cursor, Id, OwnAccountView } from './views.ts'

/** BCP 47. */
export type Language =
  | 'ar'
  | 'bg'
  | 'bn'
  | 'ca'
  | 'cs'
  | 'da'
  | 'de'
  | 'de-AT'
  | 'de-CH'
  | 'el'
  | 'en'
  | 'en-GB'
  | 'es'
  | 'es-MX'
  | 'et'
  | 'eu'
  | 'fa'
  | 'fi'
  | 'fr'
  | 'fr-CA'
  | 'fr-CH'
  | 'ga'
  | 'gl'
  | 'he'
  | 'hi'
  | 'hr'
  | 'hu'
  | 'id'
  | 'is'
  | 'it'
  | 'ja'
  | 'ko'
  | 'lt'
  | 'lv'
  | 'nb'
  | 'nl'
  | 'pl'
  | 'pt'
  | 'pt-BR'
  | 'ro'
  | 'ru'
  | 'sk'
  | 'sl'
  | 'sr'
  | 'sv'
  | 'th'
  | 'tr'
  | 'uk'
  | 'ur'
  | 'vi'
  | 'zh-Hans'
  | 'zh-Hant'

/** The languages that Bowerbird speaks, in BCP 47. */
export type Spoken = 'en' | 'es' | 'pt-BR' | 'fr' | 'de' | 'ja' | 'zh-Hans' | 'ar'

/** What I may change of my account; whatever is absent stays as it is. */
export type AccountChanges = Partial<
  Pick<OwnAccountView, 'saveDelay' | 'name' | 'bio' | 'site' | 'private' | 'bornOn' | 'language' | 'timeZone'>
>

/** A copy of everything that is mine, as a ZIP. */
export interface ExportView {
  id: Id
  state: 'waiting' | 'working' | 'ready' | 'failed'
  /** Pictures that are in it, and all. */
  done: number
  total: number
  begunAt: string
  /** Where it can be downloaded, by whom it is about alone; null until it is ready. */
  url: string | null
  bytes: number | null
  /** Until then it is kept. */
  expiresAt: string | null
}

export interface OwnRequests {
  /** `saveDelay`: 0, or 5 to 60 seconds. The username is the address, and stays. */
  'account:edit': [AccountChanges, OwnAccountView]
  /** My photo, from an address or (`POST /api/account/photo`) a file. */
  'account:photo': [{ url: string }, OwnAccountView]
  'account:remove-photo': [Empty, OwnAccountView]
  /** The end of my account: hidden and signed out at once, gone at `deleteAt`; signing in until then brings it back. */
  'account:leave': [Empty, { deleteAt: string }]
  /** Begins a copy of everything that is mine, in the place of the last one; one that is being made goes on. */
  'export:begin': [Empty, { export: ExportView }]
  'export:get': [Empty, { export: ExportView | null }]
  /** Also one that is being made. */
  'export:remove': [Empty, Empty]
  /** Where I have left a wall: `at` is the id of what stood at the top of what could be seen, null for the wall's own top. */
  'wall:leave': [{ wall: string; at: Id | null }, Empty]
  /** Of any of my devices; what stood there may be gone. */
  'wall:place': [{ wall: string }, { place: { at: Id } | null }]
}

/** For one's own tabs: settings, with their new values only. */
export interface AccountEdited extends AccountChanges {
  cursor: Cursor
  role?: Role
  email?: string
  emailConfirmed?: boolean
  newEmail?: string | null
  hasPassword?: boolean
}

/** For one's own tabs: begun, ready, failed or gone. */
export interface ExportChanged {
  cursor: Cursor
  export: ExportView | null
}

/** A moment's word on a copy; may be lost. */
export interface ExportProgressed {
  id: Id
  /** Pictures. */
  done: number
  total: number
}

export interface OwnBroadcasts {
  'account:edited': AccountEdited
  'export:changed': ExportChanged
  'export:progressed': ExportProgressed
}
