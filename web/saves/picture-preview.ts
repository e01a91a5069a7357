import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { picture } from '../ui/icons.ts'
import { base } from '../ui/styles.ts'

/** A picture that is not saved yet: a file of this device, or still on its own site, which is not told where it is looked at. */
export class PicturePreview extends LitElement {
  static override properties = { src: {}, whole: { type: Boolean, reflect: true }, failed: { state: true } }
  src = ''
  /** All of it, however large it is; else it fills its box. */
  whole = false
  failed = false

  static override styles = [
    base,
    css`
      :host {
        display: grid;
        place-items: center;
        overflow: hidden;
        background: var(--sunken);
      }
      img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: cover;
        /* Of transparent pictures the ground is seen, as later on the wall. */
        color: transparent;
      }
      :host([whole]) img {
        width: auto;
        height: auto;
        max-width: 100%;
        max-height: var(--preview-height, min(60vh, 34rem));
        border-radius: var(--radius-m);
      }
      p {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        padding: var(--space-2);
        color: var(--ink-soft);
        font-size: var(--text-s);
        text-align: center;
      }
      :host([whole]) p {
        padding: var(--space-7) var(--space-4);
      }
    `,
  ]

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('src')) this.failed = false
  }

  override render() {
    if (this.failed)
      return html`<p title=${msg('This preview cannot be shown')}>
        ${picture}<span class=${this.whole ? '' : 'unseen'}>${msg('This preview cannot be shown.')}</span>
      </p>`
    return html`<img
      src=${this.src}
      alt=${this.whole ? msg('Preview') : ''}
      referrerpolicy="no-referrer"
      loading=${this.whole ? 'eager' : 'lazy'}
      decoding="async"
      @error=${() => (this.failed = true)}
    />`
  }
}

customElements.define('picture-preview', PicturePreview)
