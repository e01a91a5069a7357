// A like of an image with 10,000 likers, whose owner is told of each, beside a like of an image with none, one that is news to nobody,
// and the bare insert of its row.
import { pino } from 'pino'
import { readConfig } from '../../server/config.ts'
import type { Context } from '../../server/context.ts'
import type { OpenDatabase } from '../../server/database/db.ts'
import type { likeImage } from '../../server/likes/likes.ts'
import { numberFlag } from './flags.ts'
import { connectTo } from './population.ts'
import { productFunction } from './product-sql.ts'
import { format, median, printTable, quantile, times } from './report.ts'
import { startServices } from './servers.ts'

const likers = numberFlag('likers', 10_000)
const likes = numberFlag('likes', 400)
const warmUp = 50

const services = await startServices()
const stops = [services.stop]
try {
  const openDatabase = await productFunction<(config: unknown, log: unknown) => Promise<OpenDatabase>>(
    'database/db.ts',
    'openDatabase',
  )
  const like = await productFunction<typeof likeImage>('likes/likes.ts', 'likeImage')
  const config = readConfig(services.environment)
  const log = pino({ level: 'warn' })
  const { db, close } = await openDatabase(config, log)
  stops.unshift(close)
  // Nobody listens, and nobody has a browser to be called: the change itself is what is measured.
  const jobs = { add: () => Promise.resolve(), poke() {} }
  const ctx = { config, log, db, jobs, groups: { hint() {}, cursorOf: () => '' } } as unknown as Context
  const client = await connectTo(services.databaseUrl)
  stops.unshift(() => client.end())

  const all = likes + warmUp
  const ids = async (text: string, ...values: unknown[]) =>
    (await client.query<{ id: string }>(text, values)).rows.map(row => row.id)
  const makePeople = (prefix: string, count: number) =>
    ids(
      `insert into account (username, email, name, password_hash)
       select $1::text || n, $1::text || n, $1::text || n, '' from generate_series(1, $2::int) as n returning id::text`,
      prefix,
      count,
    )
  const fans = await makePeople('fan_', all)
  const owners = await makePeople('owner_', all + 2)
  const [popularOwner, bareOwner] = owners.splice(0, 2) as [string, string]
  const [picture] = await ids(
    `insert into picture (hash, perceptual_hash, bytes, width, height, animated, placeholder, color, sources)
     values ('a', '0000000000000000', 1, 900, 600, false, '', '#808080', '[]') returning id::text`,
  )
  const makeImages = (accountIds: string[]) =>
    ids(
      `insert into image (account_id, picture_id, slug, title)
       select id, $2, 'a-find', 'A find' from unnest($1::bigint[]) as id order by id returning id::text`,
      accountIds,
      picture,
    )
  const [popular, bare] = (await makeImages([popularOwner, bareOwner])) as [string, string]
  const quiet = await makeImages(owners)
  const own = await makeImages(fans)
  const crowd = await makePeople('crowd_', likers)
  await client.query(
    `insert into image_like (image_id, account_id) select image_id, account_id
     from unnest($1::bigint[]) as image_id, unnest($2::bigint[]) as account_id`,
    [[popular, bare], crowd],
  )
  await client.query('update image set likes = $2 where id = any($1::bigint[])', [[popular, bare], likers])
  await client.query('insert into notification_state (account_id) values ($1)', [popularOwner])
  const [group] = await ids(
    `insert into notification (account_id, kind, image_id, position, actors) values ($1, 'liked', $2, 1, $3) returning id::text`,
    popularOwner,
    popular,
    likers,
  )
  await client.query(
    `insert into notification_actor (notification_id, account_id, kind, image_id, actor_id)
     select $1, $2, 'liked', $3, id from unnest($4::bigint[]) as id`,
    [group, popularOwner, popular, crowd],
  )
  await client.query('analyze')

  const ways = {
    popular: (n: number) => like(ctx, fans[n]!, popular),
    none: (n: number) => like(ctx, fans[n]!, quiet[n]!),
    silent: (n: number) => like(ctx, fans[n]!, own[n]!),
    bare: (n: number) =>
      client.query({
        name: 'bare',
        text: 'insert into image_like (image_id, account_id) values ($1, $2) on conflict do nothing returning id',
        values: [bare, fans[n]!],
      }),
  }
  const taken: Record<keyof typeof ways, number[]> = { popular: [], none: [], silent: [], bare: [] }
  // In turn, so that whatever else the machine does falls on all of them.
  for (let n = 0; n < all; n++) {
    for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
      const began = performance.now()
      await ways[way](n)
      if (n >= warmUp) taken[way].push(performance.now() - began)
    }
  }
  const { rows } = await client.query<{ actors: number }>('select actors from notification where id = $1', [group])
  if (rows[0]?.actors !== likers + all) throw new Error(`The group has ${rows[0]?.actors} people.`)

  const row = (name: string, way: keyof typeof ways) => [
    name,
    format(median(taken[way])),
    format(quantile(taken[way], 0.95)),
    times(median(taken[way]) / median(taken.none)),
    times(median(taken[way]) / median(taken.bare)),
  ]
  printTable(
    `A like, ${likes.toLocaleString('en')} of each in turn, one at a time`,
    ['', 'median ms', '95 % ms', 'beside none', 'beside bare'],
    [
      row(`${likers.toLocaleString('en')} likers, owner told`, 'popular'),
      row('no likers, owner told', 'none'),
      row('no likers, news to nobody', 'silent'),
      row('bare insert of the row', 'bare'),
    ],
  )
} finally {
  for (const stop of stops) await stop()
}
