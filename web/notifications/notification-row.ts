import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { NotificationView } from '../../server/protocol.ts'
import { base } from '../ui/styles.ts'
import '../ui/picture-frame.ts'
import '../ui/time-ago.ts'
import '../ui/user-avatar.ts'
import { pathOf as pathOfPerson } from '../accounts/data.ts'
import { pathOf } from './data.ts'
import type { Answer } from './request-answer.ts'
import './request-answer.ts'
import { sentence } from './sentence.ts'

/** Who did what, and the way there. */
export class NotificationRow extends LitElement {
  static override properties = {
    notification: { attribute: false },
    fresh: { type: Boolean, reflect: true },
    answered: {},
  }
  notification: NotificationView | undefined
  /** It was unread when it was shown. */
  fresh = false
  /** What I have done here with somebody's request. */
  answered: Answer | undefined

  static override styles = [
    base,
    css`
      :host {
        border-radius: var(--radius-m);
      }
      a {
        position: relative;
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        gap: var(--space-3);
        align-items: center;
        min-height: 4.25rem;
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-m);
        line-height: 1.4;
      }
      :host(:hover) {
        background: var(--sunken);
      }
      :host([fresh]) {
        background: var(--accent-quiet);
      }
      a:focus-visible {
        outline-offset: -2px;
        border-radius: var(--radius-m);
      }
      .faces {
        position: relative;
        width: 2.75rem;
        height: 2.75rem;
      }
      .faces.two > :first-child {
        position: absolute;
        inset-inline-end: 0;
        bottom: 0;
        border: 2px solid var(--surface);
        border-radius: 50%;
      }
      .words {
        overflow-wrap: anywhere;
      }
      .sentence {
        display: -webkit-box;
        overflow: hidden;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 4;
      }
      /* However long somebody is called, there is room for what they did. */
      strong {
        display: inline-block;
        max-width: 100%;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        vertical-align: bottom;
        font-weight: 600;
      }
      time-ago {
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      .picture {
        width: 2.75rem;
        height: 2.75rem;
        overflow: hidden;
        border-radius: var(--radius-s);
      }
      /* Below the words. */
      request-answer {
        padding: 0 var(--space-4) var(--space-3);
        padding-inline-start: calc(var(--space-4) + 2.75rem + var(--space-3));
      }
      picture-frame {
        min-width: 100%;
        min-height: 100%;
      }
    `,
  ]

  override render() {
    const { notification } = this
    if (!notification) return nothing
    const { actors, image, at } = notification
    const [first, second] = actors
    const size = second ? 32 : 44
    // The newest in front, at the lower right.
    return html`<a href=${this.answered && first ? pathOfPerson(first) : pathOf(notification)}>
        <span class="faces ${second ? 'two' : ''}">
          ${first && html`<user-avatar .name=${first.name} .photo=${first.photo} size=${size}></user-avatar>`}
          ${second ? html`<user-avatar .name=${second.name} .photo=${second.photo} size="30"></user-avatar>` : nothing}
        </span>
        <span class="words">
          ${this.fresh ? html`<span class="unseen">${msg('New:')} </span>` : nothing}
          <span class="sentence">${sentence(notification)}</span>
          <time-ago .at=${at}></time-ago>
        </span>
        ${
          image
            ? html`<span class="picture" aria-hidden="true">
                <picture-frame .picture=${{ ...image, alt: '' }} sizes="44px"></picture-frame>
              </span>`
            : nothing
        }
      </a>
      ${
        this.#asks && first
          ? html`<request-answer .account=${first} .answered=${this.answered}></request-answer>`
          : nothing
      }`
  }

  /** Several are answered where they are all told. */
  get #asks(): boolean {
    return this.notification?.kind === 'requested' && this.notification.count === 1
  }
}

customElements.define('notification-row', NotificationRow)
