// Reading a home and the images of a large instance: in the database beside SQL by hand, and over HTTP beside Koa with bare pg.
import type pg from 'pg'
import { numberFlag } from './flags.ts'
import { hammer } from './http-load.ts'
import { homeSql, imagesSql } from './peer-sql.ts'
import { connectTo, tokenOf } from './population.ts'
import { statementOf, type Statement } from './product-sql.ts'
import { fill, type Reader } from './reads-data.ts'
import { format, median, printTable, times } from './report.ts'
import { peerFile, productFile, startServer, startServices, startTwo } from './servers.ts'
import { measureWrites } from './writes.ts'

const scale = {
  people: numberFlag('people', 10_000),
  images: numberFlag('images', 100_000),
  follows: numberFlag('follows', 1_000_000),
  activities: numberFlag('activities', 1_000_000),
}
const repeats = numberFlag('repeats', 25)
const requests = numberFlag('requests', 600)
const rounds = numberFlag('rounds', 2)
const top = '9223372036854775807'

const services = await startServices()
const stops = [services.stop]

/** Milliseconds in the database, planning included, of a prepared statement that has met its generic plan. */
async function timeOf(client: pg.Client, { text, values }: Statement): Promise<number> {
  await client.query(`prepare measured as ${text}`)
  const given = values.map(value => (value === null ? 'null' : `'${String(value)}'`)).join()
  const taken: number[] = []
  for (let repeat = -8; repeat < repeats; repeat++) {
    const { rows } = await client.query<{ 'QUERY PLAN': { 'Planning Time': number; 'Execution Time': number }[] }>(
      `explain (analyze, timing off, format json) execute measured(${given})`,
    )
    const [plan] = rows[0]!['QUERY PLAN']
    if (repeat >= 0) taken.push(plan!['Planning Time'] + plan!['Execution Time'])
  }
  await client.query('deallocate measured')
  return median(taken)
}

interface Read {
  name: string
  path: string
  reader: Reader
  before: string
  reach: string
}

async function inDatabase(client: pg.Client, { name, path, reader, before, reach }: Read): Promise<string[]> {
  const home = path === '/api/activity/list'
  const ours = home
    ? await statementOf('activity/followed-queries.ts', 'listFollowedActivity', {
        viewerId: reader.id,
        from: before,
        towards: 'older',
        following: reader.following,
      })
    : await statementOf('images/queries.ts', 'listImageRows', {
        viewerId: reader.id,
        from: before,
        towards: 'older',
      })
  const product = await timeOf(client, ours)
  const byHand = await timeOf(client, { text: home ? homeSql : imagesSql, values: [reader.id, before] })
  return [name, format(product), format(byHand), times(product / byHand), reach]
}

try {
  const [node, other] = await startTwo(productFile, services.environment)
  await other!.stop()
  const peer = await startServer(peerFile('bare-koa'), { DATABASE_URL: services.databaseUrl })
  stops.unshift(node!.stop, peer.stop)
  const client = await connectTo(services.databaseUrl)
  stops.unshift(() => client.end())
  const readers = await fill(client, scale)
  const { rows } = await client.query<{ id: string }>('select max(id) / 2 as id from activity')
  const deep = rows[0]!.id

  const homes = readers.map(reader => ({
    name: `home, ${reader.name}`,
    path: '/api/activity/list',
    reader,
    before: top,
    reach: reader.id === '3' ? '≤ 4' : '≤ 1',
  }))
  const middle = readers[1]!
  const reads: Read[] = [
    ...homes,
    ...homes.slice(0, 3).map(read => ({ ...read, name: `${read.name}, deep page`, before: deep })),
    { name: 'images', path: '/api/image/list', reader: middle, before: top, reach: '≤ 1' },
    {
      name: 'images, deep page',
      path: '/api/image/list',
      reader: middle,
      before: String(scale.images / 2),
      reach: '≤ 1',
    },
  ]
  const measured: string[][] = []
  for (const read of reads) measured.push(await inDatabase(client, read))
  printTable(
    `Milliseconds in the database: ${scale.images.toLocaleString('en')} images, ${scale.people.toLocaleString('en')} people, ` +
      `${scale.follows.toLocaleString('en')} follows, ${scale.activities.toLocaleString('en')} activities; prepared, 20 rows`,
    ['', 'product', 'SQL by hand', 'ratio', 'Reach'],
    measured,
  )

  const { rows: ranked } = await client.query<{ score: string; id: string }>(
    'select score::text, image_id::text as id from image_rank order by score desc offset $1 limit 1',
    [scale.images / 2],
  )
  const popular: string[][] = []
  for (const [name, place] of [
    ['popular', { score: 'infinity', id: top }],
    ['popular, deep page', ranked[0]!],
  ] as const) {
    const statement = await statementOf('popular/queries.ts', 'listPopularRows', { viewerId: middle.id, before: place })
    popular.push([name, format(await timeOf(client, statement)), '< 2'])
  }
  printTable('Milliseconds in the database: what is popular, 20 rows', ['', 'product', 'Reach'], popular)

  const overHttp: string[][] = []
  for (const { name, path, reader, before } of reads) {
    const headers = { authorization: `Bearer ${tokenOf(Number(reader.id))}`, 'x-viewer': reader.id }
    const load = { requests, body: () => (before === top ? '{}' : JSON.stringify({ before })), headers: () => headers }
    const rates: [number[], number[]] = [[], []]
    for (let round = -1; round < rounds; round++) {
      for (const [index, { url }] of [node!, peer].entries()) {
        const seconds = await hammer({ ...load, url: url + path })
        if (round >= 0) rates[index]!.push(requests / seconds)
      }
    }
    const [ours, theirs] = rates.map(median) as [number, number]
    overHttp.push([name, format(ours), format(theirs), times(ours / theirs), '≥ 0.75×'])
  }
  printTable(
    'Requests a second over HTTP, 32 connections, one process each; ours looks the session up, the peer does not',
    ['', 'product', 'Koa + bare pg', 'ratio', 'Reach'],
    overHttp,
  )
  await measureWrites({ client, services })
} finally {
  for (const stop of stops) await stop().catch(error => console.error(error))
}
