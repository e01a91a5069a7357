import { css, html, LitElement } from 'lit'

/** The shape of what is about to come; give it a size from outside. */
export class SkeletonBox extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-height: 1em;
      border-radius: var(--radius-m);
      background: var(--sunken);
      animation: breathe var(--breath) ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.55;
      }
    }
    @media (forced-colors: active) {
      :host {
        border: 1px solid GrayText;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      :host {
        animation: none;
      }
    }
  `

  override render() {
    return html``
  }
}

customElements.define('skeleton-box', SkeletonBox)
