import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { base } from '../ui/styles.ts'
import { tabRow } from '../ui/tab-row.ts'

/** The two orders in which everything is shown, each at its own address. */
export class WallTabs extends LitElement {
  static override properties = { tab: {} }
  tab: 'newest' | 'popular' = 'newest'

  static override styles = [
    base,
    tabRow,
    css`
      .tabs {
        margin: 0;
        padding: 0;
        mask-image: none;
      }
    `,
  ]

  override render() {
    const link = (tab: string, path: string, name: string) =>
      html`<a href=${path} aria-current=${tab === this.tab ? 'page' : nothing}>${name}</a>`
    return html`<nav class="tabs" aria-label=${msg('In which order')}>
      ${link('newest', '/images', msg('Newest'))} ${link('popular', '/popular', msg('Popular'))}
    </nav>`
  }
}

customElements.define('wall-tabs', WallTabs)
