// A database takes half a second to be made on a server, and four in the embedded one: each is made once, and copied for each test file.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { ask, createDatabase, type TestServer } from './database.ts'
import { startPostgres, workers } from './services.ts'

interface Template {
  /** For the environment of the tests. */
  variables: Record<string, string>
  remove(): Promise<void>
}

/** On the server at `base`; used by `createDatabase`. */
export async function makeTemplateDatabase(base: string): Promise<Template> {
  const { name, url, drop } = await createDatabase({ base, empty: true })
  const folder = await mkdtemp(join(tmpdir(), 'bowerbird-template-'))
  await open({ DATA_DIR: folder, DATABASE_URL: url })
  // Each copy is a log of its own.
  await ask(url, 'delete from event_epoch')
  await rm(folder, { recursive: true, force: true })
  return { variables: { TEST_DATABASE_TEMPLATE: name }, remove: drop }
}

interface Databases {
  variables: Record<string, string>
  /** For tests that run beside others. */
  aside: Record<string, string>
  stop(): Promise<unknown>
}

/** As many servers as Vitest has workers, each with its template, and one aside; whoever is no worker uses the first. */
export async function startDatabases(): Promise<Databases> {
  const started = await Promise.all(
    Array.from({ length: workers + 1 }, async () => {
      const { url, stop } = await startPostgres()
      const { variables } = await makeTemplateDatabase(url)
      return { server: { url, template: variables.TEST_DATABASE_TEMPLATE! }, stop }
    }),
  )
  const variablesOf = (servers: TestServer[]) => ({
    TEST_DATABASE_URL: servers[0]!.url,
    TEST_DATABASE_TEMPLATE: servers[0]!.template,
    TEST_DATABASE_SERVERS: JSON.stringify(servers),
  })
  const servers = started.map(({ server }) => server)
  return {
    variables: variablesOf(servers.slice(0, workers)),
    aside: variablesOf(servers.slice(workers)),
    stop: () => Promise.all(started.map(({ stop }) => stop())),
  }
}

/** Used by `copyTemplateFolder`. */
export async function makeTemplateFolder(): Promise<Template> {
  const folder = await mkdtemp(join(tmpdir(), 'bowerbird-template-'))
  await open({ DATA_DIR: folder })
  return {
    variables: { TEST_EMBEDDED_TEMPLATE: folder },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function open(variables: Record<string, string>): Promise<void> {
  const app = await createApp(readConfig({ LOG_LEVEL: 'error', PORT: '0', ...variables }))
  await app.close()
}
