// Every SQL statement that reads what is put into a copy: all that is kept of a person, and of others what the person may see.
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Database } from '../database/tables.ts'
import { time } from '../database/views.ts'
import { accountVisible, contentVisible } from '../policy/visible.ts'
import type { TranslationView } from '../views.ts'

type Db = Kysely<Database>

export interface OwnFacts {
  username: string
  name: string
  photo: string | null
  /** As it stands in account.json. */
  facts: object
}

export async function findOwnFacts(db: Db, accountId: string): Promise<OwnFacts> {
  const { rows } = await sql<OwnFacts>`
    select username, name, photo, json_build_object(
      'username', username, 'name', name, 'email', email, 'emailConfirmedAt', ${at('email_confirmed_at')}, 'bio', bio, 'site', site,
      'bornOn', to_char(born_on, 'YYYY-MM-DD'), 'language', language, 'lastLanguage', last_language, 'timeZone', time_zone, 'private', private, 'role', role,
      'joinedAt', ${at('joined_at')}, 'followers', followers, 'following', following, 'images', images, 'saveDelay', save_delay,
      'newEmail', (select email from email_change where account_id = account.id),
      'invitedBy', (
        select inviter.username from account as inviter where inviter.id = account.invited_by and ${accountVisible(accountId, 'inviter')}),
      'restoredAt', ${at('restored_at')}, 'hasPassword', password_hash is not null,
      'secondFactorSince', (select ${at('enabled_at')} from two_factor where account_id = account.id),
      'recoveryCodesLeft', (select count(*) from recovery_code where account_id = account.id),
      'knownDevicesUntil', (
        select coalesce(json_agg(${at('expires_at')} order by expires_at), '[]') from known_device where account_id = account.id),
      'digest', coalesce((select digest from notification_state where account_id = account.id), 'weekly'),
      'wallsLeft', (
        select coalesce(json_agg(json_build_object('wall', wall, 'at', at::text, 'leftAt', ${at('left_at')}) order by left_at), '[]')
        from wall_place where account_id = account.id),
      'toldOf', (
        select coalesce(json_object_agg(kind, json_build_object('app', app, 'digest', digest, 'push', push)), '{}')
        from notification_preference where account_id = account.id)
    ) as facts
    from account where id = ${accountId}`.execute(db)
  return rows[0]!
}

export interface OwnImage {
  id: string
  /** SHA-256 of the bytes as they came. */
  hash: string
  slug: string
  title: string
  description: string
  alt: string
  translations: TranslationView[]
  pageUrl: string | null
  sourceUrl: string | null
  /** The number of the image of somebody else that it was kept from. */
  keptFrom: string | null
  width: number
  height: number
  likes: number
  views: number
  bookmarkedAt: Date
  /** Until then nobody else sees it. */
  heldUntil: Date | null
}

/** Oldest first. */
export async function listOwnImages(db: Db, accountId: string, after: string, limit: number): Promise<OwnImage[]> {
  const { rows } = await sql<OwnImage>`
    select image.id, picture.hash, image.slug, image.title, image.description, image.alt, image.translations, image.page_url, image.source_url, image.kept_from::text,
      picture.width, picture.height, image.likes, image.views, image.bookmarked_at, image.held_until
    from image join picture on picture.id = image.picture_id
    where image.account_id = ${accountId} and image.id > ${after}::bigint order by image.id limit ${sql.lit(limit)}`.execute(
    db,
  )
  return rows
}

export async function countOwnImages(db: Db, accountId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from image where account_id = ${accountId}`.execute(db)
  return rows[0]!.count
}

interface List {
  /** A number that rises from row to row. */
  key: string
  view: RawBuilder<unknown>
  from: (me: string) => RawBuilder<unknown>
}

const at = (column: string) => sql.raw(time(column))
const person = sql.raw(`'username', account.username, 'name', account.name`)

/** People on the other end of a table that has both. */
const people = (table: string, mine: string, theirs: string, since: string, always = false): List => ({
  key: `${table}.id`,
  view: sql`json_build_object(${person}, 'since', ${at(`${table}.${since}`)})`,
  from: me => sql`${sql.table(table)} join account on account.id = ${sql.ref(`${table}.${theirs}`)}
    where ${sql.ref(`${table}.${mine}`)} = ${me} and ${always ? sql`true` : accountVisible(me)}`,
})

/** Each becomes a file of that name. What of others the person may not see any more is left out. */
export const lists = {
  likes: {
    key: 'image_like.id',
    view: sql`json_build_object('likedAt', ${at('image_like.created_at')}, 'image', image.id::text, 'title', image.title,
      'by', account.username, 'page', image.page_url, 'source', image.source_url)`,
    from: me => sql`image_like join image on image.id = image_like.image_id join account on account.id = image.account_id
      where image_like.account_id = ${me} and (image.held_until is null or image.account_id = ${me}) and ${contentVisible(me)}`,
  },
  following: people('follow', 'follower_id', 'followed_id', 'created_at'),
  followers: people('follow', 'followed_id', 'follower_id', 'created_at'),
  'requests-received': people('follow_request', 'followed_id', 'follower_id', 'requested_at'),
  'requests-sent': people('follow_request', 'follower_id', 'followed_id', 'requested_at'),
  blocked: people('block', 'blocker_id', 'blocked_id', 'blocked_at', true),
  muted: people('mute', 'muter_id', 'muted_id', 'muted_at'),
  activity: {
    key: 'activity.id',
    view: sql`json_build_object('verb', activity.verb, 'at', ${at('activity.at')},
      'image', image.id::text, 'title', image.title, 'person', account.username)`,
    from: me => sql`activity left join image on image.id = activity.image_id
      left join account on account.id = coalesce(activity.account_id, image.account_id)
      where activity.actor_id = ${me} and (account.id is null or ${contentVisible(me)} or activity.verb = 'followed' and ${accountVisible(me)})`,
  },
  notifications: {
    key: 'notification.position',
    view: sql`json_build_object('kind', notification.kind, 'at', ${at('notification.at')}, 'people', notification.actors,
      'newest', heard.newest, 'image', notification.image_id::text, 'readAt', ${at('notification.read_at')})`,
    // As many by name as the interface names.
    from: me => sql`notification cross join lateral (
        select coalesce(json_agg(actor.username), '[]') as newest from (
          select account.username from notification_actor join account on account.id = notification_actor.actor_id
          where notification_actor.notification_id = notification.id and ${accountVisible(me)}
          order by notification_actor.id desc limit 3
        ) as actor
      ) as heard
      where notification.account_id = ${me}`,
  },
  saves: {
    key: 'save.id',
    view: sql`json_build_object('beganAt', ${at('save.began_at')}, 'state', save.state, 'address', save.url, 'title', save.title,
      'description', save.description, 'alt', save.alt, 'page', save.page_url, 'error', save.error)`,
    from: me => sql`save where save.account_id = ${me}`,
  },
  sessions: {
    key: 'session.id',
    view: sql`json_build_object('device', session.user_agent, 'network', session.network, 'beganAt', ${at('session.created_at')},
      'lastUsedAt', ${at('session.last_used_at')}, 'expiresAt', ${at('session.expires_at')})`,
    from: me => sql`session where session.account_id = ${me}`,
  },
  'access-tokens': {
    key: 'access_token.id',
    view: sql`json_build_object('name', access_token.name, 'scopes', access_token.scopes, 'createdAt', ${at('access_token.created_at')},
      'lastUsedAt', ${at('access_token.last_used_at')}, 'expiresAt', ${at('access_token.expires_at')})`,
    from: me => sql`access_token where access_token.account_id = ${me}`,
  },
  'called-browsers': {
    key: 'push_subscription.id',
    // Its address is enough to call it: only whose service it is.
    view: sql`json_build_object('service', split_part(push_subscription.endpoint, '/', 3),
      'since', ${at('push_subscription.created_at')})`,
    from: me => sql`push_subscription where push_subscription.account_id = ${me}`,
  },
  passkeys: {
    key: 'passkey.id',
    view: sql`json_build_object('name', passkey.name, 'createdAt', ${at('passkey.created_at')},
      'lastUsedAt', ${at('passkey.last_used_at')})`,
    from: me => sql`passkey where passkey.account_id = ${me}`,
  },
  identities: {
    key: 'identity.id',
    view: sql`json_build_object('issuer', identity.issuer, 'subject', identity.subject, 'label', identity.label,
      'linkedAt', ${at('identity.linked_at')}, 'lastUsedAt', ${at('identity.last_used_at')})`,
    from: me => sql`identity where identity.account_id = ${me}`,
  },
  invitations: {
    key: 'invitation.id',
    view: sql`json_build_object('createdAt', ${at('invitation.created_at')}, 'email', invitation.email, 'uses', invitation.uses,
      'used', invitation.used, 'expiresAt', ${at('invitation.expires_at')}, 'revokedAt', ${at('invitation.revoked_at')})`,
    from: me => sql`invitation where invitation.account_id = ${me}`,
  },
  reports: {
    key: 'report.id',
    view: sql`json_build_object('kind', report.kind, 'person', account.username, 'image', report.image_id::text,
      'reason', report.reason, 'words', report.words, 'sentAt', ${at('report.sent_at')})`,
    from: me => sql`report left join account on account.id = report.account_id and ${accountVisible(me)}
      where report.reporter_id = ${me}`,
  },
  'decisions-by-me': {
    key: 'action.id',
    view: sql`json_build_object('action', action.action, 'at', ${at('action.at')}, 'person', account.username,
      'image', action.image_id::text, 'reason', action.reason)`,
    from: me => sql`action left join account on account.id = action.account_id where action.actor_id = ${me}`,
  },
  // Without whose they were, and without what would tell of somebody's report.
  'decisions-about-me': {
    key: 'action.id',
    view: sql`json_build_object('action', action.action, 'at', ${at('action.at')}, 'image', action.image_id::text,
      'reason', action.reason)`,
    from: me => sql`action where action.account_id = ${me} and action.action <> 'resolve-report'`,
  },
} satisfies Record<string, List>

/** Oldest first, at most so many after a key. */
export async function listRows(
  db: Db,
  name: keyof typeof lists,
  accountId: string,
  after: string,
  limit: number,
): Promise<{ key: string; view: object }[]> {
  const { key, view, from } = lists[name] as List
  const { rows } = await sql<{ key: string; view: object }>`
    select ${sql.ref(key)}::text as key, ${view} as view from ${from(accountId)} and ${sql.ref(key)} > ${after}::bigint
    order by ${sql.ref(key)} limit ${sql.lit(limit)}`.execute(db)
  return rows
}
