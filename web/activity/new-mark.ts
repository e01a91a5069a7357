import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { base } from '../ui/styles.ts'
import { markStyles } from './story-styles.ts'

/** Lies on the corner of a picture that the reader has not seen before. */
export class NewMark extends LitElement {
  static override styles = [
    base,
    markStyles,
    css`
      :host {
        position: absolute;
        top: var(--space-2);
        inset-inline-start: var(--space-2);
        pointer-events: none;
      }
    `,
  ]

  override render() {
    return html`<span class="mark">${msg('Not seen yet')}</span>`
  }
}

customElements.define('new-mark', NewMark)
