// The moment in which an image is there: its row, and what is told of it, in one transaction.
import type { Transaction } from 'kysely'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { timeStage } from '../http/metrics.ts'
import type { AlikeView, ImageView } from '../views.ts'
import { findImage, insertImage, type NewImageRow } from './queries.ts'
import { announce, releaseTask } from './release.ts'
import { slugOf } from './slug.ts'

interface Appearing {
  /** What looks like it, and whose that is. */
  alike: AlikeView[]
  owners: string[]
  saveId?: string | undefined
  /** In the same transaction, before anything is written; throws what must keep it from appearing. */
  begin?(trx: Transaction<Database>): Promise<void>
  /** In the same transaction, once it is there; by throwing it prevents it. */
  end?: ((trx: Transaction<Database>) => Promise<void>) | undefined
}

/**
 * Shows a stored picture to the followers of whoever keeps it: at once, or after the delay that the person has set.
 * @returns undefined when the account has the picture already
 */
export async function appear(
  ctx: Context,
  row: Omit<NewImageRow, 'slug'>,
  { alike, owners, saveId, begin, end }: Appearing,
): Promise<ImageView | undefined> {
  const { accountId } = row
  const commit = async (trx: Transaction<Database>) => {
    await lockStates(trx, tabsOf(accountId))
    await begin?.(trx)
    const id = await insertImage(trx, { ...row, slug: slugOf(row.title) })
    if (!id) return undefined
    await end?.(trx)
    const { view: saved } = (await findImage(trx, id, accountId))!
    const told = { image: saved, alike, saveId: saveId ?? null }
    const events = [{ name: 'image:saved', groups: [tabsOf(accountId)], subjects: owners, payload: told }]
    if (saved.heldUntil) {
      await ctx.jobs.add(trx, releaseTask, [{ imageId: id }], { after: new Date(saved.heldUntil) })
      await recordEvents(trx, events)
    } else await announce(ctx, trx, accountId, id, events)
    return saved
  }
  const view = await timeStage('commit', () => change(ctx, commit))
  if (view?.heldUntil) ctx.jobs.poke(releaseTask, new Date(view.heldUntil))
  return view
}
