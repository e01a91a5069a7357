// npm run db:migrate and db:recount, as somebody runs them on a shell.
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyTemplateFolder, createDatabase, type TestDatabase } from './support/database.ts'
import { embedded } from './support/instance.ts'

const file = join(import.meta.dirname, '../server/database/command.ts')

let folder: string
let database: TestDatabase | undefined
/** Where the command runs, and what it is given. */
let environment: Record<string, string>
/** What it says before anything else. */
let place: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-command-'))
  if (embedded) copyTemplateFolder(join(folder, 'data'))
  else database = await createDatabase()
  const url = database && new URL(database.url)
  if (url) url.password = 'hunter2'
  environment = url ? { DATABASE_URL: url.href } : {}
  place = url
    ? `This is PostgreSQL at ${url.hostname}:${url.port}/${database!.name}.`
    : 'This is the embedded database in ./data.'
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true })
})

async function run(command: string, env = environment, cwd = folder) {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const { promise, resolve } = Promise.withResolvers<{ code: unknown; stdout: string; stderr: string }>()
  execFile(
    process.execPath,
    [file, command],
    { cwd, env: { PATH, NODE_COMPILE_CACHE, ...env } },
    (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
  )
  return promise
}

test('migrate says which database it has brought up to date, without its password', async () => {
  expect(await run('migrate')).toEqual({ code: 0, stdout: `${place}\nThe database is up to date.\n`, stderr: '' })
})

test('migrate makes a database, and names what it has applied', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'bowerbird-command-'))
  const fresh = embedded ? undefined : await createDatabase({ empty: true })
  const { code, stdout } = await run('migrate', fresh ? { DATABASE_URL: fresh.url } : {}, empty)

  const files = (await readdir(join(import.meta.dirname, '../sql'))).sort()
  expect(code).toBe(0)
  expect(stdout.split('\n').slice(1)).toEqual([
    ...files.map(name => `${name} is applied.`),
    'The database is up to date.',
    '',
  ])
  await fresh?.drop()
  await rm(empty, { recursive: true })
})

test('recount says which database it has counted', async () => {
  expect(await run('recount')).toEqual({ code: 0, stdout: `${place}\nEvery count is right: drift 0.\n`, stderr: '' })
})

test('recount makes no database where there is none, and says what to set', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'bowerbird-command-'))
  expect(await run('recount', {}, empty)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'There is no database in ./data. Set DATABASE_URL, or DATA_DIR.\n',
  })
  expect(await run('recount', { DATA_DIR: join(empty, 'elsewhere') }, folder)).toMatchObject({
    stderr: `There is no database in ${empty}/elsewhere. Set DATABASE_URL, or DATA_DIR.\n`,
  })
  expect(await readdir(empty)).toEqual([])
  await rm(empty, { recursive: true })
})

test('what nobody knows opens nothing', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'bowerbird-command-'))
  expect(await run('count', {}, empty)).toEqual({
    code: 2,
    stdout: 'Say what to do: migrate, tables or recount.\n',
    stderr: '',
  })
  expect(await readdir(empty)).toEqual([])
  await rm(empty, { recursive: true })
})
