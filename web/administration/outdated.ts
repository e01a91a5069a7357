import { html, nothing } from 'lit'
import type { AnswerError } from '../answer-error.ts'
import '../ui/time-ago.ts'

/** While what is shown could not be asked for anew: why, and from when it is. */
export const outdated = (error: AnswerError | undefined, at: string) =>
  error
    ? html`<div>
        <p class="refusal" role="alert">${error.message}</p>
        <p class="small"><time-ago .at=${at}></time-ago></p>
      </div>`
    : nothing
