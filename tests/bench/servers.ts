// The servers that are compared: two processes each, on services that are thrown away.
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { makeFolder, removeFolder, startDaemon } from '../support/daemon.ts'
import { freePort } from '../support/free-port.ts'
import { isReady } from '../support/node-process.ts'
import { startPostgres, startRedis } from '../support/services.ts'
import type { Counted } from './effort.ts'
import { flag, isGiven } from './flags.ts'

const repository = join(import.meta.dirname, '../..')
/** Another working copy may be measured: `--tree=/path`. Its peers are always those of this one. */
export const productFile = join(flag('tree', repository), 'server/main.ts')
export const peerFile = (name: string) => join(import.meta.dirname, `${name}.ts`)
/** Below callgrind everything is fifty times slower, but what is counted repeats. */
export const underCallgrind = isGiven('callgrind')

export interface Server extends Counted {
  port: number
  url: string
  stop(): Promise<void>
}

export interface Services {
  databaseUrl: string
  redisUrl: string
  postgresPid: number
  redisPid: number
  /** What every node of the product is started with. */
  environment: Record<string, string>
  stop(): Promise<void>
}

export async function startServices(): Promise<Services> {
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  const folder = makeFolder()
  return {
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    postgresPid: postgres.pid,
    redisPid: redis.pid,
    environment: { DATABASE_URL: postgres.url, REDIS_URL: redis.url, DATA_DIR: folder, LOG_LEVEL: 'warn' },
    async stop() {
      await Promise.all([postgres.stop(), redis.stop(), removeFolder(folder)])
    },
  }
}

/** As `node <file>` is started in production, with nothing in its environment but this. */
export async function startServer(file: string, environment: Record<string, string>): Promise<Server> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PUBLIC_URL: url, ...environment, PORT: String(port) }
  const folder = underCallgrind ? makeFolder() : undefined
  const callgrindFile = folder && join(folder, 'counts')
  const flags = flag('node-flags', '').split(' ').filter(Boolean)
  const command = [process.execPath, ...flags, file]
  if (callgrindFile) command.unshift('valgrind', '--tool=callgrind', `--callgrind-out-file=${callgrindFile}`)
  const daemon = startDaemon(command[0]!, command.slice(1), { env, cwd: repository })
  let ended = false
  void daemon.exited.then(() => (ended = true))
  while (!(await isReady(url))) {
    if (ended) throw new Error(`${file} ended before it was ready:\n${daemon.output()}`)
    await delay(50)
  }
  return {
    pid: daemon.pid,
    callgrindFile,
    port,
    url,
    async stop() {
      await daemon.stop('SIGKILL')
      if (folder) await removeFolder(folder)
    },
  }
}

export const startTwo = (file: string, environment: Record<string, string>): Promise<Server[]> =>
  Promise.all([startServer(file, environment), startServer(file, environment)])
