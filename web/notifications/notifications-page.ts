import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { PageTitle } from '../page.ts'
import { base, buttons, page } from '../ui/styles.ts'
import './notification-list.ts'

export class NotificationsPage extends LitElement {
  static override styles = [
    base,
    buttons,
    page,
    css`
      :host {
        max-width: calc(42rem + 2 * var(--gutter));
      }
      notification-list {
        margin-inline: calc(-1 * min(var(--gutter), var(--space-4)));
      }
      /* What is new has round corners, which do not lie at the edge of the window. */
      @media (max-width: 719px) {
        notification-list {
          margin-inline: calc(-1 * var(--space-2));
        }
      }
    `,
  ]

  constructor() {
    super()
    new PageTitle(this, () => msg('Notifications'))
  }

  override render() {
    return html`<header class="head">
        <h1 tabindex="-1">${msg('Notifications')}</h1>
        <a class="button outline" href="/settings/notifications">${msg('Notification settings')}</a>
      </header>
      <notification-list></notification-list>`
  }
}

customElements.define('notifications-page', NotificationsPage)
