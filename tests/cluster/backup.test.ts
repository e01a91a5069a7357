// What an administrator keeps safe, by the means of PostgreSQL and of every system, is all there again elsewhere.
import { execFile } from 'node:child_process'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder, removeFolder } from '../support/daemon.ts'
import { createDatabase } from '../support/database.ts'
import { startNode } from '../support/node-process.ts'
import { somePicture } from '../support/people.ts'
import { findPostgres } from '../support/tools.ts'
import { enrol, post, upload, type Member } from './support/member.ts'

const run = promisify(execFile)
const program = (name: string) => join(findPostgres()!, name)

function openFolder(): string {
  const folder = makeFolder()
  onTestFinished(() => removeFolder(folder))
  return folder
}

async function openNode(environment: Record<string, string>) {
  const node = await startNode({ LOG_LEVEL: 'warn', ALLOWED_HOSTS: '127.0.0.1', ...environment }, { patience: 90_000 })
  onTestFinished(() => void node.kill())
  return node
}

/** Two people, and something in every column that the database makes by itself. */
async function live(url: string) {
  const [ada, bob] = [await enrol(url, 'ada'), await enrol(url, 'bob')]
  const image = await upload(url, ada, 'Ein Wald über Zürich', await somePicture())
  await post(url, ada, 'image:edit', { id: image.id, translations: [{ language: 'ar', title: 'غابة' }] })
  await post(url, bob, 'image:like', { id: image.id })
  await post(url, bob, 'account:follow', { username: ada.username })
  return { ada, image }
}

/** All is found, shown and written there as before. */
async function goOn(url: string, { ada, image }: { ada: Member; image: { id: string; sources: { url: string }[] } }) {
  for (const text of ['zurich', 'غابه']) {
    const answer = await post(url, ada, 'search:find', { text, kind: 'images' })
    expect(JSON.stringify(answer), text).toContain(`"id":"${image.id}"`)
  }
  expect((await fetch(new URL(image.sources[0]!.url, url))).status).toBe(200)
  const later = await upload(url, ada, 'Afterwards', await somePicture())
  expect(Number(later.id)).toBeGreaterThan(Number(image.id))
}

async function read<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Which run of the log a client's place belongs to. */
const epochOf = (url: string) =>
  read(url, async client => (await client.query<{ epoch: string }>('select epoch from event_epoch')).rows[0]!.epoch)

/** How many rows each table has, and what stands in all of them. */
const contentOf = (url: string) =>
  read(url, async client => {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss') order by 1`,
    )
    const content: Record<string, string> = {}
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ content: string }>(
        `select count(*) || ' ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as content from ${name} t`,
      )
      content[name] = rows[0]!.content
    }
    return content
  })

test.each([
  [
    'an archive',
    ['-Fc'],
    (file: string, url: string) => run(program('pg_restore'), ['--exit-on-error', '-d', url, file]),
  ],
  [
    'plain SQL',
    [],
    (file: string, url: string) => run(program('psql'), ['-v', 'ON_ERROR_STOP=1', '-q', '-d', url, '-f', file]),
  ],
])('a database that pg_dump has kept as %s is the same again in an empty one', async (_name, format, restore) => {
  const [folder, file] = [openFolder(), join(openFolder(), 'bowerbird.dump')]
  const database = await createDatabase()
  onTestFinished(database.drop)
  const node = await openNode({ DATABASE_URL: database.url, DATA_DIR: folder })
  const before = await live(node.url)
  await node.terminate()
  await run(program('pg_dump'), [...format, '-f', file, database.url])

  const other = await createDatabase({ empty: true })
  onTestFinished(other.drop)
  await restore(file, other.url)
  const content = await contentOf(other.url)
  expect(content).toEqual(await contentOf(database.url))
  expect(content['public.account']).toMatch(/^2 /)
  await goOn((await openNode({ DATABASE_URL: other.url, DATA_DIR: folder })).url, before)
  // Who has seen what came after the backup reads everything anew.
  expect(await epochOf(other.url)).not.toBe(await epochOf(database.url))
})

test('a copy of the folder of an embedded database, made while nothing runs, is all that there was', async () => {
  const [folder, copy] = [openFolder(), openFolder()]
  const node = await openNode({ DATA_DIR: folder })
  const before = await live(node.url)
  await node.terminate()
  await cp(folder, copy, { recursive: true })
  await goOn((await openNode({ DATA_DIR: copy })).url, before)
})
