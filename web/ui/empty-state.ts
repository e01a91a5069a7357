import { css, html, LitElement } from 'lit'
import { base } from './styles.ts'

/** Nothing here, and why, and what to do about it (in the slot). */
export class EmptyState extends LitElement {
  static override properties = { heading: {}, text: {} }
  heading = ''
  text = ''

  static override styles = [
    base,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
        max-width: 34rem;
        margin: clamp(2rem, 10vh, 7rem) auto;
        text-align: center;
      }
      .nest {
        color: var(--line-strong);
        margin-bottom: var(--space-2);
      }
      p {
        max-width: 30rem;
        color: var(--ink-soft);
        text-wrap: pretty;
      }
      slot {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--space-3);
        margin-top: var(--space-4);
      }
    `,
  ]

  override render() {
    return html`<svg
        class="nest"
        width="96"
        height="64"
        viewBox="0 0 96 64"
        fill="none"
        stroke="currentColor"
        stroke-width="2"
        stroke-linecap="round"
        aria-hidden="true"
      >
        <path
          d="M14 60C8 36 18 14 40 4M24 60C20 40 28 24 44 14M82 60C88 36 78 14 56 4M72 60C76 40 68 24 52 14M32 60h32"
        />
        <circle cx="48" cy="54" r="3" fill="var(--accent)" stroke="none" />
      </svg>
      <h2>${this.heading}</h2>
      <p>${this.text}</p>
      <slot></slot>`
  }
}

customElements.define('empty-state', EmptyState)
