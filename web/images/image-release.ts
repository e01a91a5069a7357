import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { base, buttons } from '../ui/styles.ts'
import { releaseImage } from './data.ts'
import './held-mark.ts'

/** Of an image that is held: for how long, and a way to end it. Once it is published the row stays, so that nothing below it moves. Fires `released`. */
export class ImageRelease extends LitElement {
  static override properties = {
    imageId: {},
    since: {},
    until: {},
    mine: { type: Boolean },
    busy: { state: true },
    refused: { state: true },
  }
  imageId = ''
  /** Times, ISO 8601. */
  since = ''
  /** Null once everybody may see it. */
  until: string | null = null
  mine = false
  busy = false
  /** Why it could not be published now. */
  refused: AnswerError | undefined

  static override styles = [
    base,
    buttons,
    css`
      .held {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-3);
        min-height: var(--target);
      }
      .refused {
        color: var(--danger);
      }
    `,
  ]

  override render() {
    const { since, until } = this
    if (!until) return html`<p class="held soft" role="status">${msg('It is published.')}</p>`
    return html`<div class="held">
        <held-mark .since=${since} .until=${until}></held-mark>
        ${
          this.mine
            ? html`<button class="button outline" aria-disabled=${this.busy ? 'true' : 'false'} @click=${this.#publish}>
                ${msg('Publish now')}
              </button>`
            : nothing
        }
      </div>
      ${this.refused ? html`<p class="refused" role="alert">${this.refused.message}</p>` : nothing}`
  }

  async #publish(): Promise<void> {
    if (this.busy) return
    const { imageId } = this
    Object.assign(this, { busy: true, refused: undefined })
    try {
      await releaseImage(imageId)
      await this.updateComplete
      this.dispatchEvent(new Event('released'))
    } catch (error) {
      if (imageId === this.imageId) this.refused = toAnswerError(error)
    } finally {
      this.busy = false
    }
  }
}

customElements.define('image-release', ImageRelease)
