// Nodes that have been up for a while: they keep as many events as they ever will, so that what grows from then on is something else.
import pg from 'pg'
import type { Server } from './servers.ts'

/** About as many and as long as `server/channels/ring.ts` keeps: 20,000 in 32 MB. */
const events = 20_000
const letters = 1_550

export async function fillRings(databaseUrl: string, nodes: Server[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(
      `insert into event (name, groups, payload)
      select 'image:changed', '{nobody}', json_build_object('id', number::text, 'title', repeat('x', $1))
      from generate_series(1, $2::int) as number`,
      [letters, events],
    )
  } finally {
    await client.end()
  }
  for (const { url } of nodes) while ((await countKept(url)) < 0.9 * events) await new Promise(r => setTimeout(r, 200))
}

async function countKept(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^bowerbird_ring_events (\d+)$/m.exec(text)?.[1] ?? 0)
}
