// Walls: where a person has left them, to go on there on another device.
import type { Context } from '../context.ts'
import { deleteOldPlaces, deletePlace, findPlace, upsertPlace } from './queries.ts'

/**
 * Remembers the tile that somebody looked at last; null at the top of the wall. Of each person the last 50 walls are remembered, for 30 days.
 * @param wall a name that the client gives it
 */
export async function leaveWall(ctx: Context, accountId: string, wall: string, at: string | null): Promise<void> {
  await (at === null ? deletePlace(ctx.db, accountId, wall) : upsertPlace(ctx.db, accountId, wall, at))
}

/** Null when it was left at its top, or never. What stood there may be gone. */
export async function getPlace(
  ctx: Context,
  accountId: string,
  wall: string,
): Promise<{ place: { at: string } | null }> {
  const at = await findPlace(ctx.db, accountId, wall)
  return { place: at === undefined ? null : { at } }
}

export async function forgetOldPlaces(ctx: Context): Promise<number> {
  return deleteOldPlaces(ctx.db)
}
