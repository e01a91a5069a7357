// Credentials: what other features need to know of how people prove who they are.
import type { Transaction } from 'kysely'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { queueLink } from './links.ts'
import { deleteExpiredLinks } from './queries.ts'

/** Mails the link by which somebody says that the address of an account is theirs. */
export async function requestConfirmation(ctx: Context, trx: Transaction<Database>, accountId: string): Promise<void> {
  await queueLink(ctx, trx, accountId, 'confirm-email')
}

/** Links whose time is over. */
export async function forgetLinks(ctx: Context): Promise<void> {
  await deleteExpiredLinks(ctx.db)
}
