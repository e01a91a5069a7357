import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { pathOf } from '../accounts/data.ts'
import { toAnswerError } from '../answer-error.ts'
import { canInstall, install, offer } from '../install.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { moon } from '../ui/icons.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/user-avatar.ts'

/** My page, light or dark, and the way out. Visitors find the light switch only. */
export class AccountMenu extends LitElement {
  static override properties = { open: { state: true } }
  open = false

  static override styles = [
    base,
    buttons,
    css`
      .toggle {
        position: relative;
        margin-inline-end: -0.25rem;
      }
      .toggle report-count {
        position: absolute;
        top: -0.125rem;
        inset-inline-end: -0.25rem;
      }
      .item report-count {
        margin-inline-start: auto;
      }
      [popover] {
        position: fixed;
        inset: calc(var(--header-height) + var(--space-1)) auto auto;
        inset-inline-end: var(--gutter);
        width: 16rem;
        max-height: calc(100dvh - var(--header-height) - 2 * var(--space-2));
        margin: 0;
        overflow: hidden auto;
        overscroll-behavior: contain;
        padding: var(--space-2);
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
      }
      .item {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        width: 100%;
        min-height: var(--target);
        padding: 0 var(--space-3);
        border: 0;
        border-radius: var(--radius-m);
        background: none;
        color: inherit;
        font: 500 var(--text-m) / 1.3 var(--font-text);
        text-align: start;
        cursor: pointer;
      }
      .item:hover {
        background: var(--sunken);
      }
      .name {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, session, offer)
  }

  override willUpdate(): void {
    if (this.#keepsOrder) void import('../administration/report-count.ts')
  }

  get #keepsOrder(): boolean {
    return (session.get()?.role ?? 'person') !== 'person'
  }

  override render() {
    const account = session.get()
    return html`<button
        class="button quiet icon toggle"
        popovertarget="menu"
        aria-expanded=${this.open ? 'true' : 'false'}
      >
        <span class="unseen">${account ? msg('Your account') : msg('Appearance')}</span>
        ${this.#keepsOrder ? html`<report-count></report-count>` : nothing}
        ${account ? html`<user-avatar .name=${account.name} .photo=${account.photo} size="34"></user-avatar>` : moon}
      </button>
      <div id="menu" popover @beforetoggle=${this.#toggle}>
        ${
          account
            ? html`<a class="item" href=${pathOf(account)} @click=${this.#close}>
                  <user-avatar .name=${account.name} .photo=${account.photo} size="32"></user-avatar>
                  <span class="name"
                    ><bdi>${account.name}</bdi><br /><span class="soft">${msg('Your page')}</span></span
                  >
                </a>
                <a class="item" href="/settings" @click=${this.#close}>${msg('Settings')}</a>
                ${
                  this.#keepsOrder
                    ? html`<a class="item" href="/administration" @click=${this.#close}
                        >${msg('Administration')}<report-count></report-count
                      ></a>`
                    : nothing
                }
                <a class="item" href="/bookmarklet" @click=${this.#close}>${msg('Save from any page')}</a>`
            : nothing
        }
        ${canInstall() ? html`<button class="item" @click=${this.#install}>${msg('Install Bowerbird')}</button>` : nothing}
        <look-choices></look-choices>
        ${
          account
            ? html`<button class="item" @click=${this.#leave}>${msg('Sign out')}</button>`
            : html`<a class="item" href="/sign-in" @click=${this.#close}>${msg('Sign in')}</a>`
        }
      </div>`
  }

  #toggle = (event: ToggleEvent): void => {
    this.open = event.newState === 'open'
    // What had the focus goes with the menu; whoever has gone on to something else stays there.
    const lost = document.activeElement === document.body || this.shadowRoot?.activeElement?.closest('#menu')
    if (!this.open && lost) this.renderRoot.querySelector<HTMLElement>('.toggle')?.focus()
    void import('./look-choices.ts')
  }

  #close(): void {
    this.renderRoot.querySelector<HTMLElement>('#menu')?.hidePopover()
  }

  #install(): void {
    this.#close()
    void install()
  }

  async #leave(): Promise<void> {
    this.#close()
    try {
      const { leave } = await import('./sign-out-dialog.ts')
      await leave()
    } catch (error) {
      notify(toAnswerError(error).message, 'error')
    }
  }
}

customElements.define('account-menu', AccountMenu)
