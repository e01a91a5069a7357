// A large instance for `reads`: 10,000 people, 100,000 images, a million follows and a million activities, in half a minute.
import type pg from 'pg'
import { followMany, insertImages, insertPeople } from './population.ts'

export interface Scale {
  people: number
  images: number
  follows: number
  activities: number
}

/** A signed-in reader, by whom they follow. */
export interface Reader {
  name: string
  id: string
  following: number
}

/** Of the people the last tenth has been quiet since the beginning. */
export async function fill(client: pg.Client, { people, images, follows, activities }: Scale): Promise<Reader[]> {
  const lively = Math.floor(people * 0.9)
  await insertPeople(client, people)
  await insertImages(client, images, people)
  await client.query(`
    insert into image_like (image_id, account_id)
      select 1 + n % ${images}, 1 + (n / ${images} * 7919 + n * 31) % ${people} from generate_series(1, ${images * 3}) as n
      on conflict do nothing;
    insert into image_rank (image_id, owner_id, seen, liked)
      select id, account_id, rank_gain(1 + id % 97, now() - make_interval(secs => hashint4(id::int) & 8388607)),
        rank_gain(5 + 5 * (id % 7), now() - make_interval(secs => hashint4(id::int * 7) & 8388607)) from image;
    insert into activity (actor_id, verb, image_id, at)
      select 1 + ${lively} + n % ${people - lively}, 'bookmarked', 1 + n % ${images}, now() - interval '300 days'
      from generate_series(1, ${(people - lively) * 5}) as n;
    insert into activity (actor_id, verb, image_id, account_id, at)
      select 1 + (hashint4(n)::bigint + 2147483648) % ${lively}, case n % 5 when 0 then 'followed' when 1 then 'bookmarked' else 'liked' end,
        case when n % 5 > 0 then 1 + n::bigint * 7 % ${images} end, case when n % 5 = 0 then 1 + n % ${people} end,
        now() - make_interval(secs => (${activities} - n) * 20)
      from generate_series(1, ${activities}) as n;
    insert into account_pulse (account_id, last_activity_id) select actor_id, max(id) from activity group by actor_id`)
  const readers: Reader[] = []
  for (const following of [10, 300, Math.min(5_000, lively - 10)]) {
    const id = readers.length + 1
    await followMany(client, id, id, following, lively)
    readers.push({ name: `following ${following.toLocaleString('en')}`, id: String(id), following })
  }
  const quiet = readers.length + 1
  await client.query(`
    insert into follow (follower_id, followed_id)
      select ${quiet}, ${lively} + n from generate_series(1, ${Math.min(300, people - lively)}) as n`)
  readers.push({ name: 'following 300 quiet people', id: String(quiet), following: 300 })
  await followMany(client, quiet + 1, people, Math.round(follows / people), people)
  await client.query(`
    update account set following = counted.following, followers = counted.followers from (
      select id, (select count(*) from follow where follower_id = account.id) as following,
        (select count(*) from follow where followed_id = account.id) as followers from account
    ) as counted where counted.id = account.id`)
  await client.query('vacuum analyze')
  return readers
}
