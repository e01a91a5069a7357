// Whom somebody might want to follow, and why.
import type { Context } from '../context.ts'
import type { SuggestionView } from '../views.ts'
import { listFollowedByFollowed, listFollowersAmongMine, listLikersAlike } from './suggestion-queries.ts'

/** Those whom the people one follows do, then those who like the same; nobody twice. */
export async function suggestAccounts(ctx: Context, accountId: string, limit: number): Promise<SuggestionView[]> {
  const [byFollowed, byLikes] = await Promise.all([
    listFollowedByFollowed(ctx.db, accountId, limit),
    listLikersAlike(ctx.db, accountId, limit),
  ])
  const ids = byFollowed.map(row => row.id)
  const people = ids.length > 0 ? await listFollowersAmongMine(ctx.db, accountId, ids) : new Map<string, never>()
  const followed = byFollowed.map(({ id, view, count }): SuggestionView => ({
    account: view,
    because: { kind: 'followed-by', count, people: people.get(id) ?? [] },
  }))
  const alike = byLikes
    .filter(row => !ids.includes(row.id))
    .map(({ view, count }): SuggestionView => ({ account: view, because: { kind: 'likes-alike', count } }))
  // Room for both kinds, when there are both.
  const fromFollowed = Math.max(limit - alike.length, Math.ceil(limit / 2))
  return [...followed.slice(0, fromFollowed), ...alike].slice(0, limit)
}
