// What keeping a picture costs through `change()`, whatever the number of followers, beside the bare insert of its row.
import type pg from 'pg'
import { pino } from 'pino'
import { readConfig } from '../../server/config.ts'
import type { Context } from '../../server/context.ts'
import type { OpenDatabase } from '../../server/database/db.ts'
import type { bookmarkImage } from '../../server/images/images.ts'
import { treeSeconds } from './effort.ts'
import { numberFlag } from './flags.ts'
import { productFunction } from './product-sql.ts'
import { format, median, printTable, times } from './report.ts'
import type { Services } from './servers.ts'

const writes = numberFlag('writes', 300)
const image = { title: 'A find of the day', description: '', alt: '', pageUrl: 'https://example.org/finds' }
const columns = '(account_id, picture_id, slug, title, page_url)'

interface Cost {
  /** Milliseconds, one after the other. */
  time: number
  /** Microseconds of PostgreSQL's CPU. */
  cpu: number
}

export async function measureWrites({ client, services }: { client: pg.Client; services: Services }): Promise<void> {
  const openDatabase = await productFunction<(config: unknown, log: unknown) => Promise<OpenDatabase>>(
    'database/db.ts',
    'openDatabase',
  )
  const keep = await productFunction<typeof bookmarkImage>('images/images.ts', 'bookmarkImage')
  const config = readConfig(services.environment)
  const log = pino({ level: 'warn' })
  const { db, close } = await openDatabase(config, log)
  // Nobody listens: the hint and the bytes are not what is measured.
  const ctx = { config, log, db, groups: { hint() {}, cursorOf: () => '' } } as unknown as Context
  const { rows } = await client.query<{ id: string; hash: string }>(
    'select id, hash from picture order by id desc limit 20000',
  )
  const fresh = rows.values()
  // The one with the most followers, and one with none.
  await client.query(
    `insert into account (username, email, name, password_hash) values ('popular', 'popular', 'P', ''), ('lonely', 'lonely', 'L', '')`,
  )
  const ids = await client.query<{ id: string }>(
    `select id from account where username in ('popular', 'lonely') order by username`,
  )
  const [lonely, popular] = ids.rows.map(({ id }) => id) as [string, string]
  await client.query(
    `insert into follow (follower_id, followed_id) select id, ${popular} from account where id < least(5001, ${lonely})`,
  )

  async function measure(write: (picture: { id: string; hash: string }) => Promise<unknown>): Promise<Cost> {
    const taken: number[] = []
    let cpu = 0
    for (let n = -50; n < writes; n++) {
      if (n === 0) cpu = treeSeconds(services.postgresPid)
      const began = performance.now()
      await write(fresh.next().value!)
      if (n >= 0) taken.push(performance.now() - began)
    }
    return { time: median(taken), cpu: ((treeSeconds(services.postgresPid) - cpu) / writes) * 1e6 }
  }

  const bare = (account: string) => (picture: { id: string }) =>
    client.query({
      name: 'bare',
      text: `insert into image ${columns} values ($1, $2, $3, $4, $5) on conflict do nothing returning id`,
      values: [account, picture.id, 'a-find-of-the-day', image.title, image.pageUrl],
    })
  const product = (account: string) => (picture: { hash: string }) =>
    keep(ctx, account, image, { hash: picture.hash, discard: async () => {} } as Parameters<typeof bookmarkImage>[3], {
      sourceUrl: null,
    })

  try {
    const alone = await measure(bare(lonely))
    const few = await measure(product(lonely))
    const many = await measure(product(popular))
    const row = (name: string, { time, cpu }: Cost, reach: string) => [
      name,
      format(time),
      times(time / alone.time),
      format(cpu),
      times(cpu / alone.cpu),
      reach,
    ]
    printTable(
      'One bookmark of a picture that is there already, one after the other',
      ['', 'ms', 'of bare', 'CPU µs of PostgreSQL', 'of bare', 'Reach'],
      [
        row('bare insert of the image row', alone, ''),
        row('bookmarkImage, no followers', few, '≤ 3×'),
        row('bookmarkImage, 5,000 followers', many, '≤ 3×'),
      ],
    )
  } finally {
    await close()
  }
}
