// What is related to an image: what whoever likes it may like too.
import type { Context } from '../context.ts'
import type { ImageSeenView } from '../views.ts'
import { notFound } from './images.ts'
import { findRoots, listRelatedViews } from './related-queries.ts'

/** The most related first, at most 24, each picture once. @throws {AppError} `not_found` */
export async function listRelated(ctx: Context, id: string, viewerId: string | null): Promise<ImageSeenView[]> {
  const roots = await findRoots(ctx.db, id, viewerId)
  if (!roots) throw notFound()
  return listRelatedViews(ctx.db, roots, viewerId)
}
