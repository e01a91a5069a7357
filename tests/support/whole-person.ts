// Somebody of whom there is a row wherever one can be: what a copy of everything must have, and what the end must take along.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../../server/database/tables.ts'
import type { Instance } from './instance.ts'
import { call, cookieOf, freshName, password, personOf, signUp, type Person } from './people.ts'

/** What no copy may have: what stands for secrets, in the rows that are made here. */
export const secret = 'zoelinda-secret'

export interface WholePerson {
  zoe: Person
  id: string
  bob: Person
  /** Blocked and muted by her; who has blocked and muted her; who is asked by her; who asks her. */
  others: Record<'blocked' | 'muted' | 'blocker' | 'muter' | 'asked' | 'asking' | 'invited', string>
}

/** Everything by the front door for which one person needs no device, no provider and no mail; the rest as rows. */
export async function createWholePerson(instance: Instance): Promise<WholePerson> {
  const zoe = await signUp(instance, 'zoelinda')
  const bob = await signUp(instance, 'bob', { node: 1 })
  const { db } = instance.node(0).app.ctx
  const people: Record<string, Person> = {}
  for (const name of ['blocked', 'muted', 'blocker', 'muter', 'asked', 'asking'])
    people[name] = await signUp(instance, name)
  const { blocked, muted, blocker, muter, asked, asking } = people as Record<string, Person>
  const her = { username: zoe.username }

  const [hers, his] = [await zoe.upload({ title: 'Zoelinda’s find' }), await bob.upload({ title: 'His find' })]
  await zoe.ask('image:like', { id: his.id })
  await bob.ask('image:like', { id: hers.id })
  await zoe.ask('account:follow', { username: bob.username })
  await bob.ask('account:follow', her)
  await zoe.ask('account:block', { username: blocked!.username })
  await zoe.ask('account:mute', { username: muted!.username })
  await blocker!.ask('account:block', her)
  await muter!.ask('account:mute', her)
  await asked!.ask('account:edit', { private: true })
  await zoe.ask('account:follow', { username: asked!.username })
  await zoe.ask('account:edit', { private: true, name: 'Zoelinda Quince', bio: 'I am Zoelinda', bornOn: '1991-02-03' })
  await asking!.ask('account:follow', her)
  await zoe.ask('report:send', { kind: 'account', username: bob.username, reason: 'other', words: 'Zoelinda saw it' })
  await bob.ask('report:send', { kind: 'account', ...her, reason: 'spam', words: 'That is her' })
  const invited = await joinBy(instance, (await zoe.ask('invitation:create', { uses: 2 })).code)
  await zoe.ask('email:change', { email: `${zoe.username}@example.com` })
  await zoe.ask('notification:prefer', { kind: 'mentioned', push: false, every: 'daily' })
  await zoe.ask('token:create', { name: 'Zoelinda’s program', scopes: ['read'] })
  await zoe.ask('wall:leave', { wall: 'everything', at: '1' })
  const [save] = (
    await zoe.ask('save:begin', {
      saves: [{ url: 'http://127.0.0.1:1/zoelinda.png', alt: 'Blue', key: 'the-only-save-of-hers' }],
    })
  ).saves
  await zoe.next('save:changed', ({ save: { id, state } }) => id === save!.id && state === 'failed')
  const { rows } = await sql<{ id: string }>`select id from account where username = ${zoe.username}`.execute(db)
  const { id } = rows[0]!
  await insertRest(db, id)
  const names = Object.entries(people).map(([name, { username }]) => [name, username])
  return { zoe, id, bob, others: { ...(Object.fromEntries(names) as WholePerson['others']), invited } }
}

async function joinBy(instance: Instance, invitation: string): Promise<string> {
  const username = freshName('invited')
  const data = { username, email: `${username}@example.org`, name: 'Invited', password, invitation }
  const answer = await call(instance.node(0), 'POST', '/api/accounts', data)
  ;(await personOf(instance.node(0), username, cookieOf(answer))).close()
  return username
}

async function insertRest(db: Kysely<Database>, id: string): Promise<void> {
  const bytes = (what: string) => Buffer.from(`${secret} ${what} ${id}`)
  const later = sql`now() + interval '1 hour'`
  const statements = [
    sql`insert into action (actor_id, action, reason) values (${id}, 'edit', 'By her hand')`,
    sql`insert into action (account_id, action, reason) values (${id}, 'restore', 'Told to her')`,
    sql`update report set resolved_at = now(), outcome = 'nothing', resolved_by = ${id} where account_id = ${id}`,
    sql`insert into known_device (token_hash, account_id, expires_at) values (${bytes('device')}, ${id}, ${later})
      on conflict do nothing`,
    sql`insert into passkey (account_id, credential_id, public_key, counter, transports, name, synced)
      values (${id}, ${bytes('credential')}, ${bytes('public')}, 0, '{}', 'Zoelinda’s telephone', false)`,
    sql`insert into passkey_challenge (challenge, account_id, expires_at) values (${`${secret} ${id}`}, ${id}, ${later})`,
    sql`insert into two_factor (account_id, secret, enabled_at) values (${id}, ${bytes('sealed')}, now())`,
    sql`insert into recovery_code (account_id, code_hash) values (${id}, ${bytes('code')})`,
    sql`insert into second_step (token_hash, account_id, password_epoch, expires_at)
      values (${bytes('step')}, ${id}, 1, ${later})`,
    sql`insert into identity (account_id, issuer, subject, provider, label)
      values (${id}, 'https://issuer.example', ${`subject ${id}`}, 'example', 'Zoelinda there')`,
    sql`insert into provider_arrival (browser_hash, provider, issuer, subject, profile, account_id, then_path, expires_at)
      values (${bytes('browser')}, 'example', 'https://issuer.example', 'another', '{"name":"Zoelinda"}', ${id}, '/', ${later})`,
    // Not to be called: its address leads inside.
    sql`insert into push_subscription (account_id, session_id, endpoint, p256dh, auth)
      select ${id}, id, ${`https://127.0.0.1:1/${secret}/${id}`}, ${secret}, ${secret} from session where account_id = ${id} limit 1`,
  ]
  for (const statement of statements) await statement.execute(db)
}

/** Every column that can refer to a person, as the database itself has it, and how many rows of it refer to this one. */
export async function countReferences(db: Kysely<Database>, accountId: string): Promise<Record<string, number>> {
  const { rows: references } = await sql<{ table: string; column: string }>`
    select owner.relname as "table", attribute.attname as "column"
    from pg_constraint as reference
      join pg_class as owner on owner.oid = reference.conrelid
      join pg_attribute as attribute on attribute.attrelid = reference.conrelid and attribute.attnum = any(reference.conkey)
    where reference.contype = 'f' and reference.confrelid = 'account'::regclass
    order by 1, 2`.execute(db)
  const counts: Record<string, number> = {}
  for (const { table, column } of references) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(table)} where ${sql.ref(column)} = ${accountId}`.execute(db)
    counts[`${table}.${column}`] = rows[0]!.count
  }
  return counts
}
