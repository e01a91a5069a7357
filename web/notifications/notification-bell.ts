import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { herePath } from '../language/address.ts'
import { counted } from '../language/counted.ts'
import { Observe } from '../observe.ts'
import { base, buttons } from '../ui/styles.ts'
import { bell } from '../ui/icons.ts'
import { shortNumber } from '../words.ts'
import { unread } from './data.ts'
import './this-device.ts'

const narrow = matchMedia('(max-width: 719px)')

/** How much there is that I have not read, the same in every tab; pressed, what it is. On phones it leads to the page. */
export class NotificationBell extends LitElement {
  static override properties = { open: { state: true } }
  open = false

  static override styles = [
    base,
    buttons,
    css`
      .button {
        position: relative;
      }
      .count {
        position: absolute;
        top: 0.25rem;
        inset-inline-start: 50%;
        display: grid;
        place-items: center;
        min-width: 0.625rem;
        height: 1.125rem;
        padding: 0 0.25rem;
        border: 2px solid var(--paper);
        box-sizing: content-box;
        border-radius: var(--radius-full);
        background: var(--accent);
        color: var(--on-accent);
        forced-color-adjust: none;
        font: 700 var(--text-2xs) / 1 var(--font-text);
        font-variant-numeric: tabular-nums;
      }
      [popover] {
        position: fixed;
        inset: calc(var(--header-height) + var(--space-1)) auto auto;
        inset-inline-end: var(--gutter);
        width: min(26rem, calc(100vw - 2 * var(--gutter)));
        max-height: min(38rem, calc(100dvh - var(--header-height) - 2rem));
        margin: 0;
        padding: 0 var(--space-2) var(--space-2);
        overflow: hidden auto;
        overscroll-behavior: contain;
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        color: var(--ink);
        box-shadow: var(--shadow);
        --header-height: 3.5rem;
      }
      .head {
        position: sticky;
        z-index: var(--z-mark);
        top: 0;
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: 3.5rem;
        padding-inline: var(--space-4) var(--space-2);
        background: var(--surface);
      }
      h2 {
        font: 600 var(--text-l) / 1.3 var(--font-text);
      }
      .head a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        padding: 0 var(--space-3);
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, unread)
  }

  override render() {
    const count = unread.get()
    const words =
      count === 0 ? msg('Notifications') : counted(msg('Notifications: {count, plural, other {# unread}}'), count)
    return html`<a
        class="button quiet icon"
        href="/notifications"
        aria-label=${words}
        title=${words}
        aria-haspopup="dialog"
        aria-expanded=${this.open ? 'true' : 'false'}
        @click=${this.#press}
        >${bell}${count > 0 ? html`<span class="count" aria-hidden="true">${shortNumber(Math.min(count, 99))}${count > 99 ? '+' : ''}</span>` : nothing}</a
      >
      <div id="panel" popover role="dialog" aria-labelledby="title" @toggle=${this.#toggled} @click=${this.#follow}>
        ${
          this.open
            ? html`<div class="head">
                  <h2 id="title" tabindex="-1">${msg('Notifications')}</h2>
                  <a class="link" href="/notifications">${msg('See all')}</a>
                </div>
                <notification-list short></notification-list>`
            : nothing
        }
      </div>`
  }

  get #panel(): HTMLElement | null {
    return this.renderRoot.querySelector('#panel')
  }

  #press(event: MouseEvent): void {
    if (narrow.matches || event.ctrlKey || event.metaKey || event.shiftKey || herePath() === '/notifications') return
    // Neither the browser nor the router goes there.
    event.preventDefault()
    event.stopPropagation()
    void import('./notification-list.ts')
    this.#panel?.togglePopover()
  }

  async #toggled(event: ToggleEvent): Promise<void> {
    this.open = event.newState === 'open'
    await this.updateComplete
    if (this.open) this.renderRoot.querySelector<HTMLElement>('h2')?.focus()
    // What had the focus is gone with the panel; whoever has gone on to something else stays there.
    else if (document.activeElement === document.body) this.renderRoot.querySelector('a')?.focus()
  }

  /** Whoever goes somewhere from here is done with it. */
  #follow(event: Event): void {
    if (event.composedPath().some(node => node instanceof HTMLAnchorElement)) this.#panel?.hidePopover()
  }
}

customElements.define('notification-bell', NotificationBell)
