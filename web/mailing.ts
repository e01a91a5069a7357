// Whether the mails that the server writes are sent: without a mail server they are printed to its log, and nobody is told otherwise.
import { getInstance } from './instance.ts'

let printed = false

/** Resolves when it is known. Pages that speak of mails are opened after it, so that none of their words changes while it is read. */
export async function learnMailing(): Promise<void> {
  await getInstance().then(
    ({ sendsMail }) => (printed = !sendsMail),
    // Where it cannot be asked, mails are said to be sent.
    () => undefined,
  )
}

/** The words for a mail that is sent, or those for one that is in the log. */
export function ofMail<Sent, Printed>(sent: Sent, inLog: Printed): Sent | Printed {
  return printed ? inLog : sent
}
