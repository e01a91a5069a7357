import { msg } from '@lit/localize'
import { css, html, nothing } from 'lit'
import { Observe } from '../observe.ts'
import { closed, session } from '../session.ts'
import { connection } from '../socket.ts'
import { mark, plus } from '../ui/icons.ts'
import { SlicedElement } from '../ui/sliced-element.ts'
import { base, buttons } from '../ui/styles.ts'
import './account-menu.ts'
import { current, places } from './places.ts'

/** Name, places, and what I can do; on phones the places are in the bar below. In the slot: the way past it. */
export class AppHeader extends SlicedElement {
  static override properties = { path: {} }
  path = ''

  static override styles = [
    base,
    buttons,
    css`
      :host {
        height: var(--header-height);
      }
      /* Fixed, for what is in something sticky would scroll the page when it gets the keyboard. */
      header {
        position: fixed;
        z-index: var(--z-header);
        inset: 0 0 auto;
        display: flex;
        align-items: center;
        gap: var(--space-2);
        height: var(--header-height);
        padding: 0 var(--gutter);
        border-bottom: 1px solid var(--line);
        background: var(--glass);
        backdrop-filter: blur(14px);
      }
      .wordmark {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        min-height: var(--target);
        font: var(--weight-display) var(--text-mark) / 1 var(--font-display);
        letter-spacing: var(--tracking-display);
      }
      nav {
        display: flex;
        gap: var(--space-1);
        margin-inline-start: var(--space-5);
      }
      nav a {
        display: inline-flex;
        align-items: center;
        min-height: var(--target);
        padding: 0 var(--space-3);
        border-radius: var(--radius-full);
        color: var(--ink-soft);
        font-weight: 500;
      }
      nav a:hover {
        color: var(--ink);
      }
      nav a[aria-current] {
        color: var(--ink);
      }
      nav a[aria-current]::after {
        content: '';
        position: absolute;
        inset-inline: var(--space-3);
        bottom: 0.375rem;
        height: 2px;
        border-radius: 1px;
        background: var(--accent);
      }
      nav a {
        position: relative;
      }
      .room {
        flex: 1;
      }
      .state {
        flex: none;
        width: 0.5rem;
        height: 0.5rem;
        margin-inline-end: var(--space-3);
        border-radius: 50%;
        background: var(--line-strong);
        forced-color-adjust: none;
        transition: background var(--slow);
      }
      .state.live {
        background: var(--good);
      }
      .state.offline {
        background: var(--accent);
      }
      /* Its code comes later; its place is kept. */
      notification-bell {
        min-width: var(--target);
      }
      /* Until it is known who is here, nothing shows that would have to move then. */
      .unknown > :not(.wordmark, slot) {
        visibility: hidden;
      }
      @media (max-width: 359px) {
        header {
          gap: var(--space-1);
        }
        .button.primary {
          padding: 0 var(--space-3);
        }
      }
      @media (max-width: 719px) {
        nav,
        .new,
        .in {
          display: none;
        }
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, session, connection)
    // Not on the first screen's account.
    const bell = () => session.get() && void import('../notifications/notification-bell.ts')
    session.subscribe(bell)
    bell()
  }

  override render() {
    const account = session.get()
    return html`<header class=${account === undefined ? 'unknown' : ''}>
      <slot></slot>
      <a class="wordmark" href="/">${mark}<span>Bowerbird</span></a>
      <nav aria-label=${msg('Main')}>
        ${places()
          .filter(place => account !== null || place.path !== '/')
          .map(
            ({ path, name, key }) =>
              html`<a href=${path} aria-current=${current(path, this.path)} aria-keyshortcuts=${key ?? nothing}
                >${name}</a
              >`,
          )}
      </nav>
      <div class="room"></div>
      ${this.#state()}
      ${
        account
          ? html`<a
              class="button primary new"
              href="/images/new"
              title=${msg('Save an image; or paste it anywhere')}
              aria-keyshortcuts="Control+V Meta+V"
              >${plus}${msg('New')}</a
            >`
          : account === null
            ? html`<a class="button ${closed ? 'primary' : 'quiet in'}" href="/sign-in">${msg('Sign in')}</a>
                ${closed ? nothing : html`<a class="button primary" href="/sign-up">${msg('Sign up')}</a>`}`
            : nothing
      }
      ${account ? html`<notification-bell></notification-bell>` : nothing}
      <account-menu></account-menu>
    </header>`
  }

  #state() {
    const { state } = connection.get()
    const words = { live: msg('Live'), connecting: msg('Connecting…'), offline: msg('Not connected') }[state]
    return html`<span class="state ${state}" role="img" aria-label=${words} title=${words}></span>`
  }
}

customElements.define('app-header', AppHeader)
