// The work at one save: fetch or recall, prepare, commit. May be begun again at any point; the commit happens once.
import { msg } from '@lit/localize'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { metrics } from '../http/metrics.ts'
import { bookmarkImage } from '../images/images.ts'
import type { Task } from '../jobs/jobs.ts'
import { inLanguageOf } from '../language/reader.ts'
import type { Incoming } from '../media/media.ts'
import type { SaveProgressed } from '../protocol.ts'
import { beginWork, deleteSave, postpone, type Save } from './queries.ts'
import { runWork } from './running.ts'
import { failSave, queue, saveChanged, saveTask } from './saves.ts'

/** Longer than this nobody waits for a site: in seconds, in all. */
const mostPatience = 3_600
/** Milliseconds between two words on how far it has come. */
const progressInterval = 250

export function saveWork(ctx: Context): Task {
  return {
    name: saveTask,
    // Two are decoded at once; others are fetched meanwhile. More than one person may have under way.
    atOnce: 8,
    work: ({ saveId = '' }, outer) => runWork(saveId, outer, signal => work(ctx, saveId, signal)),
    giveUp: ({ saveId = '' }) =>
      failSave(ctx, saveId, () => new AppError('internal', msg('Something went wrong on our side. Try again later.'))),
  }
}

/** Its owner has cancelled it, or another node was quicker. */
class Gone extends Error {}

async function work(ctx: Context, saveId: string, signal: AbortSignal): Promise<void> {
  const save = await begin(ctx, saveId)
  if (!save) return
  try {
    // What it is refused with, its owner reads.
    await inLanguageOf(ctx, ctx.db, save.accountId, () => perform(ctx, save, signal))
  } catch (error) {
    if (error instanceof Gone || signal.aborted) return
    if (!(error instanceof AppError)) throw error
    const waited = save.postponedAt ? (Date.now() - save.postponedAt.getTime()) / 1000 : 0
    // A site that says "in a second" for an hour is asked some thirty times, not thousands.
    const pause = Math.max(error.retryAfter ?? Infinity, waited / 4)
    if (waited + pause < mostPatience) return tryLater(ctx, save, pause)
    await failSave(ctx, saveId, () => error)
  }
}

async function begin(ctx: Context, saveId: string): Promise<Save | undefined> {
  const save = await beginWork(ctx.db, saveId)
  if (!save) return undefined
  if (save.postponedAt) {
    // Its owner was told when this would be.
    await change(ctx, trx => recordEvents(trx, [saveChanged(save.accountId, save.view)]))
  } else metrics.saveSeconds.observe({ stage: 'queue' }, (Date.now() - save.beganAt.getTime()) / 1000)
  return save
}

async function perform(ctx: Context, save: Save, signal: AbortSignal): Promise<void> {
  const { id: saveId, accountId, url, title, description, alt, pageUrl } = save
  const tell = teller(ctx, accountId, saveId)
  const incoming = await take(ctx, save, signal, (received, total) => {
    tell('fetching', total ? Math.min(1, received / total) : null)
  })
  tell('preparing', null)
  const caption = { title, description, alt, pageUrl }
  await bookmarkImage(ctx, accountId, caption, incoming, {
    sourceUrl: url,
    save: {
      id: saveId,
      async end(trx) {
        if (!(await deleteSave(trx, saveId, accountId))) throw new Gone()
      },
    },
  })
}

function take(
  ctx: Context,
  { url, hash, pageUrl }: Save,
  signal: AbortSignal,
  progress: (received: number, total: number | null) => void,
): Promise<Incoming> {
  return url === null ? ctx.media.recall(hash!) : ctx.media.fetch(url, { signal, pageUrl, progress })
}

/** Tells the owner's tabs, not more often than they can show it, but each new stage at once. */
function teller(ctx: Context, accountId: string, id: string) {
  let told: { what: string; at: number } | undefined
  return (stage: SaveProgressed['stage'], done: number | null): void => {
    const at = performance.now()
    const what = `${stage} ${done === null ? 'somehow' : 'so far'}`
    if (told?.what === what && at - told.at < progressInterval) return
    told = { what, at }
    ctx.groups.tell(tabsOf(accountId), 'save:progressed', { id, stage, done })
  }
}

/** The site, or this server, asks for patience. */
async function tryLater(ctx: Context, { id, accountId }: Save, seconds: number): Promise<void> {
  // Not all who were sent away come back in the same moment.
  const retryAt = new Date(Date.now() + seconds * 1000 + Math.random() * 500)
  await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    const waiting = await postpone(trx, id, retryAt)
    if (!waiting) return
    await queue(ctx, trx, [id], accountId, retryAt)
    await recordEvents(trx, [saveChanged(accountId, waiting)])
  })
  ctx.jobs.poke(saveTask, retryAt)
}
