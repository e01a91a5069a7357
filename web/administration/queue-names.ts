// What the queues of the jobs are called on the screen.
import { msg } from '@lit/localize'

/** What the jobs of a queue do; undefined for one that this version does not know. */
export function queueInWords(name: string): string | undefined {
  const words: Record<string, string> = {
    'save-image': msg('Fetch and save pictures'),
    'release-image': msg('Show followers what has been held back'),
    'fetch-photo': msg('Fetch profile photos'),
    'push-notification': msg('Push notifications to devices'),
    'make-export': msg('Make copies of everything for their owners'),
    'send-mail': msg('Send mails'),
    'mail-link': msg('Write mails with a link to confirm'),
    'mail-share': msg('Mail images that people share'),
    'mail-reset': msg('Write mails with a link for a new password'),
    'given-up': msg('Tidy up after jobs that have failed for good'),
    'prune-events': msg('Forget what every window has heard'),
    'drop-expired-sessions': msg('End sign-ins whose time is over'),
    'forget-failed-attempts': msg('Forget failed sign-ins'),
    'forget-challenges': msg('Forget passkey questions without an answer'),
    'forget-second-steps': msg('Forget sign-ins that were not finished'),
    'forget-links': msg('Forget mailed links whose time is over'),
    'forget-journeys': msg('Forget sign-ins elsewhere that were not finished'),
    'forget-failed-saves': msg('Forget saves that have failed long ago'),
    'release-overdue': msg('Show what was held back for longer than wished'),
    'forget-recent-activity': msg('Forget who has just done what'),
    'compress-pictures': msg('Make pictures smaller'),
    'send-digests': msg('Send digest mails'),
    'forget-old-notifications': msg('Forget old notifications'),
    'forget-old-places': msg('Forget where walls were left long ago'),
    'drop-exports': msg('Remove copies whose time is over'),
    'delete-accounts': msg('Delete accounts whose owners have left'),
    'sweep-pictures': msg('Remove pictures that nobody keeps'),
  }
  return words[name]
}
