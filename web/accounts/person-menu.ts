import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { toAnswerError } from '../answer-error.ts'
import { Fact } from '../facts.ts'
import { more } from '../ui/icons.ts'
import { notify, notifyUndo } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/modal-dialog.ts'
import { accountFacts } from './data.ts'
import { removeFollower, setBlocked, setMuted } from './people-data.ts'

/** What keeps somebody away from me: mute, remove as a follower, block, report. */
export class PersonMenu extends LitElement {
  static override properties = { username: {}, name: {}, open: { state: true }, blocking: { state: true } }
  username = ''
  name = ''
  open = false
  /** Asked whether it is meant. */
  blocking = false
  readonly #fact = new Fact(this, accountFacts, () => this.username)

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: inline-block;
        text-align: start;
      }
      li + li {
        margin-top: var(--space-2);
      }
      .item {
        display: grid;
        gap: 0.125rem;
        width: 100%;
        min-height: 3.5rem;
        align-content: center;
        padding: var(--space-2) var(--space-4);
        border: 1px solid var(--line);
        border-radius: var(--radius-m);
        background: none;
        color: inherit;
        font: 550 var(--text-m) / 1.35 var(--font-text);
        text-align: start;
        cursor: pointer;
      }
      .item:hover {
        border-color: var(--line-strong);
        background: var(--sunken);
      }
      .item span {
        color: var(--ink-soft);
        font-weight: 400;
        font-size: var(--text-s);
      }
      .danger {
        color: var(--danger);
      }
      p + .ends {
        margin-top: var(--space-5);
      }
      .ends {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-3);
      }
      .button.block {
        background: var(--danger);
        color: var(--surface);
        forced-color-adjust: none;
      }
    `,
  ]

  override render() {
    const close = () => Object.assign(this, { open: false, blocking: false })
    return html`<button
        class="button outline icon"
        aria-haspopup="dialog"
        aria-label=${msg(str`More about ${this.name}`)}
        @click=${() => (this.open = true)}
      >
        ${more}
      </button>
      <modal-dialog
        .heading=${this.blocking ? msg(str`Block ${this.name}?`) : this.name}
        .open=${this.open}
        @close=${close}
      >
        ${this.open ? (this.blocking ? this.#sure(close) : this.#items(close)) : nothing}
      </modal-dialog>`
  }

  #items(close: () => void) {
    const { mutedByMe, followsMe, blockedByMe } = this.#fact.value
    const { username, name } = this
    const item = (words: string, why: string, act: () => void, kind = '') =>
      html`<li>
        <button class="item ${kind}" @click=${act}>${words}<span>${why}</span></button>
      </li>`
    const done = (work: () => Promise<void>, words: string) => () => {
      close()
      void tell(work, words)
    }
    return html`<ul>
      ${
        mutedByMe
          ? item(
              msg('Unmute'),
              msg('You hear again of what they do.'),
              done(() => setMuted(username, false), msg(str`You hear again of what ${name} does.`)),
            )
          : item(msg('Mute'), msg('You hear no more of what they do. They do not learn of it.'), () => {
              close()
              void this.#mute()
            })
      }
      ${
        followsMe
          ? item(
              msg('Remove as a follower'),
              msg('They follow you no longer, and are not told.'),
              done(() => removeFollower(username), msg(str`${name} follows you no longer.`)),
            )
          : nothing
      }
      ${
        blockedByMe
          ? item(
              msg('Unblock'),
              msg('You can see each other again.'),
              done(() => setBlocked(username, false), msg(str`${name} is not blocked any more.`)),
            )
          : item(msg('Block'), msg('Neither of you sees the other any more.'), () => (this.blocking = true), 'danger')
      }
      ${item(
        msg('Report'),
        msg('Tell the people who look after this place.'),
        () => {
          close()
          void this.#report()
        },
        'danger',
      )}
    </ul>`
  }

  #sure(close: () => void) {
    const { username, name } = this
    return html`<p>
        ${msg('Neither of you sees the other any more, wherever you are here, and neither follows the other. They are not told. You can undo it in your settings.')}
      </p>
      <p class="ends">
        <button
          class="button block"
          @click=${() => {
            close()
            void tell(() => setBlocked(username, true), msg(str`${name} is blocked.`))
          }}
        >
          ${msg('Block')}
        </button>
        <button class="button quiet" @click=${close}>${msg('Cancel')}</button>
      </p>`
  }

  async #mute(): Promise<void> {
    const { username, name } = this
    try {
      await setMuted(username, true)
      const heard = msg(str`You hear again of what ${name} does.`)
      notifyUndo(
        msg(str`You hear no more of what ${name} does.`),
        () => void tell(() => setMuted(username, false), heard),
      )
    } catch (error) {
      notify(toAnswerError(error).message, 'error')
    }
  }

  async #report(): Promise<void> {
    try {
      const { reportAccount } = await import('../reports/report-dialog.ts')
      reportAccount(this.username, this.name)
    } catch (error) {
      notify(toAnswerError(error).message, 'error')
    }
  }
}

async function tell(work: () => Promise<void>, words: string): Promise<void> {
  try {
    await work()
    notify(words)
  } catch (error) {
    notify(toAnswerError(error).message, 'error')
  }
}

customElements.define('person-menu', PersonMenu)
