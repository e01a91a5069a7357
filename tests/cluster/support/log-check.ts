// What the log of events says happened, held against the tables.
import pg from 'pg'

export interface Told {
  name: string
  groups: string[]
  payload: {
    id?: string
    username?: string
    likes?: number
    followers?: number
    following?: number
    image?: { id: string; likedByMe: boolean }
    account?: { username: string; followedByMe: boolean }
  }
}

export interface Tables {
  log: Told[]
  images: { id: string; likes: number; rows: number }[]
  accounts: { id: string; username: string; followers: number; following: number; followerRows: number }[]
  likes: { username: string; imageId: string }[]
  follows: { follower: string; followed: string }[]
  /** Activities that the same person did again within 60 seconds, to the same target. */
  tooSoon: number
  /** Activities that are told not once, but never or several times. */
  notToldOnce: number
}

export async function readTables(url: string): Promise<Tables> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const list = async <Row extends object>(text: string) => (await client.query<Row>(text)).rows
  try {
    return {
      log: await list('select name, groups, payload from event order by xid, id'),
      images: await list(
        `select id::text, likes, (select count(*)::int from image_like where image_id = image.id) as rows from image`,
      ),
      accounts: await list(
        `select id::text, username, followers, following,
           (select count(*)::int from follow where followed_id = account.id) as "followerRows" from account`,
      ),
      likes: await list(
        `select username, image_id::text as "imageId" from image_like join account on account.id = account_id`,
      ),
      follows: await list(
        `select follower.username as follower, followed.username as followed from follow
         join account as follower on follower.id = follower_id join account as followed on followed.id = followed_id`,
      ),
      tooSoon: (
        await list(
          `select from (
             select at - lag(at) over (partition by actor_id, verb, image_id, account_id order by at) as gap from activity
           ) as gaps where gap < interval '60 seconds'`,
        )
      ).length,
      notToldOnce: (
        await list(
          `select from activity full join (select * from event where name = 'activity:recorded') as event
             on event.id = activity.id and event.xid = activity.xid
           where activity.id is null or event.id is null`,
        )
      ).length,
    }
  } finally {
    await client.end()
  }
}

/** The states of one count in the order in which they were told. */
export function statesOf(log: readonly Told[], of: (told: Told) => number | undefined): number[] {
  return log.map(of).filter(state => state !== undefined)
}

/** From nothing, each state is one more or one less than the one before. @returns the steps that are not */
export function wrongSteps(states: readonly number[]): string[] {
  return states
    .map((state, index) => [states[index - 1] ?? 0, state] as const)
    .filter(([before, after]) => Math.abs(after - before) !== 1)
    .map(([before, after]) => `${before} → ${after}`)
}
