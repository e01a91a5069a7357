// What every verb is given first: the node's plain values, made once in app.ts.
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import type { VisitorOf } from './channels/eyes.ts'
import type { Groups } from './channels/groups.ts'
import type { Presence } from './channels/presence.ts'
import type { Sessions } from './channels/sockets.ts'
import type { Tally } from './channels/tally.ts'
import type { Config } from './config.ts'
import type { Database } from './database/tables.ts'
import type { JobQueue } from './jobs/jobs.ts'
import type { Media } from './media/media.ts'

export interface Context {
  config: Config
  log: Logger
  db: Kysely<Database>
  /** The channel layer: who is told, on every node. */
  groups: Groups
  /** Who looks at what, on every node. */
  presence: Presence
  /** Views that are counted and not kept yet. */
  views: Tally
  /** As who a visitor counts that looks. */
  visitorOf: VisitorOf
  /** Fetching, decoding and keeping pictures. */
  media: Media
  /** Who is behind a token, and what they are now. */
  sessions: Sessions
  /** Work that is to be done outside the request. */
  jobs: JobQueue
}
