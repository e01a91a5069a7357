// Whether the mails that the server writes are sent: without a mail server they are printed to its log, and nobody is told otherwise.
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { getInstance } from './instance.ts'

/** The words for a mail that is sent, or for one that is in the log. Where it cannot be asked, the first. */
export async function aboutMail(sent: string, printed: string): Promise<string> {
  return getInstance().then(
    ({ sendsMail }) => (sendsMail ? sent : printed),
    () => sent,
  )
}

/** The same for an element: it is rendered again when the server has said. */
export class Mailing implements ReactiveController {
  readonly #host: ReactiveControllerHost
  printed = false

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  hostConnected(): void {
    getInstance().then(
      ({ sendsMail }) => {
        this.printed = !sendsMail
        this.#host.requestUpdate()
      },
      () => undefined,
    )
  }

  say<Words>(sent: Words, printed: Words): Words {
    return this.printed ? printed : sent
  }
}
