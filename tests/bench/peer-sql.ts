// What somebody would write by hand for the same pages: flat columns, named statements, the views made in JavaScript.
import type pg from 'pg'

const image = (prefix: string) =>
  ['id', 'slug', 'title', 'description', 'alt', 'page_url', 'source_url', 'likes', 'views', 'bookmarked_at']
    .map(column => `image.${column} as ${prefix}${column}`)
    .join(', ')
const picture = ['width', 'height', 'placeholder', 'color', 'sources'].map(column => `picture.${column}`).join(', ')

/** The newest 20 of the 20 most recently active of those whom $1 follows, before activity $2. */
export const homeSql = `
  with people as (
    select pulse.account_id from follow join account_pulse pulse on pulse.account_id = follow.followed_id
    where follow.follower_id = $1 order by pulse.last_activity_id desc limit 21
  ), newest as (
    select own.* from people cross join lateral (
      select * from activity where actor_id = people.account_id and id < $2 order by id desc limit 21
    ) as own order by own.id desc limit 21
  )
  select newest.id, newest.xid::text, newest.verb, newest.at, newest.image_id, actor.username as actor_username, actor.name as actor_name,
    actor.photo as actor_photo, target.username as target_username, target.name as target_name, target.photo as target_photo,
    ${image('image_')}, ${picture}, owner.username as owner_username, owner.name as owner_name, owner.photo as owner_photo
  from newest join account actor on actor.id = newest.actor_id left join account target on target.id = newest.account_id
    left join image on image.id = newest.image_id left join picture on picture.id = image.picture_id
    left join account owner on owner.id = image.account_id
  order by newest.id desc`

/** The newest 20 images before image $2, as $1 sees them. */
export const imagesSql = `
  select ${image('image_')}, ${picture}, owner.username as owner_username, owner.name as owner_name, owner.photo as owner_photo,
    exists (select from image_like where image_like.image_id = image.id and image_like.account_id = $1) as liked
  from image join picture on picture.id = image.picture_id join account owner on owner.id = image.account_id
  where image.id < $2 order by image.id desc limit 21`

type Row = Record<string, unknown> & { image_bookmarked_at: Date; at: Date }

const person = (row: Row, prefix: string) => ({
  username: row[`${prefix}_username`],
  name: row[`${prefix}_name`],
  photo: row[`${prefix}_photo`],
})

const imageOf = (row: Row) => ({
  id: row.image_id,
  slug: row.image_slug,
  title: row.image_title,
  description: row.image_description,
  alt: row.image_alt,
  pageUrl: row.image_page_url,
  sourceUrl: row.image_source_url,
  width: row.width,
  height: row.height,
  placeholder: row.placeholder,
  color: row.color,
  sources: row.sources,
  by: person(row, 'owner'),
  likes: row.image_likes,
  views: row.image_views,
  bookmarkedAt: row.image_bookmarked_at.toISOString(),
})

const activityOf = (row: Row) => ({
  id: row.id,
  cursor: `0123456789-${String(row.xid)}${String(row.id)}`,
  verb: row.verb,
  actor: person(row, 'actor'),
  at: row.at.toISOString(),
  target: row.image_id
    ? { kind: 'image', image: imageOf(row) }
    : row.target_username
      ? { kind: 'account', account: person(row, 'target') }
      : null,
})

export async function readHome(pool: pg.Pool, viewer: string, before: string): Promise<object> {
  const { rows } = await pool.query<Row>({ name: 'home', text: homeSql, values: [viewer, before] })
  return { data: { activities: rows.slice(0, 20).map(activityOf), next: rows[20] ? rows[19]!.id : null } }
}

export async function readImages(pool: pg.Pool, viewer: string, before: string): Promise<object> {
  const { rows } = await pool.query<Row>({ name: 'images', text: imagesSql, values: [viewer, before] })
  const images = rows.slice(0, 20).map(row => ({ ...imageOf(row), likedByMe: row.liked }))
  return { data: { images, next: rows[20] ? rows[19]!.image_id : null } }
}
