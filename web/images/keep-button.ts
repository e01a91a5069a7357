import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { Fact } from '../facts.ts'
import { check, plus } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import { imageFacts, keptPictures } from './data.ts'
import { keepImage } from './keep.ts'
import { translated } from './translated.ts'

/**
 * Saves what somebody else has to my own wall, and leads to mine once I have it, wherever I saved it. Nothing on an image of mine.
 * Whoever shows this watches the image.
 */
export class KeepButton extends LitElement {
  static override properties = { imageId: {}, heading: {}, busy: { state: true } }
  imageId = ''
  /** The image's title, where there are several of these. */
  heading = ''
  busy = false
  readonly #fact = new Fact(this, imageFacts, () => this.imageId)
  readonly #kept = new Fact(this, keptPictures, () => this.#fact.value.picture)

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: inline-block;
      }
      .button {
        min-width: 7.25rem;
        padding: 0 var(--space-4);
      }
      /* As wide as either word, so that what stands beside it stays. */
      .words {
        display: grid;
        justify-items: center;
      }
      .words > * {
        grid-area: 1 / 1;
      }
      .words > :not(.said) {
        visibility: hidden;
      }
      svg {
        flex: none;
      }
      .kept {
        background: var(--accent-quiet);
        color: var(--accent);
      }
    `,
  ]

  override render() {
    const { keptAs } = this.#kept.value
    if (keptAs === this.imageId) return nothing
    const title = this.heading || translated({ title: '', alt: '', ...this.#fact.value }).title
    if (keptAs)
      return html`<a
        class="button kept"
        href="/images/${keptAs}"
        aria-label=${msg(str`Saved: look at yours of “${title}”`)}
      >
        ${check}${this.#words(true)}
      </a>`
    return html`<button
      class="button primary"
      aria-label=${msg(str`Save “${title}” to your wall`)}
      aria-disabled=${this.busy ? 'true' : 'false'}
      @click=${this.#keep}
    >
      ${plus}${this.#words(false)}
    </button>`
  }

  #words(kept: boolean) {
    return html`<span class="words"
      ><span class=${kept ? '' : 'said'}>${msg('Save')}</span
      ><span class=${kept ? 'said' : ''}>${msg('Saved')}</span></span
    >`
  }

  async #keep(): Promise<void> {
    if (this.busy) return
    this.busy = true
    await keepImage(this.imageId)
    this.busy = false
    await this.updateComplete
    // The button has gone: the keyboard goes on from what stands in its place.
    if (document.activeElement === document.body)
      this.renderRoot.querySelector<HTMLElement>('.button')?.focus({ preventScroll: true })
  }
}

customElements.define('keep-button', KeepButton)
