// Back from a provider: why it did not lead in, which stands in the address to which it led.
import { msg, str } from '@lit/localize'
import type { ProviderProblem } from '../../server/protocol.ts'

/** In words; '' when nothing went wrong. `label` may be unknown yet. */
export function problemIn(search: string, labelOf: (name: string) => string | undefined): string {
  const query = new URLSearchParams(search)
  const problem = query.get('problem') as ProviderProblem | null
  if (!problem) return ''
  const label = labelOf(query.get('provider') ?? '')
  const words: Record<ProviderProblem, () => string> = {
    denied: () =>
      label
        ? msg(str`You have not signed in at ${label}. Try again, or choose another way.`)
        : msg('You have not signed in there. Try again, or choose another way.'),
    expired: () => msg('That took longer than ten minutes, or was begun in another browser. Try again.'),
    refused: () =>
      label
        ? msg(str`What ${label} answered cannot be trusted. Try again; if it stays, tell the administrator.`)
        : msg('What was answered there cannot be trusted. Try again; if it stays, tell the administrator.'),
    unreachable: () =>
      label
        ? msg(str`${label} cannot be reached right now. Try again shortly, or choose another way.`)
        : msg('That cannot be reached right now. Try again shortly, or choose another way.'),
    'email-taken': () =>
      label
        ? msg(str`There is an account with your e-mail already. Sign in to it, then link ${label} in the settings.`)
        : msg('There is an account with your e-mail already. Sign in to it, then link the other one in the settings.'),
    suspended: () => msg('This account is suspended. Write to the administrator.'),
    closed: () => msg('This place takes nobody new at the moment.'),
    'too-many': () => msg('Too many sign-ins were begun from here. Try again in ten minutes.'),
    elsewhere: () =>
      label
        ? msg(str`Who you are at ${label} belongs to another account here. Unlink it there first.`)
        : msg('Who you are there belongs to another account here. Unlink it in that one first.'),
    'someone-else': () =>
      label
        ? msg(str`At ${label} you are not the one that is linked to your account.`)
        : msg('There you are not the one that is linked to your account.'),
  }
  return Object.hasOwn(words, problem) ? words[problem]() : msg('That did not work. Try again.')
}
