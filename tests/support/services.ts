// The real PostgreSQL and Redis, thrown away after use.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { makeFolder, removeFolder, startDaemon, unprivilegedOwner } from './daemon.ts'
import { freePort } from './free-port.ts'
import { findPostgres, findRedis } from './tools.ts'

const run = promisify(execFile)

/** Of Vitest at once: two more than the cores that a small machine has, of which three left a tenth idle: a test waits much for others. */
export const workers = 4

export interface Postgres {
  readonly url: string
  /** Of the postmaster; another one after a restart. */
  readonly pid: number
  /** `immediate` is a crash: connections are cut, and what fsync has not kept is gone. `fast` is an orderly restart. */
  restart(mode: 'immediate' | 'fast'): Promise<void>
  output(): string
  stop(): Promise<void>
}

/** An empty cluster of its own on a free loopback port. Without `fsync` it is fast, and does not survive a crash. */
export async function startPostgres({ fsync = false, maxConnections = 200 } = {}): Promise<Postgres> {
  const bin = required(findPostgres(), 'PostgreSQL')
  const owner = unprivilegedOwner()
  const folder = makeFolder(owner)
  const data = join(folder, 'data')
  const initdb = ['-D', data, '-U', 'bowerbird', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync']
  await run(join(bin, 'initdb'), initdb, { ...owner, cwd: folder })

  const port = await freePort()
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: maxConnections,
    shared_buffers: '64MB',
    fsync: fsync ? 'on' : 'off',
    synchronous_commit: fsync ? 'on' : 'off',
    full_page_writes: fsync ? 'on' : 'off',
    log_min_messages: 'warning',
  }
  const start = async () => {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const postmaster = startDaemon(join(bin, 'postgres'), ['-D', data, ...flags], {
      owner,
      cwd: folder,
      lastSignal: 'SIGQUIT',
    })
    await postmaster.printed(/database system is ready to accept connections/)
    return postmaster
  }
  let postmaster = await start()
  return {
    url: `postgres://bowerbird@127.0.0.1:${port}/postgres`,
    get pid() {
      return postmaster.pid
    },
    async restart(mode) {
      await postmaster.stop(mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
      postmaster = await start()
    },
    output: () => postmaster.output(),
    async stop() {
      await postmaster.stop(fsync ? 'SIGINT' : 'SIGQUIT')
      await removeFolder(folder)
    },
  }
}

export interface Redis {
  readonly url: string
  readonly pid: number
  /** kill -9: gone at once, with all it knew. */
  kill(): Promise<void>
  /** Again on the same port, empty. */
  start(): Promise<void>
  stop(): Promise<void>
}

export async function startRedis(): Promise<Redis> {
  const program = required(findRedis(), 'Redis')
  const folder = makeFolder()
  const port = await freePort()
  const flags = ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'].map(String)
  const start = async () => {
    const server = startDaemon(program, flags)
    await server.printed(/Ready to accept connections/)
    return server
  }
  let server = await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    get pid() {
      return server.pid
    },
    async kill() {
      await server.stop('SIGKILL')
    },
    async start() {
      server = await start()
    },
    async stop() {
      await server.stop('SIGKILL')
      await removeFolder(folder)
    },
  }
}

function required(path: string | undefined, name: string): string {
  if (!path) throw new Error(`${name} is not installed: npm test says how.`)
  return path
}
