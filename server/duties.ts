// What a node does by itself, and when: the one list of scheduled jobs.
import { forgetFailedAttempts } from './accounts/accounts.ts'
import { forgetRecent } from './activity/activity.ts'
import { pruneEvents } from './channels/event-log.ts'
import type { Context } from './context.ts'
import type { Duty } from './jobs/jobs.ts'
import { compressPictures } from './pictures/compress.ts'
import { sweepPictures } from './pictures/sweep.ts'
import { releaseOverdue } from './images/release.ts'
import { forgetOldFailures } from './saves/saves.ts'
import { dropExpiredSessions } from './sessions/sessions.ts'

export function dutiesOf(ctx: Context): Duty[] {
  return [
    { name: 'prune-events', schedule: '7 * * * *', work: () => pruneAll(ctx) },
    { name: 'drop-expired-sessions', schedule: '17 * * * *', work: () => dropExpiredSessions(ctx) },
    { name: 'forget-failed-attempts', schedule: '27 * * * *', work: () => forgetFailedAttempts(ctx) },
    { name: 'forget-failed-saves', schedule: '47 3 * * *', work: () => forgetOldFailures(ctx) },
    { name: 'release-overdue', schedule: '* * * * *', work: () => releaseOverdue(ctx) },
    { name: 'forget-recent-activity', schedule: '37 * * * *', work: () => forgetRecent(ctx) },
    { name: 'compress-pictures', schedule: '* * * * *', work: () => compressPictures(ctx) },
    { name: 'sweep-pictures', schedule: '57 * * * *', work: () => sweepPictures(ctx) },
  ]
}

async function pruneAll(ctx: Context): Promise<number> {
  let all = 0
  for (let some = -1; some !== 0; all += some) some = await pruneEvents(ctx.db, ctx.config.eventRetentionDays)
  return all
}
