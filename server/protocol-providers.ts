// The contract with every client, as for OpenID Connect providers. Types only, no code.
import type { Empty } from './protocol.ts'
import type { Id } from './views.ts'

/** An OpenID Connect provider by which one may sign in. */
export interface ProviderView {
  /** Of its addresses: `/api/providers/<name>/start`. */
  name: string
  label: string
}

/** That somebody is known at a provider, and comes in from there. */
export interface IdentityView {
  id: Id
  /** Its name; it may not be configured any more. */
  provider: string
  /** An e-mail or a username there. */
  label: string
  linkedAt: string
  lastUsedAt: string
}

/** Whom a provider vouches for, and who has no account yet, or has not signed in to it. */
export interface ArrivalView {
  /** Its label. */
  provider: string
  name: string | null
  email: string | null
  /** Whether an account with this e-mail can be linked by signing in to it. */
  hasAccount: boolean
  /** Whether they have to bring an invitation. */
  needsInvitation: boolean
  /** Where they go on, a path. */
  onward: string
}

/** Why a way by a provider did not lead in, as the address of the page says it to which the person comes back. */
export type ProviderProblem =
  | 'denied'
  | 'expired'
  | 'refused'
  | 'unreachable'
  | 'email-taken'
  | 'suspended'
  | 'closed'
  | 'too-many'
  | 'elsewhere'
  | 'someone-else'

export interface IdentitiesView {
  /** Mine, in the order in which they were linked. */
  identities: IdentityView[]
  /** Those that can be linked. */
  providers: ProviderView[]
}

export interface ProviderRequests {
  'identity:list': [Empty, IdentitiesView]
  /** Not the last way in. */
  'identity:unlink': [{ id: Id }, IdentitiesView]
}

/** Answers of HTTP calls: `GET /api/providers`. */
export interface ProvidersAnswer {
  providers: ProviderView[]
}
/** Of `GET /api/providers/arrival`. */
export interface ArrivalAnswer {
  arrival: ArrivalView | null
}
/** Of `POST /api/providers/<name>/link` and `…/confirm`: where the browser goes next. */
export interface WayAnswer {
  url: string
}
