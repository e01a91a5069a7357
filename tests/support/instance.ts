// An instance for a test file: two nodes on PostgreSQL and Redis, or one on the embedded default that stands for both.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp, type App } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import type { MediaOptions } from '../../server/media/media.ts'
import { copyTemplateFolder, createDatabase } from './database.ts'
import { freePort } from './free-port.ts'
import { leastCost } from './node-process.ts'

export const embedded = process.env.TEST_MODE === 'embedded'

export interface TestNode {
  app: App
  url: string
  /** What it was started with, to start another beside it or in its place. */
  environment: Record<string, string>
}

export interface Instance {
  nodes: TestNode[]
  /** The node that stands for this number. */
  node(index: number): TestNode
  /** Stops a node and starts it again, with nothing in memory. */
  restartNode(index: number): Promise<TestNode>
  /** One more node on the same database and data. */
  addNode(environment?: Record<string, string>): Promise<TestNode>
  close(): Promise<void>
}

/** @param environment more variables for every node */
export async function startInstance(
  environment: Record<string, string> = {},
  mediaOptions?: MediaOptions,
): Promise<Instance> {
  const folder = await mkdtemp(join(tmpdir(), 'bowerbird-test-'))
  if (embedded) copyTemplateFolder(folder)
  const database = embedded ? undefined : await createDatabase()
  const shared: Record<string, string> = {
    DATA_DIR: folder,
    LOG_LEVEL: 'error',
    ...leastCost,
    ALLOWED_HOSTS: '127.0.0.1,localhost',
    ...(database && { DATABASE_URL: database.url, REDIS_URL: process.env.TEST_REDIS_URL! }),
    ...environment,
  }
  const nodes: TestNode[] = []

  async function addNode(more: Record<string, string> = {}): Promise<TestNode> {
    const port = more.PORT ?? String(await freePort())
    const variables: Record<string, string> = { PUBLIC_URL: `http://127.0.0.1:${port}`, ...shared, ...more, PORT: port }
    // Mails are printed at the level that is configured, and most of them no test asks for.
    const app = await createApp(readConfig({ ...variables, LOG_LEVEL: 'warn' }), mediaOptions)
    app.ctx.log.level = variables.LOG_LEVEL!
    await app.listen()
    const node = { app, url: `http://127.0.0.1:${port}`, environment: variables }
    nodes.push(node)
    return node
  }

  await Promise.all(Array.from({ length: embedded ? 1 : 2 }, () => addNode()))
  return {
    nodes,
    node: index => nodes[embedded ? 0 : index]!,
    addNode,
    async restartNode(index) {
      const [old] = nodes.splice(embedded ? 0 : index, 1)
      await old!.app.close()
      const node = await addNode({ PORT: old!.environment.PORT!, PUBLIC_URL: old!.environment.PUBLIC_URL! })
      nodes.splice(nodes.indexOf(node), 1)
      nodes.splice(embedded ? 0 : index, 0, node)
      return node
    },
    async close() {
      await Promise.all(nodes.map(node => node.app.close()))
      await database?.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
