import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { InvitationView } from '../../server/protocol-moderation.ts'
import { toAnswerError } from '../answer-error.ts'
import { counted } from '../language/counted.ts'
import { PagedList } from '../paged-list.ts'
import { section } from '../settings/section-styles.ts'
import { ask } from '../socket.ts'
import { fields } from '../ui/field-styles.ts'
import '../ui/load-more.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import '../ui/time-ago.ts'
import { fullDate, shortNumber } from '../words.ts'

/** My invitations, or (`all`) everybody's: making one, and taking it back. */
export class InvitationList extends LitElement {
  static override properties = { all: { type: Boolean }, url: { state: true } }
  all = false
  /** Of the one just made: it is shown this once. */
  url = ''
  readonly #submission = new Submission(this, async given => {
    const email = given.text('email')
    const uses = Number(given.text('uses') || 1)
    const { url, invitation } = await ask('invitation:create', { ...(email && { email }), uses })
    this.url = url
    this.#list.items = [invitation, ...this.#list.items]
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>('.made')?.focus()
  })
  readonly #list = new PagedList<InvitationView>(this, {
    load: async before => {
      const { invitations, next } = await ask('invitation:list', { all: this.all, before, limit: 20 })
      return { items: invitations, next }
    },
    key: invitation => invitation.id,
  })

  static override styles = [
    base,
    buttons,
    fields,
    section,
    css`
      form {
        grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
        align-items: start;
      }
      .refusal {
        grid-column: 1 / -1;
      }
      form .button {
        justify-self: start;
        align-self: end;
      }
      .made {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-4);
        border-radius: var(--radius-m);
        background: var(--accent-quiet);
      }
      .made:focus {
        outline: none;
      }
      .made code {
        overflow-wrap: anywhere;
        user-select: all;
      }
      .made .button {
        justify-self: start;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-1) var(--space-3);
        min-height: var(--target);
        border-top: 1px solid var(--line);
        padding: var(--space-2) 0;
      }
      li > span {
        flex: 1 1 12rem;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .small {
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.#list.state === 'idle') void this.#list.start()
  }

  override render() {
    const { errors } = this.#submission
    const { items, more, next } = this.#list
    return html`<section>
      <header>
        <h2>${msg('Invitations')}</h2>
        <p>${msg('Whoever opens the link can make an account here within two weeks.')}</p>
      </header>
      <form @submit=${this.#submission.submit} novalidate>
        ${this.#submission.refusal()}
        <text-field
          name="email"
          type="email"
          .label=${msg('For this e-mail alone')}
          .error=${errors.email}
        ></text-field>
        <text-field
          required
          name="uses"
          inputmode="numeric"
          value="1"
          .label=${msg('How many may come')}
          .error=${errors.uses}
        ></text-field>
        ${this.#submission.button(msg('Make a link'), msg('Making…'), { look: 'primary' })}
      </form>
      ${this.url ? this.#made(this.url) : nothing}
      ${
        items.length > 0
          ? html`<ul>
              ${items.map(invitation => this.#row(invitation))}
            </ul>`
          : nothing
      }
      <load-more .state=${more} ?end=${next === null} @more=${() => this.#list.readOn()}></load-more>
    </section>`
  }

  #made(url: string) {
    return html`<div class="made" tabindex="-1">
      <p>${msg('This link is shown this once. Send it to whom you want here.')}</p>
      <code>${url}</code>
      <button class="button strong" @click=${() => this.#copy(url)}>${msg('Copy the link')}</button>
    </div>`
  }

  #row({ id, by, email, uses, used, createdAt, expiresAt, revokedAt }: InvitationView) {
    const over = used >= uses || Date.parse(expiresAt) < Date.now()
    const until = revokedAt ? msg('withdrawn') : over ? msg('over') : msg(str`until ${fullDate(expiresAt)}`)
    return html`<li>
      <span>
        ${email ?? msg('For anybody')}${this.all ? html` · ${by.name}` : nothing}<br />
        <span class="small"
          >${counted(msg('{count, plural, one {# of {uses} has come} other {# of {uses} have come}}'), used, { uses: shortNumber(uses) })}
          · ${until} · <time-ago .at=${createdAt}></time-ago
        ></span>
      </span>
      ${
        revokedAt || over
          ? nothing
          : html`<button class="button quiet" @click=${() => this.#revoke(id)}>${msg('Withdraw')}</button>`
      }
    </li>`
  }

  async #copy(url: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(url)
      notify(msg('The link is copied.'))
    } catch {
      // On plain http there is no clipboard: it can be selected with one press.
      notify(msg('It could not be copied. Press on the link to select it.'), 'error')
    }
  }

  async #revoke(id: string): Promise<void> {
    try {
      await ask('invitation:revoke', { id })
      const revokedAt = new Date().toISOString()
      this.#list.items = this.#list.items.map(one => (one.id === id ? { ...one, revokedAt } : one))
      this.requestUpdate()
    } catch (error) {
      notify(toAnswerError(error).message, 'error')
    }
  }
}

customElements.define('invitation-list', InvitationList)
