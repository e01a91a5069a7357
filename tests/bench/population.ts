// People, sessions, follows and pictures by the thousand, straight into the tables: the product would spend 50 ms of argon2 on each.
import pg from 'pg'

/** The session token of the person of this number; only its hash is in the database. */
export const tokenOf = (person: number) => `bench-session-token-${String(person).padStart(8, '0')}`

export async function connectTo(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // The rows are right by construction; checking millions of foreign keys takes minutes.
  await client.query("set session_replication_role = replica; set timezone = 'UTC'")
  // Of all triggers only that by which images are found: the others count what is counted here at once.
  await client.query('alter table image enable always trigger image_searched')
  return client
}

/** People numbered from 1, each signed in once: into empty tables, so that numbers are ids. */
export async function insertPeople(client: pg.Client, count: number): Promise<void> {
  await client.query(`
    insert into account (username, email, name, password_hash)
      select 'person_' || n, 'person_' || n || '@example.org', 'Person ' || n, 'none' from generate_series(1, ${count}) as n;
    insert into session (token_hash, account_id, password_epoch, expires_at)
      select sha256(convert_to('bench-session-token-' || lpad(n::text, 8, '0'), 'UTF8')), n, 1, now() + interval '1 day'
      from generate_series(1, ${count}) as n;
    analyze account; analyze session`)
}

/** Everybody of the first numbers follows these. */
export async function followAll(client: pg.Client, followers: number, followed: number[]): Promise<void> {
  await client.query(
    `insert into follow (follower_id, followed_id) select follower, followed
     from generate_series(1, $1::int) as follower, unnest($2::int[]) as followed
     where follower <> followed on conflict do nothing`,
    [followers, followed],
  )
}

/** People of these numbers follow `each` others, evenly spread over the first `among`. */
export async function followMany(
  client: pg.Client,
  from: number,
  to: number,
  each: number,
  among: number,
): Promise<void> {
  const step = Math.max(1, Math.floor(among / each))
  await client.query(`
    insert into follow (follower_id, followed_id) select follower, 1 + (follower * 7919 + n * ${step}) % ${among}
    from generate_series(${from}, ${to}) as follower, generate_series(0, ${each - 1}) as n
    where follower <> 1 + (follower * 7919 + n * ${step}) % ${among} on conflict do nothing`)
}

/** Images, of which each picture's bytes are imagined; by the people of the first numbers in turn. */
export async function insertImages(client: pg.Client, count: number, by: number): Promise<void> {
  const sources = [480, 960, 1920].map(width => ({
    url: `/media/ab/abcdef0123456789-${width}.webp`,
    type: 'image/webp',
    width,
    height: width,
  }))
  await client.query(`
    insert into picture (hash, perceptual_hash, bytes, width, height, animated, placeholder, color, sources)
      select md5(n::text), '0', 100000, 1920, 1920, false, 'YTkGJwaRhWUIt4lbgnhZl3ath2BUBGYA', '#7f8c9d',
        '${JSON.stringify(sources)}' from generate_series(1, ${count}) as n;
    insert into image (account_id, picture_id, slug, title, page_url, bookmarked_at)
      select 1 + n % ${by}, n, 'a-find-of-the-day', 'A find of the day, number ' || n, 'https://example.org/finds/' || n,
        now() - make_interval(secs => ${count} - n) from generate_series(1, ${count}) as n;
    analyze picture; analyze image`)
}
