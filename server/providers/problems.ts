// Why a way by a provider did not lead in: a word for the page to which the person comes back, a sentence for programs.
import { msg } from '@lit/localize'
import { AppError } from '../errors.ts'
import type { ProviderProblem } from '../protocol-providers.ts'
import type { ErrorCode } from '../views.ts'

const sentences: Record<ProviderProblem, readonly [ErrorCode, () => string]> = {
  denied: ['forbidden', () => msg('You have not signed in there. Try again, or choose another way.')],
  expired: ['invalid', () => msg('That took longer than ten minutes, or was begun in another browser. Try again.')],
  refused: [
    'forbidden',
    () => msg('What came back from there cannot be trusted. Try again; if it stays, tell the administrator.'),
  ],
  unreachable: [
    'unreachable',
    () => msg('The provider cannot be reached right now. Try again shortly, or choose another way.'),
  ],
  'email-taken': [
    'conflict',
    () => msg('There is an account with this e-mail already. Sign in to it, then link the provider in the settings.'),
  ],
  suspended: ['forbidden', () => msg('This account is suspended. Ask a moderator of this instance why.')],
  closed: ['forbidden', () => msg('New people cannot join at the moment. Ask the administrator.')],
  'too-many': ['too_many', () => msg('Too many sign-ins were begun from here. Try again in ten minutes.')],
  elsewhere: ['conflict', () => msg('That belongs to another account already. Unlink it there first.')],
  'someone-else': [
    'forbidden',
    () => msg('That is not the one that is linked to your account. Choose the right one there.'),
  ],
}

export class ProviderRefusal extends AppError {
  readonly problem: ProviderProblem
  /** Where the person reads of it. */
  page = '/sign-in'

  constructor(problem: ProviderProblem) {
    const [code, sentence] = sentences[problem]
    super(code, sentence())
    this.problem = problem
  }
}
