import { msg, str } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { draftOf, session } from '../session.ts'
import { ask } from '../socket.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import type { TextField } from '../ui/text-field.ts'

/** Has an image mailed to one address. Fires `sent` with the address. */
export class ShareByMail extends LitElement {
  static override properties = { imageId: {} }
  imageId = ''
  readonly #submission = new Submission(
    this,
    async given => {
      const to = given.text('to')
      const replies = given.text('replies') === 'on'
      await ask('image:share', { id: this.imageId, to, message: given.text('message'), replies })
      this.dispatchEvent(new CustomEvent('sent', { detail: to }))
    },
    { draft: () => draftOf(`share ${this.imageId}`) },
  )

  static override styles = [
    base,
    buttons,
    fields,
    css`
      .replies {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        cursor: pointer;
        overflow-wrap: anywhere;
      }
      .replies input {
        flex: none;
        width: 1.125rem;
        height: 1.125rem;
        margin: 0;
        accent-color: var(--accent);
      }
    `,
  ]

  override async firstUpdated(): Promise<void> {
    const first = this.renderRoot.querySelector<TextField>('text-field')
    await first?.updateComplete
    first?.focus()
  }

  override render() {
    const { errors } = this.#submission
    const { email = '' } = session.get() ?? {}
    return html`<form @submit=${this.#submission.submit} novalidate>
      <text-field
        name="to"
        type="email"
        autocomplete="off"
        required
        .label=${msg('To')}
        .error=${errors.to}
      ></text-field>
      <text-field
        name="message"
        multiline
        maxlength="500"
        .label=${msg('Message')}
        .error=${errors.message}
        .hint=${msg('Your name is in the mail. Links in your words can be read, not pressed.')}
      ></text-field>
      <label class="replies"> <input type="checkbox" name="replies" />${msg(str`Answers come to ${email}`)} </label>
      ${this.#submission.refusal()} ${this.#submission.button(msg('Send'), msg('Sending…'))}
    </form>`
  }
}

customElements.define('share-by-mail', ShareByMail)
