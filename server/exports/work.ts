// The work at one copy. A node that is killed leaves it to another, which begins again; of two at once the first counts.
import { join } from 'node:path'
import { msg, str } from '@lit/localize'
import { change, lockStates } from '../channels/change.ts'
import { recordEvents } from '../channels/event-log.ts'
import { tabsOf } from '../channels/groups.ts'
import type { Context } from '../context.ts'
import type { Task } from '../jobs/jobs.ts'
import { inLanguageOf } from '../language/reader.ts'
import { wholeNumber } from '../language/words.ts'
import { writeLetter } from '../mail/letter.ts'
import { queueMail } from '../mail/mail.ts'
import type { StoredFile } from '../media/store.ts'
import { createArchive } from './archive.ts'
import { exportChanged, exportTask, failExport, removeFile } from './exports.ts'
import { fillArchive } from './fill.ts'
import { countOwnImages } from './queries-content.ts'
import { beginWork, markReady, updateProgress } from './queries.ts'

/** Days for which a copy is kept. */
const days = 7
/** Milliseconds between two words on how far it has come, and between two notes of it. */
const tellEvery = 250
const noteEvery = 2_000

export function exportWork(ctx: Context): Task {
  return {
    name: exportTask,
    atOnce: 1,
    // Tens of thousands of pictures from a storage elsewhere take their time.
    longestSeconds: 6 * 3_600,
    work: ({ exportId = '' }, signal) => work(ctx, exportId, signal),
    giveUp: ({ exportId = '' }) => failExport(ctx, exportId),
  }
}

/** It has been taken back, or the job is not ours any more. */
class Unwanted extends Error {}

async function work(ctx: Context, id: string, signal: AbortSignal): Promise<void> {
  const begun = await beginWork(ctx.db, id)
  if (!begun) return
  const { accountId } = begun
  const folder = join(ctx.config.dataDir, 'incoming')
  const archive = createArchive(folder)
  try {
    const progress = await follow(ctx, { id, accountId, signal })
    await inLanguageOf(ctx, ctx.db, accountId, () => fillArchive(ctx, archive, { accountId, folder, progress }))
    await finish(ctx, id, accountId, await archive.end())
  } catch (error) {
    if (!(error instanceof Unwanted)) throw error
  } finally {
    await archive.discard()
  }
}

/** Tells the person's tabs how far it has come, and looks whether it is still wanted. */
async function follow(ctx: Context, { id, accountId, signal }: { id: string; accountId: string; signal: AbortSignal }) {
  const total = await countOwnImages(ctx.db, accountId)
  let told = -Infinity
  let noted = -Infinity
  return async (done: number): Promise<void> => {
    if (signal.aborted) throw new Unwanted()
    const now = performance.now()
    if (now - told >= tellEvery) {
      told = now
      ctx.groups.tell(tabsOf(accountId), 'export:progressed', { id, done, total: Math.max(done, total) })
    }
    if (now - noted < noteEvery) return
    noted = now
    if (!(await updateProgress(ctx.db, id, done, Math.max(done, total)))) throw new Unwanted()
  }
}

async function finish(ctx: Context, id: string, accountId: string, file: StoredFile): Promise<void> {
  const name = await ctx.media.exports.put(file, 'zip')
  const ready = await change(ctx, async trx => {
    await lockStates(trx, tabsOf(accountId))
    const finished = await markReady(trx, id, { file: name, bytes: file.bytes, days })
    if (!finished) return false
    await recordEvents(trx, [exportChanged(accountId, finished.view)])
    await queueMail(ctx, trx, {
      to: finished.email,
      ...(await inLanguageOf(ctx, trx, accountId, () => letter(ctx))),
    })
    return true
  })
  if (!ready) await removeFile(ctx, name)
}

function letter({ config }: Context) {
  return writeLetter(config, {
    subject: msg('Your copy is ready'),
    paragraphs: [
      msg(
        'The copy of everything that is yours on Bowerbird is ready. It has your pictures as you saved them, with their words and pages, and all that is kept about you.',
      ),
      msg(str`You can download it for ${wholeNumber(days)} days, with the account for which it was made.`),
    ],
    button: { words: msg('Go to the download'), url: new URL('/settings/data', config.publicUrl).href },
    after: [msg('If you did not ask for it, sign out everywhere in your settings and change your password.')],
  })
}
