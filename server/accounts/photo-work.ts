// The photo that a provider names, fetched after the sign-up: a picture that does not come keeps nobody waiting.
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Task } from '../jobs/jobs.ts'
import { findOwnAccount } from './accounts.ts'
import { setPhotoByAddress } from './photos.ts'

/** Its data: `accountId` and `url`. */
export function photoWork(ctx: Context): Task {
  return {
    name: 'fetch-photo',
    atOnce: 1,
    async work({ accountId, url }) {
      const account = await findOwnAccount(ctx, accountId!)
      // Whoever has chosen one meanwhile keeps it.
      if (!account || account.photo) return
      try {
        await setPhotoByAddress(ctx, accountId!, url!)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        ctx.log.debug({ error: error.message, accountId }, 'the photo of a newcomer did not come')
      }
    },
  }
}
