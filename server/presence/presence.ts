// How many people look at an image: told to whoever looks at it, and never who.
import type { Caller } from '../channels/consumers.ts'
import { watchersOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { getOwned } from '../images/images.ts'

/** From now on the caller looks at an image, and is told how many do. @throws {AppError} `not_found` */
export async function beginToLook(ctx: Context, caller: Caller, id: string): Promise<{ people: number }> {
  const group = watchersOf(id)
  await caller.watch(group, async isOf => isOf((await getOwned(ctx, id, caller.accountId)).accountId))
  const eyes = await caller.eyes()
  const { connection } = caller
  return { people: await ctx.presence.look(group, eyes && connection ? { connection, eyes } : undefined) }
}

/** The caller looks at it no longer, but may go on watching. @throws {AppError} `not_found` */
export async function ceaseToLook(ctx: Context, caller: Caller, id: string): Promise<{ people: number }> {
  const group = watchersOf(id)
  if (caller.connection) ctx.presence.leave(group, caller.connection)
  await getOwned(ctx, id, caller.accountId)
  return { people: await ctx.presence.look(group) }
}
