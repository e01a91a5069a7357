// The tables as Kysely sees them. Written by `npm run db:tables` from the migrated database; a test holds one against the other.
import type { Generated } from 'kysely'

export interface AccessTokenTable {
  id: Generated<string>
  accountId: string
  name: string
  tokenHash: Uint8Array
  scopes: string[]
  createdAt: Generated<Date>
  lastUsedAt: Date | null
  expiresAt: Date | null
}

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
  foundBy: Generated<string>
  suspendedFor: string | null
  invitedBy: string | null
  restoredAt: Date | null
  search: Generated<string>
  lastLanguage: string | null
}

export interface AccountPulseTable {
  accountId: string
  lastActivityId: string
}

export interface ActionTable {
  id: Generated<string>
  at: Generated<Date>
  actorId: string | null
  action: string
  accountId: string | null
  imageId: string | null
  reason: Generated<string>
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
  id: Generated<string>
}

export interface EmailChangeTable {
  accountId: string
  email: string
  oldAgreed: Generated<boolean>
  newAgreed: Generated<boolean>
  expiresAt: Date
}

export interface EventTable {
  xid: Generated<string>
  id: Generated<string>
  at: Generated<Date>
  name: string
  groups: string[]
  payload: unknown
  subjects: Generated<string[]>
}

export interface EventEpochTable {
  onlyRow: Generated<boolean>
  cluster: string
  epoch: string
  prunedXid: Generated<string>
  prunedId: Generated<string>
  database: string | null
}

export interface ExportTable {
  id: Generated<string>
  accountId: string
  state: Generated<string>
  done: Generated<number>
  total: Generated<number>
  begunAt: Generated<Date>
  file: string | null
  bytes: string | null
  expiresAt: Date | null
}

export interface FollowTable {
  followerId: string
  followedId: string
  createdAt: Generated<Date>
  id: Generated<string>
}

export interface FollowRequestTable {
  followerId: string
  followedId: string
  requestedAt: Generated<Date>
  id: Generated<string>
}

export interface IdentityTable {
  id: Generated<string>
  accountId: string
  issuer: string
  subject: string
  provider: string
  label: Generated<string>
  linkedAt: Generated<Date>
  lastUsedAt: Generated<Date>
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
  keptFrom: string | null
  search: Generated<string>
  translations: Generated<unknown>
}

export interface ImageLikeTable {
  id: Generated<string>
  imageId: string
  accountId: string
  createdAt: Generated<Date>
}

export interface ImageRankTable {
  imageId: string
  ownerId: string
  seen: Generated<number>
  liked: Generated<number>
  kept: Generated<number>
  score: Generated<number>
}

export interface InstanceKeyTable {
  name: string
  key: Uint8Array
}

export interface InvitationTable {
  id: Generated<string>
  codeHash: Uint8Array
  accountId: string
  email: string | null
  uses: number
  used: Generated<number>
  createdAt: Generated<Date>
  expiresAt: Date
  revokedAt: Date | null
}

export interface KnownDeviceTable {
  tokenHash: Uint8Array
  accountId: string
  expiresAt: Date
}

export interface MailedLinkTable {
  tokenHash: Uint8Array
  accountId: string
  purpose: string
  email: string
  expiresAt: Date
}

export interface MigrationTable {
  name: string
  appliedAt: Generated<Date>
}

export interface MuteTable {
  muterId: string
  mutedId: string
  mutedAt: Generated<Date>
  id: Generated<string>
}

export interface NodeTable {
  name: string
  seenAt: Generated<Date>
  state: unknown
}

export interface NotificationTable {
  id: Generated<string>
  accountId: string
  kind: string
  imageId: string | null
  position: string
  actors: number
  at: Generated<Date>
  readAt: Date | null
}

export interface NotificationActorTable {
  id: Generated<string>
  notificationId: string
  accountId: string
  kind: string
  imageId: string
  actorId: string
}

export interface NotificationKeyTable {
  onlyRow: Generated<boolean>
  vapidPublic: string
  vapidPrivate: string
  unsubscribe: Uint8Array
}

export interface NotificationPreferenceTable {
  accountId: string
  kind: string
  app: boolean
  digest: boolean
  push: boolean
}

export interface NotificationStateTable {
  accountId: string
  version: Generated<string>
  digest: Generated<string>
  digestAt: Generated<Date>
  digestPosition: Generated<string>
}

export interface PasskeyTable {
  id: Generated<string>
  accountId: string
  credentialId: Uint8Array
  publicKey: Uint8Array
  counter: string
  transports: string[]
  name: string
  synced: boolean
  createdAt: Generated<Date>
  lastUsedAt: Date | null
}

export interface PasskeyChallengeTable {
  challenge: string
  accountId: string | null
  expiresAt: Date
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

export interface PictureKeptTable {
  pictureId: string
}

export interface ProviderArrivalTable {
  browserHash: Uint8Array
  provider: string
  issuer: string
  subject: string
  profile: unknown
  accountId: string | null
  thenPath: string
  expiresAt: Date
}

export interface ProviderAttemptTable {
  stateHash: Uint8Array
  browserHash: Uint8Array
  provider: string
  purpose: string
  nonce: string
  codeVerifier: string
  sessionId: string | null
  invitation: string | null
  thenPath: string
  beganAt: Generated<Date>
  expiresAt: Date
}

export interface PushSubscriptionTable {
  id: Generated<string>
  accountId: string
  sessionId: string
  endpoint: string
  p256dh: string
  auth: string
  createdAt: Generated<Date>
}

export interface RecoveryCodeTable {
  accountId: string
  codeHash: Uint8Array
}

export interface ReportTable {
  id: Generated<string>
  reporterId: string | null
  kind: string
  accountId: string
  imageId: string | null
  reason: string
  words: Generated<string>
  sentAt: Generated<Date>
  resolvedAt: Date | null
  outcome: string | null
  answer: Generated<string>
  resolvedBy: string | null
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

export interface SaveKeyTable {
  accountId: string
  key: string
  answer: unknown
  createdAt: Generated<Date>
}

export interface SecondStepTable {
  tokenHash: Uint8Array
  accountId: string
  passwordEpoch: number
  wrong: Generated<number>
  expiresAt: Date
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
  network: Generated<string>
}

export interface SettingTable {
  name: string
  value: unknown
  changedAt: Generated<Date>
}

export interface ShareRefusalTable {
  addressHash: Uint8Array
  refusedAt: Generated<Date>
}

export interface ThrottleTable {
  key: string
  points: number
  expiresAt: Date
}

export interface TwoFactorTable {
  accountId: string
  secret: Uint8Array
  enabledAt: Date | null
  lastStep: Generated<string>
}

export interface WallPlaceTable {
  accountId: string
  wall: string
  at: string
  leftAt: Generated<Date>
}

export interface Database {
  accessToken: AccessTokenTable
  account: AccountTable
  accountPulse: AccountPulseTable
  action: ActionTable
  activity: ActivityTable
  activityRecent: ActivityRecentTable
  block: BlockTable
  emailChange: EmailChangeTable
  event: EventTable
  eventEpoch: EventEpochTable
  export: ExportTable
  follow: FollowTable
  followRequest: FollowRequestTable
  identity: IdentityTable
  image: ImageTable
  imageLike: ImageLikeTable
  imageRank: ImageRankTable
  instanceKey: InstanceKeyTable
  invitation: InvitationTable
  knownDevice: KnownDeviceTable
  mailedLink: MailedLinkTable
  migration: MigrationTable
  mute: MuteTable
  node: NodeTable
  notification: NotificationTable
  notificationActor: NotificationActorTable
  notificationKey: NotificationKeyTable
  notificationPreference: NotificationPreferenceTable
  notificationState: NotificationStateTable
  passkey: PasskeyTable
  passkeyChallenge: PasskeyChallengeTable
  picture: PictureTable
  pictureKept: PictureKeptTable
  providerArrival: ProviderArrivalTable
  providerAttempt: ProviderAttemptTable
  pushSubscription: PushSubscriptionTable
  recoveryCode: RecoveryCodeTable
  report: ReportTable
  save: SaveTable
  saveKey: SaveKeyTable
  secondStep: SecondStepTable
  session: SessionTable
  setting: SettingTable
  shareRefusal: ShareRefusalTable
  throttle: ThrottleTable
  twoFactor: TwoFactorTable
  wallPlace: WallPlaceTable
}
