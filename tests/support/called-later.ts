// The ways in which a job calls an address later, for somebody who is told nothing of what came of it.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { expect, vi } from 'vitest'
import { refusalOf } from './entries.ts'
import type { Instance } from './instance.ts'
import { startBrowser, type Oidc } from './oidc.ts'
import { signUp, type Person } from './people.ts'
import type { PushService } from './push-service.ts'

export interface World {
  instance: Instance
  /** Configured as `forge`. */
  oidc: Oidc
  service: PushService
}

export interface LaterEntry {
  name: string
  /** Where it calls the address. */
  file: string
  /** Has a job call each address. @returns for how many there was one, when all have been done or given up */
  callAll(world: World, urls: string[]): Promise<number>
}

export const laterEntries: LaterEntry[] = [
  { name: 'push:subscribe', file: 'server/push/push.ts', callAll: pushToAll },
  { name: 'the picture of a provider', file: 'server/accounts/photos.ts', callAll: comeWithPictures },
]

async function pushToAll({ instance, service }: World, urls: string[]): Promise<number> {
  const fan = await signUp(instance, 'fan', { node: 1 })
  const left = [...new Set(urls.map(url => url.replace(/^http:/, 'https:')))]
  const called = left.length
  const honest: string[] = []
  while (left.length > 0) {
    const owner = await signUp(instance, 'owner')
    honest.push(await subscribe({ instance, service }, owner, left))
    const { id } = await owner.upload()
    await fan.ask('image:like', { id })
  }
  expect(await ended(instance, 'push-notification')).toEqual(honest.map(() => ({ state: 'failed' })))
  // Called like the others, by the same jobs.
  await Promise.all(honest.map(endpoint => service.next(endpoint)))
  return called
}

/**
 * As many of the endpoints as one person may have, which are taken out, and one more, which can be called. Those that are refused
 * are kept all the same, as if they had been allowed when they were given.
 * @returns the one that can be called
 */
async function subscribe({ instance, service }: Pick<World, 'instance' | 'service'>, owner: Person, left: string[]) {
  const { db } = instance.node(0).app.ctx
  const subscription = service.subscribe()
  await owner.ask('push:subscribe', { subscription })
  const refused: string[] = []
  for (let taken = 1; taken < 20 && left.length > 0;) {
    const endpoint = left.shift()!
    const refusal = await refusalOf(owner.ask('push:subscribe', { subscription: { ...subscription, endpoint } }))
    expect(refusal?.code ?? 'invalid').toBe('invalid')
    if (refusal) refused.push(endpoint)
    else taken++
  }
  await sql`
    insert into push_subscription (account_id, session_id, endpoint, p256dh, auth)
    select account_id, session_id, refused.endpoint, p256dh, auth
    from push_subscription, unnest(${refused}::text[]) as refused (endpoint)
    where push_subscription.endpoint = ${subscription.endpoint}`.execute(db)
  return subscription.endpoint
}

async function comeWithPictures({ instance, oidc }: World, urls: string[]): Promise<number> {
  const home = `${instance.node(0).url}/`
  for (const picture of urls) {
    const subject = `s-${randomBytes(6).toString('hex')}`
    oidc.people.set(subject, { email: `${subject}@example.org`, email_verified: true, name: 'Some Body', picture })
    oidc.person = subject
    const page = await startBrowser().go(`${home}api/providers/forge/start`, next => next.href === home)
    expect(page.href).toBe(home)
  }
  return (await ended(instance, 'fetch-photo')).length
}

/** What has become of all jobs of a queue, when none of them waits, runs or is to be tried again. */
function ended({ nodes: [node] }: Instance, queue: string): Promise<{ state: string }[]> {
  const list = sql<{ state: string }>`select state::text as state from pgboss.job where name = ${queue}`
  return vi.waitFor(
    async () => {
      const { rows } = await list.execute(node!.app.ctx.db)
      expect(rows.filter(({ state }) => !/^(completed|failed)$/.test(state))).toEqual([])
      return rows
    },
    { timeout: 100_000, interval: 200 },
  )
}
