import { css, html, LitElement } from 'lit'
import { base } from './styles.ts'

/** What stays of a tile whose content is gone: its place, so that nothing moves. The slot says why. */
export class MasonryGap extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        place-items: center;
        height: 100%;
        padding: var(--space-3);
        border: 1px dashed var(--line);
        border-radius: var(--radius-m);
        color: var(--ink-soft);
        font-size: var(--text-s);
        text-align: center;
      }
    `,
  ]

  override render() {
    return html`<slot></slot>`
  }
}

customElements.define('masonry-gap', MasonryGap)
