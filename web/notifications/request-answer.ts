import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { AccountRef } from '../../server/views.ts'
import { answerRequest } from '../accounts/people-data.ts'
import { toAnswerError } from '../answer-error.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'

export type Answer = 'let in' | 'declined'

/** Answers somebody who asks to follow me, and says then what was done. Fires `answer`, with undefined where that came to nothing. */
export class RequestAnswer extends LitElement {
  static override properties = { account: { attribute: false }, answered: {}, over: { state: true } }
  account: AccountRef | undefined
  answered: Answer | undefined
  /** There is nothing to answer any more. */
  over = false

  static override styles = [
    base,
    buttons,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
      }
      p {
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      p:focus {
        outline: none;
      }
    `,
  ]

  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get('account') as AccountRef | undefined
    if (before && before.username !== this.account?.username) this.over = false
  }

  override render() {
    if (!this.account || this.over) return nothing
    const { name } = this.account
    return html`${
        this.answered
          ? nothing
          : html`<div>
              <button
                class="button strong"
                aria-label=${msg(str`Let in ${name}`)}
                @click=${() => this.#answer('let in')}
              >
                ${msg('Let in')}
              </button>
              <button
                class="button quiet"
                aria-label=${msg(str`Decline ${name}`)}
                @click=${() => this.#answer('declined')}
              >
                ${msg('Decline')}
              </button>
            </div>`
      }
      <p role="status" tabindex="-1">${this.#words()}</p>`
  }

  #words() {
    if (!this.answered) return ''
    return this.answered === 'let in' ? msg('You have let them in.') : msg('You have declined.')
  }

  async #answer(answer: Answer): Promise<void> {
    const { account } = this
    if (!account) return
    this.#say(answer)
    await this.updateComplete
    // The buttons are gone, and the keyboard needs a place to go on from.
    this.renderRoot.querySelector<HTMLElement>('[role="status"]')?.focus({ preventScroll: true })
    try {
      await answerRequest(account.username, answer === 'let in')
    } catch (error) {
      const problem = toAnswerError(error)
      // Taken back, or answered elsewhere.
      this.over = problem.code === 'not_found'
      this.#say(undefined)
      notify(problem.message, 'error')
    }
  }

  #say(answer: Answer | undefined): void {
    this.answered = answer
    this.dispatchEvent(new CustomEvent<Answer | undefined>('answer', { detail: answer, bubbles: true, composed: true }))
  }
}

customElements.define('request-answer', RequestAnswer)
