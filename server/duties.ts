// What a node does by itself, and when: the one list of scheduled jobs.
import { forgetRecent } from './activity/activity.ts'
import { forgetFailedAttempts } from './attempts/attempts.ts'
import { pruneEvents } from './channels/event-log.ts'
import type { Context } from './context.ts'
import { forgetLinks } from './credentials/credentials.ts'
import { forgetSecondSteps } from './factors/factors.ts'
import { dropExports } from './exports/exports.ts'
import type { Duty } from './jobs/jobs.ts'
import { sendDigests } from './notifications/digest.ts'
import { forgetOldNotifications } from './notifications/notifications.ts'
import { forgetChallenges } from './passkeys/passkeys.ts'
import { compressPictures } from './pictures/compress.ts'
import { sweepPictures } from './pictures/sweep.ts'
import { forgetJourneys } from './providers/providers.ts'
import { releaseOverdue } from './images/release.ts'
import { deleteOverdue } from './leaving/deletion.ts'
import { forgetOldFailures } from './saves/saves.ts'
import { dropExpiredSessions } from './sessions/sessions.ts'
import { forgetOldPlaces } from './walls/walls.ts'

export function dutiesOf(ctx: Context): Duty[] {
  return [
    { name: 'prune-events', schedule: '7 * * * *', work: () => pruneAll(ctx) },
    { name: 'drop-expired-sessions', schedule: '17 * * * *', work: () => dropExpiredSessions(ctx) },
    { name: 'forget-failed-attempts', schedule: '27 * * * *', work: () => forgetFailedAttempts(ctx) },
    { name: 'forget-challenges', schedule: '32 * * * *', work: () => forgetChallenges(ctx) },
    { name: 'forget-second-steps', schedule: '42 * * * *', work: () => forgetSecondSteps(ctx) },
    { name: 'forget-links', schedule: '22 * * * *', work: () => forgetLinks(ctx) },
    { name: 'forget-journeys', schedule: '32 * * * *', work: () => forgetJourneys(ctx) },
    { name: 'forget-failed-saves', schedule: '47 3 * * *', work: () => forgetOldFailures(ctx) },
    { name: 'release-overdue', schedule: '* * * * *', work: () => releaseOverdue(ctx) },
    { name: 'forget-recent-activity', schedule: '37 * * * *', work: () => forgetRecent(ctx) },
    { name: 'compress-pictures', schedule: '* * * * *', work: () => compressPictures(ctx) },
    { name: 'send-digests', schedule: '*/15 * * * *', work: () => sendDigests(ctx) },
    { name: 'forget-old-notifications', schedule: '12 4 * * *', work: () => forgetOldNotifications(ctx) },
    { name: 'forget-old-places', schedule: '42 4 * * *', work: () => forgetOldPlaces(ctx) },
    { name: 'drop-exports', schedule: '12 * * * *', work: () => dropExports(ctx) },
    { name: 'delete-accounts', schedule: '22 * * * *', work: () => deleteOverdue(ctx) },
    { name: 'sweep-pictures', schedule: '57 * * * *', work: () => sweepPictures(ctx) },
  ]
}

async function pruneAll(ctx: Context): Promise<number> {
  let all = 0
  for (let some = -1; some !== 0; all += some) some = await pruneEvents(ctx.db, ctx.config.eventRetentionDays)
  return all
}
