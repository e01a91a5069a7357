// The views of ../views.ts as SQL: one definition each, used by every read and every event.
import { sql, type RawBuilder } from 'kysely'
import type {
  AccountRef,
  AccountSeenView,
  AccountView,
  ActivityView,
  ImageSeenView,
  ImageView,
  RelationView,
} from '../views.ts'

/** A row of this column is the view itself, in the spelling of the wire. */
type View<T> = RawBuilder<T>

/** A timestamp as it is on the wire. */
export const time = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const ref = (account: string) =>
  `json_build_object('username', ${account}.username, 'name', ${account}.name, 'photo', ${account}.photo)`

const accountFields = (account: string) => `
  'username', ${account}.username, 'name', ${account}.name, 'photo', ${account}.photo, 'bio', ${account}.bio,
  'site', ${account}.site, 'joinedAt', ${time(`${account}.joined_at`)}, 'followers', ${account}.followers,
  'following', ${account}.following, 'images', ${account}.images,
  'private', ${account}.private`

const imageFields = (image: string, picture: string, account: string) => `
  'id', ${image}.id::text, 'slug', ${image}.slug, 'title', ${image}.title, 'description', ${image}.description,
  'alt', ${image}.alt, 'translations', ${image}.translations, 'picture', ${picture}.id::text, 'pageUrl', ${image}.page_url, 'sourceUrl', ${image}.source_url, 'width', ${picture}.width,
  'height', ${picture}.height, 'placeholder', ${picture}.placeholder, 'color', ${picture}.color,
  'sources', ${picture}.sources, 'by', ${ref(account)}, 'likes', ${image}.likes, 'views', ${image}.views,
  'bookmarkedAt', ${time(`${image}.bookmarked_at`)},
  'animated', ${picture}.animated, 'heldUntil', ${time(`${image}.held_until`)}`

/** Of a table of accounts by its name in the statement; null where it was joined to nobody. */
export const refOf = (account: string): View<AccountRef | null> =>
  sql.raw(`case when ${account}.id is not null then ${ref(account)} end`)

/** Of the table `account`. */
export const accountRef = sql.raw<AccountRef>(ref('account'))

/** Of the table `account`. */
export const accountView: View<AccountView> = sql.raw(`json_build_object(${accountFields('account')})`)

/** Of the table `account`, as the viewer (an account's id, or null) sees it. */
export function accountViewFor(viewerId: string | null): View<AccountSeenView> {
  return sql`json_build_object(${sql.raw(accountFields('account'))}, 'followedByMe', exists (
      select from follow where follow.follower_id = ${viewerId}::bigint and follow.followed_id = account.id),
    'relation', ${relationView(viewerId)})`
}

/** Of the table `account`: what it and the viewer (an account's id, or null) are to one another. */
export function relationView(viewerId: string | null): View<RelationView> {
  const me = sql`${viewerId}::bigint`
  return sql`json_build_object(
    'followedByMe', exists (select from follow where follow.follower_id = ${me} and follow.followed_id = account.id),
    'requestedByMe', exists (
      select from follow_request as asked where asked.follower_id = ${me} and asked.followed_id = account.id),
    'followsMe', exists (select from follow where follow.follower_id = account.id and follow.followed_id = ${me}),
    'blockedByMe', exists (select from block where block.blocker_id = ${me} and block.blocked_id = account.id),
    'mutedByMe', exists (select from mute where mute.muter_id = ${me} and mute.muted_id = account.id))`
}

/** Of the tables `image`, `picture` and its `account`. */
export const imageView: View<ImageView> = sql.raw(`json_build_object(${imageFields('image', 'picture', 'account')})`)

/** The same, as the viewer (an account's id, or null) sees it. Nobody has a picture twice, so that its key finds the one image. */
export function imageViewFor(viewerId: string | null): View<ImageSeenView> {
  return sql`json_build_object(${sql.raw(imageFields('image', 'picture', 'account'))}, 'likedByMe', exists (
      select from image_like where image_like.image_id = image.id and image_like.account_id = ${viewerId}::bigint),
    'keptAs', (
      select mine.id::text from image as mine
      where mine.account_id = ${viewerId}::bigint and mine.picture_id = image.picture_id))`
}

/** Of `activity`, with `activityJoins`; without its cursor, which is made of `xid` and `id`. */
export const activityView: View<Omit<ActivityView, 'cursor'>> = sql.raw(`json_build_object(
  'id', activity.id::text, 'verb', activity.verb, 'actor', ${ref('actor')}, 'at', ${time('activity.at')},
  'target', case
    when activity.image_id is not null then json_build_object('kind', 'image', 'image', json_build_object(${imageFields('image', 'picture', 'owner')}))
    when activity.account_id is not null then json_build_object('kind', 'account', 'account', ${ref('target')})
  end)`)

/** The tables that `activityView` reads beside `activity`. */
export const activityJoins = sql.raw(`
  join account as actor on actor.id = activity.actor_id
  left join account as target on target.id = activity.account_id
  left join image on image.id = activity.image_id
  left join picture on picture.id = image.picture_id
  left join account as owner on owner.id = image.account_id`)
