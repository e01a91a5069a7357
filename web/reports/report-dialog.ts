import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { ReportReason } from '../../server/protocol-moderation.ts'
import { draftOf } from '../session.ts'
import { ask } from '../socket.ts'
import { fields } from '../ui/field-styles.ts'
import '../ui/modal-dialog.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import { reasons } from './reasons.ts'

export type Reported =
  { kind: 'image'; id: string; title: string } | { kind: 'account'; username: string; name: string }

/** Asks what is wrong with something, tells those who keep order, and thanks. Fires `close`. */
export class ReportDialog extends LitElement {
  static override properties = {
    reported: { attribute: false },
    open: { type: Boolean },
    sent: { state: true },
    chosen: { state: true },
  }
  reported: Reported | undefined
  open = false
  sent = false
  chosen: ReportReason | undefined
  readonly #submission = new Submission(
    this,
    async given => {
      const { reported } = this
      if (!reported) return
      const reason = given.text('reason') as ReportReason
      const words = given.text('words')
      await ask(
        'report:send',
        reported.kind === 'image'
          ? { kind: 'image', id: reported.id, reason, words }
          : { kind: 'account', username: reported.username, reason, words },
      )
      this.sent = true
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('.thanks')?.focus()
    },
    { draft: () => draftOf(`report ${this.reported?.kind === 'image' ? this.reported.id : this.reported?.username}`) },
  )

  static override styles = [
    base,
    buttons,
    fields,
    css`
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        margin-bottom: var(--space-2);
        color: var(--ink-soft);
      }
      .reason {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        padding: 0 var(--space-3);
        margin: 0 calc(-1 * var(--space-3));
        border-radius: var(--radius-m);
        cursor: pointer;
      }
      .reason:hover {
        background: var(--sunken);
      }
      .reason input {
        width: 1.125rem;
        height: 1.125rem;
        min-height: 0;
        margin: 0;
        accent-color: var(--accent);
      }
      .thanks {
        display: grid;
        gap: var(--space-5);
        justify-items: start;
      }
      .thanks:focus {
        outline: none;
      }
    `,
  ]

  override render() {
    const { reported } = this
    const name = reported?.kind === 'image' ? reported.title : (reported?.name ?? '')
    return html`<modal-dialog
      .heading=${this.sent ? msg('Thank you') : msg(str`Report “${name}”`)}
      .open=${this.open}
      @close=${this.#close}
    >
      ${this.sent ? this.#thanks() : this.#form()}
    </modal-dialog>`
  }

  #form() {
    const { errors } = this.#submission
    return html`<form @submit=${this.#submission.submit} novalidate>
      <fieldset>
        <legend>${msg('What is wrong? Whoever it is about does not learn that it was you.')}</legend>
        ${reasons().map(
          ([reason, words]) =>
            html`<label class="reason">
              <input
                type="radio"
                name="reason"
                value=${reason}
                .checked=${this.chosen === reason}
                @change=${() => (this.chosen = reason)}
              />${words}
            </label>`,
        )}
      </fieldset>
      ${errors.reason ? html`<p class="refusal" role="alert">${errors.reason}</p>` : nothing}
      ${this.#submission.refusal()}
      <text-field
        name="words"
        multiline
        maxlength="2000"
        .label=${msg('In your words')}
        .error=${errors.words}
      ></text-field>
      ${this.#submission.button(msg('Send report'), msg('Sending…'), { waits: !this.chosen })}
    </form>`
  }

  #thanks() {
    return html`<div class="thanks" tabindex="-1">
      <p>${msg('Your report is with the people who keep this place in order. They look at it as soon as they can.')}</p>
      <button class="button" @click=${this.#close}>${msg('Close')}</button>
    </div>`
  }

  #close(): void {
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
}

customElements.define('report-dialog', ReportDialog)

export const reportAccount = (username: string, name: string) => show({ kind: 'account', username, name })
export const reportImage = (id: string, title: string) => show({ kind: 'image', id, title })

function show(reported: Reported): void {
  const dialog = Object.assign(new ReportDialog(), { reported })
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  // Opened once it is in the page: the browser gives the focus back to where it was.
  dialog.open = true
}
