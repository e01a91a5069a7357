import { msg, str } from '@lit/localize'
import { toAnswerError } from '../answer-error.ts'
import { notify, notifyUndo } from '../ui/notices.ts'
import { setFollowed } from './data.ts'

/** Says that I do not follow them any more, and takes it back: a private account would have to be asked anew. */
export function sayUnfollowed(username: string, name: string): void {
  notifyUndo(msg(str`You do not follow ${name} any more.`), () => {
    setFollowed(username, true).catch((error: unknown) => notify(toAnswerError(error).message, 'error'))
  })
}
