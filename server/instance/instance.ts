// The instance as a whole: what its administrators have set it to.
import type { Kysely, Transaction } from 'kysely'
import { recordAction } from '../administration/administration.ts'
import { change } from '../channels/change.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { isDatabaseAway } from '../errors.ts'
import type { SessionAnswer } from '../protocol.ts'
import type { Registration } from '../protocol-moderation.ts'
import { findSettings, isInhabited, writeSettings } from './queries.ts'

export interface Settings {
  registration: Registration
  /** Who may invite. */
  invitations: 'people' | 'staff'
}

const defaults: Settings = { registration: 'open', invitations: 'people' }

export async function getSettings(db: Kysely<Database> | Transaction<Database>): Promise<Settings> {
  return { ...defaults, ...(await findSettings(db, Object.keys(defaults))) }
}

/** What the interface offers a visitor depends on it; while the database is away they are a visitor all the same. */
export async function whoIsNobody(db: Kysely<Database>): Promise<SessionAnswer> {
  const settings = await getSettings(db).catch((error: unknown) => {
    if (isDatabaseAway(error)) return defaults
    throw error
  })
  return { account: null, ...(settings.registration !== 'open' && { closed: true }) }
}

export async function editSettings(ctx: Context, actorId: string, settings: Partial<Settings>): Promise<void> {
  await change(ctx, async trx => {
    for (const [name, value] of Object.entries(settings)) {
      await recordAction(trx, { actorId, action: 'edit', reason: `${name}: ${value}` })
    }
    await writeSettings(trx, settings)
  })
}

/** Whoever comes first makes the first account, however registration is set. */
export async function isEmpty(db: Kysely<Database> | Transaction<Database>): Promise<boolean> {
  return !(await isInhabited(db))
}
