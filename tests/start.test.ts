// A node that cannot start says why in one line, soon, and ends.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Logger } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import { openDataDir } from '../server/database/data-dir.ts'
import { openDatabase } from '../server/database/db.ts'
import { copyTemplateFolder, createDatabase, type TestDatabase } from './support/database.ts'
import { embedded } from './support/instance.ts'
import { startNode } from './support/node-process.ts'

const main = join(import.meta.dirname, '../server/main.ts')

let folder: string
let database: TestDatabase | undefined
/** Of this way to host Bowerbird. */
let environment: Record<string, string>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-start-'))
  if (embedded) copyTemplateFolder(folder)
  else database = await createDatabase()
  environment = { DATA_DIR: folder, ...(database && { DATABASE_URL: database.url }) }
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true })
})

/** Starts a node that ends by itself. */
async function start(more: Record<string, string>) {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const env = { PATH, NODE_COMPILE_CACHE, PORT: '0', ...environment, ...more }
  const { promise, resolve } = Promise.withResolvers<{ code: unknown; stderr: string }>()
  // Killed after that, its code would be null.
  execFile(process.execPath, [main], { env, timeout: 40_000, killSignal: 'SIGKILL' }, (error, _, stderr) =>
    resolve({ code: error?.code, stderr }),
  )
  return promise
}

const refused = (line: string) => ({ code: 1, stderr: `${line}\n` })

test.each(['/proc/nope', main, join(main, 'below')])('DATA_DIR=%s is no folder to write into', async DATA_DIR => {
  expect(await start({ DATA_DIR })).toEqual(
    refused(`DATA_DIR ${DATA_DIR} cannot be written by this user. Make it theirs, or set another one: DATA_DIR=./data`),
  )
})

test('a data folder is made with those above it, and may be there already', async () => {
  const deep = join(folder, 'a/b/c')
  for (let time = 0; time < 2; time++) await openDataDir(deep)

  expect(await readdir(deep)).toEqual([])
})

test('an empty database is made, and the log names each migration once', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'bowerbird-empty-'))
  const fresh = embedded ? undefined : await createDatabase({ empty: true })
  const config = readConfig({ DATA_DIR: empty, ...(fresh && { DATABASE_URL: fresh.url }) })
  const lines: unknown[] = []
  const log = { info: (...line: unknown[]) => lines.push(line) } as unknown as Logger

  for (let time = 0; time < 2; time++) await (await openDatabase(config, log)).close()

  const migrations = (await readdir(join(import.meta.dirname, '../sql'))).sort()
  expect(lines).toEqual([[{ migrations }, 'the tables are brought up to date']])
  await fresh?.drop()
  await rm(empty, { recursive: true })
})

describe.skipIf(embedded)('PostgreSQL that cannot be used:', () => {
  const changed = (change: (url: URL) => void) => {
    const url = new URL(database!.url)
    change(url)
    return { DATABASE_URL: url.href }
  }

  test('there is no such database', async () => {
    expect(await start(changed(url => (url.pathname = '/no%20such')))).toEqual(
      refused('There is no database "no such" on that server. Make it: createdb "no such"'),
    )
  })

  test('there is no such user', async () => {
    const { code, stderr } = await start(changed(url => (url.username = 'nobody-here')))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^PostgreSQL refuses the user or password of DATABASE_URL \(.*"nobody-here".*\)\.\n$/)
  })

  test('the password is another one', async () => {
    // Those of the tests believe everybody: this one says what the others would.
    const fields = ['SFATAL', 'C28P01', 'Mpassword authentication failed for user "bowerbird"', '', '']
    const body = Buffer.from(fields.join('\0'))
    const head = Buffer.alloc(5)
    head.write('E')
    head.writeUInt32BE(body.length + 4, 1)
    const server = createServer(socket => {
      socket.on('error', () => {})
      socket.once('data', () => socket.end(Buffer.concat([head, body])))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo

    const ended = await start({ DATABASE_URL: `postgres://bowerbird:hunter2@127.0.0.1:${port}/bowerbird` })
    server.close()

    expect(ended).toEqual(refused('PostgreSQL refuses the user or password of DATABASE_URL.'))
  })

  test.each(['127.0.0.1', 'localhost'])('nobody listens at %s', async host => {
    const { code, stderr } = await start({ DATABASE_URL: `postgres://bowerbird:hunter2@${host}:1/bowerbird` })
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^A server cannot be reached \(.*ECONNREFUSED.*\)\. Is DATABASE_URL right, and PostgreSQL running\?\n$/,
    )
  })
})

test.each([
  ['SMTP_URL is not set: mails are printed to this log.', {}],
  [undefined, { SMTP_URL: 'smtp://mail.example.org' }],
])('once at the start, whoever runs it is told: %s', async (line, more) => {
  const node = await startNode({ ...environment, ...more })
  await node.terminate()

  const lines = node
    .log()
    .split('\n')
    .filter(text => text.includes('SMTP_URL'))
  expect(lines.map(text => (JSON.parse(text) as { msg: string }).msg)).toEqual(line ? [line] : [])
})

// Last: from then on it is of no use to the others.
test('an older version does not touch the database of a newer one', async () => {
  const config = readConfig(environment)
  const log = { info: () => {} } as unknown as Logger
  const opened = await openDatabase(config, log)
  await sql`insert into migration (name) values ('0099-of-tomorrow.sql')`.execute(opened.db)
  await opened.close()

  const line = 'The database is of a newer version (0099-of-tomorrow.sql). Start that version, or restore a backup.'
  expect(await start({})).toEqual(refused(line))
  // It lets go of what it had opened: the second time it is refused for the same reason.
  for (let time = 0; time < 2; time++) await expect(openDatabase(config, log)).rejects.toThrow(line)
})
