import { msg, str } from '@lit/localize'
import type { OwnAccountView } from '../../server/views.ts'
import { learnMailing, ofMail } from '../mailing.ts'
import { notify } from '../ui/notices.ts'

/** What a new account has to do next. The first one is that of whoever runs the server. */
export async function welcome({ email, role }: OwnAccountView): Promise<void> {
  await learnMailing()
  const first = role === 'administrator'
  const sent = first
    ? msg(
        str`Welcome! You are the administrator here: look at Administration in the account menu. Now follow the link that we have mailed to ${email}.`,
      )
    : msg(str`Welcome! Now follow the link that we have mailed to ${email}.`)
  const printed = first
    ? msg(
        'Welcome! You are the administrator here: look at Administration in the account menu. This server sends no mail: the link that confirms your address is in its log.',
      )
    : msg('Welcome! This server sends no mail: the link that confirms your address is in its log. Ask whoever runs it.')
  notify(ofMail(sent, printed))
}

/** Of an account that was to be deleted. */
export const welcomeBack = (): void => notify(msg('Welcome back. Your account stays, with everything that is in it.'))
