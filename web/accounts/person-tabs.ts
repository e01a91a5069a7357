import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { base } from '../ui/styles.ts'
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
    css`
      nav {
        display: flex;
        justify-content: safe center;
        gap: var(--space-1);
        margin: 0 calc(-1 * var(--gutter)) var(--space-5);
        padding: 2px var(--gutter);
        overflow-x: auto;
        scrollbar-width: none;
      }
      a {
        display: flex;
        align-items: center;
        min-height: var(--target);
        padding: 0 var(--space-4);
        border-radius: var(--radius-full);
        color: var(--ink-soft);
        font-weight: 500;
        white-space: nowrap;
      }
      a:hover,
      a[aria-current] {
        background: var(--sunken);
        color: var(--ink);
      }
      a:focus-visible {
        border-radius: var(--radius-full);
      }
      @media (max-width: 420px) {
        a {
          padding: 0 var(--space-3);
        }
      }
    `,
  ]

  override render() {
    const names: Record<Tab, string> = {
      '': msg('Images'),
      activity: msg('Activity'),
      followers: msg('Followers'),
      following: msg('Following'),
    }
    const home = pathOf(this)
    return html`<nav aria-label=${msg('What there is of this person')}>
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
