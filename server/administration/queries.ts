// Every SQL statement about what was done to keep order.
import { sql, type Kysely, type Transaction } from 'kysely'
import type { Database } from '../database/tables.ts'
import { refOf, time } from '../database/views.ts'
import type { ActionView } from '../protocol-moderation.ts'

type Db = Kysely<Database>

export interface NewAction {
  /** Null for what the instance did by itself. */
  actorId: string | null
  /** A verb in kebab case: `suspend`, `remove-image`. */
  action: string
  /** Whom it is about. */
  accountId?: string | null
  imageId?: string | null
  reason?: string
}

export async function insertAction(trx: Transaction<Database>, action: NewAction): Promise<void> {
  await trx.insertInto('action').values(action).execute()
}

/** Newest first. */
export async function listActionRows(
  db: Db,
  { before, limit }: { before: string; limit: number },
): Promise<{ id: string; view: ActionView }[]> {
  const { rows } = await sql<{ id: string; view: ActionView }>`
    select action.id, json_build_object(
      'id', action.id::text, 'at', ${sql.raw(time('action.at'))}, 'by', ${refOf('actor')}, 'action', action.action,
      'account', ${refOf('account')}, 'imageId', action.image_id::text, 'reason', action.reason) as view
    from action left join account as actor on actor.id = action.actor_id
      left join account on account.id = action.account_id
    where action.id < ${before}::bigint order by action.id desc limit ${sql.lit(limit)}`.execute(db)
  return rows
}

export interface Queue {
  name: string
  waiting: number
  active: number
  failed: number
}

/** pg-boss' own counts are some seconds old. */
export async function listQueues(db: Db): Promise<Queue[]> {
  const { rows } = await sql<Queue>`
    select queue.name, count(job.id) filter (where job.state in ('created', 'retry'))::int as waiting,
      count(job.id) filter (where job.state = 'active')::int as active,
      count(job.id) filter (where job.state = 'failed')::int as failed
    from pgboss.queue left join pgboss.job on job.name = queue.name and job.state <> 'completed'
    where queue.name not like '\\_\\_%' group by queue.name order by queue.name`.execute(db)
  return rows
}

export interface Failure {
  queue: string
  id: string
  failedAt: Date | null
  /** What pg-boss has made of the error. */
  output: { message?: unknown; value?: unknown } | null
}

/** The newest ten of each queue. */
export async function listFailures(db: Db): Promise<Failure[]> {
  const { rows } = await sql<Failure>`
    select queue, id, failed_at, output from (
      select name as queue, id, completed_on as failed_at, output,
        row_number() over (partition by name order by completed_on desc) as place
      from pgboss.job where state = 'failed') as job
    where place <= 10 order by queue, failed_at desc`.execute(db)
  return rows
}

export async function listFailedIds(db: Db, queue: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from pgboss.job where name = ${queue} and state = 'failed' order by completed_on limit ${sql.lit(most)}`.execute(
    db,
  )
  return rows.map(row => row.id)
}

/** As a node says of itself. Those that have said nothing for an hour are forgotten. */
export async function writeNode(db: Db, name: string, state: object): Promise<void> {
  await sql`
    with forgotten as (delete from node where seen_at < now() - interval '1 hour')
    insert into node (name, state) values (${name}, ${JSON.stringify(state)}::json)
    on conflict (name) do update set seen_at = now(), state = excluded.state`.execute(db)
}

export async function deleteNode(db: Db, name: string): Promise<void> {
  await db.deleteFrom('node').where('name', '=', name).execute()
}

/** Heard of in the last hour. One that was stopped is gone at once; one that has died stays until it is forgotten. */
export async function listNodes(db: Db): Promise<{ name: string; seenAt: Date; state: unknown }[]> {
  const { rows } = await sql<{ name: string; seenAt: Date; state: unknown }>`
    select name, seen_at, state from node where seen_at > now() - interval '1 hour' order by name`.execute(db)
  return rows
}

export async function findDatabaseSize(db: Db): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select pg_database_size(current_database())::float8 as bytes`.execute(db)
  return rows[0]!.bytes
}
