import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { base } from '../ui/styles.ts'
import { showChosenTab, tabRow } from '../ui/tab-row.ts'
import { pathOf } from './data.ts'

const tabs = ['', 'activity', 'followers', 'following'] as const
export type Tab = (typeof tabs)[number]
export const isTab = (text: string): text is Tab => tabs.some(tab => tab === text)

/** What there is of a person, each at its own address. */
export class PersonTabs extends LitElement {
  static override properties = { username: {}, tab: {} }
  username = ''
  tab: Tab = ''

  static override styles = [
    base,
    tabRow,
    css`
      .tabs {
        /* In the middle, with as much on both sides. */
        --fade: var(--gutter);
        justify-content: safe center;
      }
      @media (max-width: 420px) {
        .tabs a {
          padding: 0 var(--space-3);
        }
      }
    `,
  ]

  override updated(): void {
    showChosenTab(this.renderRoot)
  }

  override render() {
    const names: Record<Tab, string> = {
      '': msg('Images'),
      activity: msg('Activity'),
      followers: msg('Followers'),
      following: msg('Follows'),
    }
    const home = pathOf(this)
    return html`<nav class="tabs" aria-label=${msg('What there is of this person')}>
      ${tabs.map(
        tab =>
          html`<a href=${tab ? `${home}/${tab}` : home} aria-current=${tab === this.tab ? 'page' : nothing}>
            ${names[tab]}
          </a>`,
      )}
    </nav>`
  }
}

customElements.define('person-tabs', PersonTabs)
