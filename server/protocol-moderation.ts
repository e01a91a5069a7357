// The part of the contract by which an instance is kept in order. Types only, no code.
import type { Role } from './policy/requests.ts'
import type { AccountRef, Cursor, Id, ImageView } from './views.ts'

/** Who may make an account. */
export type Registration = 'open' | 'invitation' | 'closed'

/** What everybody may know of an instance before they are anybody here. */
export interface InstanceView {
  registration: Registration
  /** Who may invite. */
  invitations: 'people' | 'staff'
  /** The other places by which one can sign in. */
  providers: { name: string; label: string }[]
  /** For Web Push: the public key of the instance. */
  pushKey: string | null
  /** Whether mails are sent; else they are printed to the log of the server. */
  sendsMail: boolean
}

/** Without its code: that is shown once. */
export interface InvitationView {
  id: Id
  /** It is for whoever has this e-mail alone. */
  email: string | null
  uses: number
  used: number
  createdAt: string
  expiresAt: string
  revokedAt: string | null
  by: AccountRef
}

export type ReportReason = 'spam' | 'harassment' | 'violence' | 'nudity' | 'illegal' | 'rights' | 'other'

/** `settled` is whatever was done that is none of the others. */
export type ReportOutcome = 'nothing' | 'removed' | 'suspended' | 'settled'

export interface ReportResolution {
  outcome: ReportOutcome
  words: string
  /** Null when they are gone. */
  by: AccountRef | null
  at: string
}

export interface ReportView {
  id: Id
  kind: 'image' | 'account'
  reason: ReportReason
  words: string
  sentAt: string
  /** Null when they are gone, and where it is about somebody who keeps order: that person reads it. */
  by: AccountRef | null
  /** Who is reported, or whose image. */
  account: AccountRef
  /** Null for an account, and for an image that has been removed. */
  image: ImageView | null
  /** Null while it is open. */
  resolution: ReportResolution | null
}

/** An account as those see it who keep order. */
export interface PersonView extends AccountRef {
  role: Role
  /** For administrators; null for moderators. */
  email: string | null
  joinedAt: string
  /** To the hour; null when it is not signed in anywhere. */
  lastSeenAt: string | null
  private: boolean
  images: number
  suspended: { at: string; reason: string } | null
  /** When it is deleted at its owner's wish. */
  leavesAt: string | null
  openReports: number
}

export interface ActionView {
  id: Id
  at: string
  /** Null when they are gone. */
  by: AccountRef | null
  action: string
  account: AccountRef | null
  imageId: Id | null
  reason: string
}

export interface FailedJobView {
  id: string
  failedAt: string | null
  /** In the words of whatever failed. */
  error: string
}

export interface QueueView {
  name: string
  waiting: number
  active: number
  failed: number
  /** The newest, at most ten. */
  failures: FailedJobView[]
}

export interface NodeView {
  /** The host's name and the port. */
  name: string
  startedAt: string
  seenAt: string
  sockets: number
  /** Seconds from the record of the last event to its delivery. */
  tailLag: number
  redis: 'up' | 'down' | 'none'
  /** Bytes of memory, and of the disk that holds DATA_DIR. */
  memory: number
  diskFree: number
  diskSize: number
}

export interface HealthView {
  /** Milliseconds that the database took to answer. */
  database: number
  /** Bytes. */
  databaseSize: number
  jobs: { waiting: number; failed: number }
  /** Heard of in the last hour; one that runs says how it is every 15 seconds. */
  nodes: NodeView[]
}

type Empty = Record<string, never>

interface Page {
  before?: string
  limit?: number
}

export interface ModerationRequests {
  'instance:get': [Empty, InstanceView]
  /** `days` 1 to 90, 14 when absent; `uses` 1 to 100, 1 when absent. The code is answered this once. */
  'invitation:create': [
    { email?: string; uses?: number; days?: number },
    { invitation: InvitationView; code: string; url: string },
  ]
  /** By whom one is invited. */
  'invitation:get': [{ code: string }, { by: AccountRef; email: string | null }]
  /** My own, newest first; everybody's for moderators who ask for `all`. */
  'invitation:list': [{ all?: boolean } & Page, { invitations: InvitationView[]; next: string | null }]
  'invitation:revoke': [{ id: Id }, Empty]
  'report:send': [
    (
      | { kind: 'image'; id: Id; reason: ReportReason; words?: string }
      | {
          kind: 'account'
          username: string
          reason: ReportReason
          words?: string
        }
    ),
    Empty,
  ]
  /** Newest first. */
  'report:list': [{ state?: 'open' | 'resolved' } & Page, { reports: ReportView[]; next: string | null }]
  /**
   * Settles every open report about the same thing. `removed` takes the image away, `suspended` shuts the person out; the words are
   * the reason that they are given.
   */
  'report:resolve': [{ id: Id; outcome: ReportOutcome; words?: string }, ReportView]
  /** How many are open; from then on `report:recorded` and `report:changed` arrive, for as long as one is a moderator. */
  'report:watch': [Empty, { open: number }]
  'report:unwatch': [Empty, Empty]
  /** `text` is the beginning of a username, a name, or (for administrators) an e-mail. */
  'administration:people': [
    { text?: string; role?: Role; state?: 'suspended' | 'leaving' } & Page,
    { people: PersonView[]; next: string | null },
  ]
  'administration:set-role': [{ username: string; role: Role }, PersonView]
  'administration:suspend': [{ username: string; reason: string }, PersonView]
  'administration:restore': [{ username: string }, PersonView]
  'administration:remove-image': [{ id: Id; reason: string }, Empty]
  'administration:edit': [{ registration?: Registration; invitations?: 'people' | 'staff' }, InstanceView]
  'administration:actions': [Page, { actions: ActionView[]; next: string | null }]
  'administration:jobs': [Empty, { queues: QueueView[] }]
  /** All that have failed in a queue, or one of them. */
  'administration:retry-job': [{ queue: string; id?: string }, { retried: number }]
  'administration:health': [Empty, HealthView]
}

export interface ModerationBroadcasts {
  'report:recorded': { cursor: Cursor; report: ReportView }
  'report:changed': { cursor: Cursor; id: Id; resolution: ReportResolution }
}
