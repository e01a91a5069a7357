// Several nodes as processes, each behind a wire of its own that can be cut.
import { makeFolder, removeFolder, type Exit } from '../../support/daemon.ts'
import { freePort } from '../../support/free-port.ts'
import { startNode, type NodeProcess } from '../../support/node-process.ts'
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts'

/** The place of one node: its address stays, whatever becomes of the process. */
export interface Place {
  /** By way of the wire. */
  readonly url: string
  readonly wire: TcpProxy
  readonly node: NodeProcess
  /** kill -9. */
  kill(): Promise<void>
  /** SIGTERM. Resolves when it has ended. */
  stop(): Promise<Exit>
  /** Another process on the same port. Resolves when it is ready. */
  restart(): Promise<void>
}

export interface Cluster {
  readonly places: Place[]
  /** Rejects with a node's last words when it ends though nobody has killed it. */
  readonly deserted: Promise<never>
  close(): Promise<void>
}

/** Starts so many nodes at once, on the database and the Redis of the environment, with one data folder. */
export async function startCluster(count: number, environment: Record<string, string>): Promise<Cluster> {
  const folder = makeFolder()
  const { promise: deserted, reject: report } = Promise.withResolvers<never>()
  // Heard by whoever waits for it; nobody else need.
  deserted.catch(() => {})
  const places = await Promise.all(
    Array.from({ length: count }, () =>
      openPlace({ DATA_DIR: folder, LOG_LEVEL: 'warn', ALLOWED_HOSTS: '127.0.0.1', ...environment }, report),
    ),
  )
  return {
    places,
    deserted,
    async close() {
      await Promise.all(places.map(place => place.kill()))
      await Promise.all(places.map(place => place.wire.close()))
      await removeFolder(folder)
    },
  }
}

async function openPlace(environment: Record<string, string>, report: (desertion: Error) => void): Promise<Place> {
  const port = await freePort()
  const variables = { ...environment, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` }
  const dismissed = new Set<NodeProcess>()

  async function start(): Promise<NodeProcess> {
    const started = await startNode(variables, { patience: 90_000 })
    void started.exited.then(exit => {
      if (!dismissed.has(started)) report(new Error(`${describe(exit)}\n${started.log().slice(-2_000)}`))
    })
    return started
  }

  let node = await start()
  const wire = await startTcpProxy({ port })
  return {
    url: `http://127.0.0.1:${wire.port}`,
    wire,
    get node() {
      return node
    },
    async kill() {
      dismissed.add(node)
      await node.kill()
    },
    stop() {
      dismissed.add(node)
      return node.terminate()
    },
    async restart() {
      node = await start()
    },
  }
}

const describe = ({ code, signal }: Exit) => `A node ended by itself with ${signal ?? `code ${code}`}`
