// The tables as Kysely sees them. Written by `npm run db:tables` from the migrated database; a test holds one against the other.
import type { Generated } from 'kysely'

export interface AccountTable {
  id: Generated<string>
  username: string
  email: string
  name: string
  bio: Generated<string>
  site: string | null
  photo: string | null
  passwordHash: string | null
  passwordEpoch: Generated<number>
  joinedAt: Generated<Date>
  followers: Generated<number>
  following: Generated<number>
  images: Generated<number>
  saveDelay: Generated<number>
  role: Generated<string>
  private: Generated<boolean>
  emailConfirmedAt: Date | null
  suspendedAt: Date | null
  deleteAt: Date | null
  bornOn: string | null
  language: string | null
  timeZone: string | null
  active: Generated<boolean>
}

export interface AccountPulseTable {
  accountId: string
  lastActivityId: string
}

export interface ActivityTable {
  id: Generated<string>
  xid: Generated<string>
  actorId: string
  verb: string
  imageId: string | null
  accountId: string | null
  at: Generated<Date>
}

export interface ActivityRecentTable {
  actorId: string
  verb: string
  targetId: string
  at: Date
}

export interface BlockTable {
  blockerId: string
  blockedId: string
  blockedAt: Generated<Date>
}

export interface EventTable {
  xid: Generated<string>
  id: Generated<string>
  at: Generated<Date>
  name: string
  groups: string[]
  payload: unknown
  subjects: Generated<string>
}

export interface EventEpochTable {
  onlyRow: Generated<boolean>
  cluster: string
  epoch: string
  prunedXid: Generated<string>
  prunedId: Generated<string>
}

export interface FollowTable {
  followerId: string
  followedId: string
  createdAt: Generated<Date>
}

export interface FollowRequestTable {
  followerId: string
  followedId: string
  requestedAt: Generated<Date>
}

export interface ImageTable {
  id: Generated<string>
  accountId: string
  pictureId: string
  slug: string
  title: string
  description: Generated<string>
  alt: Generated<string>
  pageUrl: string | null
  sourceUrl: string | null
  likes: Generated<number>
  views: Generated<number>
  bookmarkedAt: Generated<Date>
  heldUntil: Date | null
}

export interface ImageLikeTable {
  id: Generated<string>
  imageId: string
  accountId: string
  createdAt: Generated<Date>
}

export interface MigrationTable {
  name: string
  appliedAt: Generated<Date>
}

export interface MuteTable {
  muterId: string
  mutedId: string
  mutedAt: Generated<Date>
}

export interface PictureTable {
  id: Generated<string>
  hash: string
  perceptualHash: string
  bytes: number
  width: number
  height: number
  animated: boolean
  placeholder: string
  color: string
  sources: unknown
  createdAt: Generated<Date>
  unusedSince: Date | null
  compressed: Generated<boolean>
}

export interface SaveTable {
  id: Generated<string>
  accountId: string
  state: Generated<string>
  url: string | null
  hash: string | null
  title: string
  description: Generated<string>
  alt: Generated<string>
  pageUrl: string | null
  beganAt: Generated<Date>
  retryAt: Date | null
  postponedAt: Date | null
  error: unknown
}

export interface SessionTable {
  id: Generated<string>
  tokenHash: Uint8Array
  accountId: string
  passwordEpoch: number
  userAgent: Generated<string>
  createdAt: Generated<Date>
  lastUsedAt: Generated<Date>
  expiresAt: Date
  signedInAt: Generated<Date>
}

export interface ThrottleTable {
  key: string
  points: number
  expiresAt: Date
}

export interface Database {
  account: AccountTable
  accountPulse: AccountPulseTable
  activity: ActivityTable
  activityRecent: ActivityRecentTable
  block: BlockTable
  event: EventTable
  eventEpoch: EventEpochTable
  follow: FollowTable
  followRequest: FollowRequestTable
  image: ImageTable
  imageLike: ImageLikeTable
  migration: MigrationTable
  mute: MuteTable
  picture: PictureTable
  save: SaveTable
  session: SessionTable
  throttle: ThrottleTable
}
