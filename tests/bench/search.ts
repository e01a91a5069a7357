// Finding images by words, on a large instance: in the database, for words that little and much is called by.
import type pg from 'pg'
import { cutWords, listFoundImages } from '../../server/search/queries.ts'
import { askFor } from '../../server/search/words.ts'
import { isGiven, numberFlag } from './flags.ts'
import { connectTo, insertImages, insertPeople } from './population.ts'
import { firstStatement } from './product-sql.ts'
import { format, median, printTable } from './report.ts'
import { startServices } from './servers.ts'

const people = numberFlag('people', 10_000)
const images = numberFlag('images', 100_000)
const repeats = numberFlag('repeats', 40)

/**
 * Titles of four words out of 20,000 of which few are frequent, "photo" in four of ten, "kitten" in one of a thousand, Japanese in one of
 * fifty; a third with a description of thirty words, and a third with an alternative text.
 */
async function fill(client: pg.Client): Promise<void> {
  await insertPeople(client, people)
  await insertImages(client, images, people)
  await client.query(`
    drop index image_search;
    create function words(many int) returns text language sql volatile as $$
      select string_agg(translate(substr(md5('w' || n), 1, 4 + n % 6), '0123456789', 'ghijklmnop'), ' ')
      from (select floor(power(random(), 3) * 20000)::int as n from generate_series(1, many)) as drawn $$;
    update image set title = words(4) || case when id % 5 < 2 then ' photo' else '' end
        || case when id % 1000 = 7 then ' kitten' else '' end || case when id % 50 = 3 then ' 子猫の写真' else '' end,
      description = case when id % 3 = 0 then words(30) else '' end, alt = case when id % 3 = 1 then words(8) else '' end,
      page_url = 'https://site' || id % 5000 || '.example/finds/' || id / 3, likes = (power(random(), 8) * 100)::int;
    create index image_search on image using gin (search)`)
  await client.query('vacuum analyze')
}

const asked = [
  'kitten',
  'photo',
  'k',
  'ph',
  'pho',
  'kiten',
  'photo kitten',
  'kitten person_77',
  '子猫',
  '写',
  'site77.example',
  'person',
  'q'.repeat(200),
  'a b c d e f g h i j',
  '%_\\\'"*:&|!()',
]

const services = await startServices()
const stops = [services.stop]
try {
  const { openDatabase } = await import('../../server/database/db.ts')
  const { readConfig } = await import('../../server/config.ts')
  const { pino } = await import('pino')
  const config = readConfig({ ...services.environment, DATABASE_URL: services.databaseUrl })
  const opened = await openDatabase(config, pino({ level: 'silent' }))
  stops.unshift(opened.close)
  const client = await connectTo(services.databaseUrl)
  stops.unshift(() => client.end())
  const began = performance.now()
  await fill(client)
  console.log(`filled in ${Math.round((performance.now() - began) / 1000)} s`)
  const rows: string[][] = []
  for (const text of asked) {
    const words = await cutWords(opened.db, text)
    for (const tolerant of [false, true]) {
      if (words.length === 0) continue
      const search = {
        asked: askFor(words, tolerant),
        viewerId: '7',
        tolerant,
        before: '9223372036854775807',
        limit: 31,
      }
      const statement = await firstStatement(db => listFoundImages(db as never, search))
      const taken: number[] = []
      let shown = 0
      for (let repeat = -4; repeat < repeats; repeat++) {
        const from = performance.now()
        const answer = await client.query(statement.text, statement.values)
        if (repeat >= 0) taken.push(performance.now() - from)
        shown = answer.rowCount ?? 0
      }
      if (isGiven('explain')) {
        const plan = await client.query<{ 'QUERY PLAN': string }>(
          `explain (analyze, buffers) ${statement.text}`,
          statement.values,
        )
        console.log(text, tolerant, plan.rows.map(row => row['QUERY PLAN']).join('\n'))
      }
      const slowest = taken.sort((a, b) => a - b).at(-1)!
      const name = text.length > 30 ? `${text.length} letters` : `“${text}”`
      rows.push([`${name}${tolerant ? ', or near it' : ''}`, format(median(taken)), format(slowest), String(shown)])
    }
  }
  printTable(
    `Milliseconds to a page of what is found, there and back: ${images.toLocaleString('en')} images, ${people.toLocaleString('en')} people`,
    ['asked for', 'median', 'slowest', 'shown'],
    rows,
  )
} finally {
  for (const stop of stops) await stop().catch(error => console.error(error))
}
