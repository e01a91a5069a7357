// A real node of Bowerbird: `node server/main.ts` as a process that can be killed.
import { get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startDaemon } from './daemon.ts'
import type { Exit } from './daemon.ts'
import { copyTemplateFolder } from './database.ts'
import { freePort } from './free-port.ts'

const repository = join(import.meta.dirname, '../..')

export interface NodeProcess {
  readonly pid: number
  readonly port: number
  /** http://127.0.0.1:port, without a slash at the end. */
  readonly url: string
  readonly exited: Promise<Exit>
  log(): string
  /** kill -9. */
  kill(): Promise<Exit>
  /** SIGTERM: it finishes what it has begun, then ends. */
  terminate(): Promise<Exit>
}

/** What is no setting of ours. A node that finds the code as compiled by another one is ready in half the time. */
const inherited = () => {
  const { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE } = process.env
  return { PATH, HOME, TMPDIR, NODE_COMPILE_CACHE, ...leastCost }
}

/** Tests choose some thousand passwords: as quickly as the settings allow. */
export const leastCost = { PASSWORD_MEMORY: '19' }

const started = new Set<NodeProcess>()

/** What every node of this test file has logged, for whoever reads a failure. */
export function nodeLogs(): string {
  return [...started].map(node => `── node on port ${node.port} (pid ${node.pid})\n${node.log()}`).join('\n')
}

/**
 * Resolves when the node is ready. Its environment holds nothing but `env` and what a process needs to run; PORT is a
 * free one unless given, and what it does not find in `env` has the product's defaults.
 * @throws {Error} with its log, when it ends or is not ready within `patience` milliseconds.
 */
export async function startNode(env: Record<string, string>, { patience = 30_000 } = {}): Promise<NodeProcess> {
  if (env.DATA_DIR && !env.DATABASE_URL) copyTemplateFolder(env.DATA_DIR)
  const port = Number(env.PORT ?? (await freePort()))
  const url = `http://127.0.0.1:${port}`
  const daemon = startDaemon(process.execPath, [join(repository, 'server/main.ts')], {
    cwd: repository,
    env: { ...inherited(), ...env, PORT: String(port) },
  })
  const node: NodeProcess = {
    pid: daemon.pid,
    port,
    url,
    exited: daemon.exited,
    log: () => daemon.output(),
    kill: () => daemon.stop('SIGKILL'),
    terminate: () => daemon.stop('SIGTERM'),
  }
  started.add(node)

  const host = new URL(env.PUBLIC_URL ?? url).host
  const deadline = Date.now() + patience
  let ended = false
  void daemon.exited.then(() => (ended = true))
  while (!(await isReady(url, host))) {
    if (ended) throw new Error(`The node ended before it was ready:\n${daemon.output()}`)
    if (Date.now() > deadline) {
      await node.kill()
      throw new Error(`The node was not ready after ${patience} ms:\n${daemon.output()}`)
    }
    // Another process cannot be awaited in any other way.
    await delay(25)
  }
  return node
}

/** Whether /readyz answers 200 to a request for `host`. */
export async function isReady(url: string, host = new URL(url).host): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  get(`${url}/readyz`, { headers: { host }, agent: false, timeout: 2000 }, response => {
    response.resume()
    resolve(response.statusCode === 200)
  })
    .on('timeout', function (this: { destroy(): void }) {
      this.destroy()
    })
    .on('error', () => resolve(false))
  return promise
}
