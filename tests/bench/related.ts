// What is related to an image, on a large instance: in the database, for images that little and much is known of.
import type pg from 'pg'
import type { Roots } from '../../server/images/related-queries.ts'
import { isGiven, numberFlag } from './flags.ts'
import { connectTo, insertPeople } from './population.ts'
import { firstStatement, productFunction } from './product-sql.ts'
import { format, median, printTable } from './report.ts'
import { startServices } from './servers.ts'

const people = numberFlag('people', 10_000)
const images = numberFlag('images', 100_000)
const likes = numberFlag('likes', 500_000)
const repeats = numberFlag('repeats', 40)

type List = (db: never, roots: Roots, viewerId: string | null) => Promise<unknown>

/**
 * Images of which each tenth person has saved most, from a few large sites and many small ones, three on a page; likes that gather on
 * what is liked already; people with a taste, a hundred of them private, each blocking and muting two.
 */
async function fill(client: pg.Client): Promise<void> {
  await insertPeople(client, people)
  await client.query(`
    insert into picture (hash, perceptual_hash, bytes, width, height, animated, placeholder, color, sources)
      select md5(n::text), substr(md5('look' || n), 1, 16), 100000, 1920, 1280, false, 'YTkGJwaRhWUIt4lbgnhZl3ath2BUBGYA', '#7f8c9d',
        '[{"url":"/media/ab/a.webp","type":"image/webp","width":720,"height":480},{"url":"/media/ab/b.jpg","type":"image/jpeg","width":720,"height":480}]'
      from generate_series(1, ${images}) as n;
    insert into image (account_id, picture_id, slug, title, page_url)
      select 1 + (power(random(), 3) * ${people - 1})::int, n, 'a-find', 'A find, number ' || n,
        'https://site' || (power(random(), 4) * 5000)::int || '.example/finds/' || n / 3 from generate_series(1, ${images}) as n
      on conflict do nothing;
    insert into image_like (image_id, account_id)
      select 1 + ((taste * 97 + (power(random(), 3) * ${images / 10})::int) % ${images}), 1 + (power(random(), 2) * ${people - 1})::int
      from (select n % 100 as taste from generate_series(1, ${likes}) as n) as liked on conflict do nothing;
    update image set likes = counted.count from (
      select image_id, count(*)::int as count from image_like group by 1) as counted where counted.image_id = image.id;
    update account set private = true where id % 100 = 0;
    insert into block (blocker_id, blocked_id) select n, 1 + (n * 7 + k) % ${people} from generate_series(1, ${people}) as n, generate_series(0, 1) as k
      where n <> 1 + (n * 7 + k) % ${people} on conflict do nothing;
    insert into mute (muter_id, muted_id) select n, 1 + (n * 11 + k) % ${people} from generate_series(1, ${people}) as n, generate_series(0, 1) as k
      where n <> 1 + (n * 11 + k) % ${people} on conflict do nothing;
    insert into follow (follower_id, followed_id) select 1 + n % ${people}, 1 + (n::bigint * 7919) % ${people} from generate_series(1, ${people * 30}) as n
      where 1 + n % ${people} <> 1 + (n::bigint * 7919) % ${people} on conflict do nothing`)
  await client.query('vacuum analyze')
}

const services = await startServices()
const stops = [services.stop]
try {
  const { openDatabase } = await import('../../server/database/db.ts')
  const { readConfig } = await import('../../server/config.ts')
  const { pino } = await import('pino')
  const config = readConfig({ ...services.environment, DATABASE_URL: services.databaseUrl })
  await (await openDatabase(config, pino({ level: 'silent' }))).close()
  const client = await connectTo(services.databaseUrl)
  stops.unshift(() => client.end())
  await fill(client)
  const list = await productFunction<List>('images/related-queries.ts', 'listRelatedViews')
  const rows: string[][] = []
  for (const [name, order, offset] of [
    ['the most liked', 'likes desc', 0],
    ['liked by many', 'likes desc', Math.round(images / 200)],
    ['liked by few', 'likes desc', Math.round(images / 4)],
    ['liked by nobody', 'likes, id desc', 0],
  ] as const) {
    const found = await client.query<Roots & { likes: number }>(`
      select image.id::text, image.account_id::text as "accountId", picture_id::text as "pictureId",
        perceptual_hash as "perceptualHash", page_url as "pageUrl", likes
      from image join picture on picture.id = image.picture_id order by ${order} offset ${offset} limit 1`)
    const { likes: many, ...roots } = found.rows[0]!
    for (const viewer of [null, '7']) {
      const { text, values } = await firstStatement(db => list(db as never, roots, viewer))
      const taken: number[] = []
      let shown = 0
      for (let repeat = -8; repeat < repeats; repeat++) {
        const began = performance.now()
        const answer = await client.query({ name: `${name} ${viewer}`, text, values })
        if (repeat >= 0) taken.push(performance.now() - began)
        shown = answer.rowCount ?? 0
      }
      if (isGiven('explain')) {
        const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${text}`, values)
        console.log(name, viewer, rows.map(row => row['QUERY PLAN']).join('\n'))
      }
      const slowest = taken.sort((a, b) => a - b).at(-1)!
      rows.push([
        `${name} (${many}), ${viewer ? 'a person' : 'a visitor'}`,
        format(median(taken)),
        format(slowest),
        String(shown),
      ])
    }
  }
  printTable(
    `Milliseconds to what is related, there and back: ${images.toLocaleString('en')} images, ${likes.toLocaleString('en')} likes, ${people.toLocaleString('en')} people`,
    ['an image', 'median', 'slowest', 'shown'],
    rows,
  )
} finally {
  for (const stop of stops) await stop().catch(error => console.error(error))
}
