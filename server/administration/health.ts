// How the instance is: each node says of itself every few seconds how it is, and any of them tells the administrators of all.
import { statfs } from 'node:fs/promises'
import { hostname } from 'node:os'
import type { Context } from '../context.ts'
import type { HealthView, NodeView } from '../protocol-moderation.ts'
import { deleteNode, findDatabaseSize, listNodes, listQueues, writeNode } from './queries.ts'

/** What the node itself knows. */
export type NodeState = Pick<NodeView, 'sockets' | 'tailLag' | 'redis'>

const everyMilliseconds = 15_000

/** @returns what ends it: the node is then said to be gone */
export function tellHealth(ctx: Context, look: () => NodeState): () => Promise<void> {
  const name = `${hostname()}:${ctx.config.port}`
  const startedAt = new Date().toISOString()

  async function tell(): Promise<void> {
    const disk = await statfs(ctx.config.dataDir)
    await writeNode(ctx.db, name, {
      ...look(),
      startedAt,
      memory: process.memoryUsage.rss(),
      diskFree: disk.bavail * disk.bsize,
      diskSize: disk.blocks * disk.bsize,
    })
  }

  let telling = Promise.resolve()
  const again = () => {
    telling = tell().catch((error: unknown) => ctx.log.debug({ error }, 'the node could not say how it is'))
  }
  again()
  const timer = setInterval(again, everyMilliseconds)
  return async () => {
    clearInterval(timer)
    await telling
    await deleteNode(ctx.db, name).catch(() => undefined)
  }
}

export async function getHealth(ctx: Context): Promise<HealthView> {
  const start = performance.now()
  const nodes = await listNodes(ctx.db)
  const database = Math.round((performance.now() - start) * 10) / 10
  const databaseSize = await findDatabaseSize(ctx.db)
  const queues = await listQueues(ctx.db)
  const sum = (count: 'waiting' | 'failed') => queues.reduce((all, queue) => all + queue[count], 0)
  return {
    database,
    databaseSize,
    jobs: { waiting: sum('waiting'), failed: sum('failed') },
    nodes: nodes.map(({ name, seenAt, state }) => ({
      ...(state as Omit<NodeView, 'name' | 'seenAt'>),
      name,
      seenAt: seenAt.toISOString(),
    })),
  }
}
