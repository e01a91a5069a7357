import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { toAnswerError } from '../answer-error.ts'
import { Fact } from '../facts.ts'
import { herePath } from '../language/address.ts'
import { go } from '../router.ts'
import { session } from '../session.ts'
import { heart } from '../ui/icons.ts'
import { notify } from '../ui/notices.ts'
import { base } from '../ui/styles.ts'
import { likesInWords, shortNumber } from '../words.ts'
import { imageFacts, setLiked } from './data.ts'

/** How many like an image, and whether I do; both change in place. */
export class LikeButton extends LitElement {
  static override properties = { imageId: {}, heading: {}, large: { type: Boolean, reflect: true } }
  imageId = ''
  /** The image's title: which of the many like buttons this is. */
  heading = ''
  large = false
  readonly #fact = new Fact(this, imageFacts, () => this.imageId)

  static override styles = [
    base,
    css`
      :host {
        display: inline-block;
      }
      button {
        display: inline-flex;
        align-items: center;
        justify-content: end;
        gap: 0.375rem;
        min-width: var(--target);
        height: var(--target);
        padding: 0 var(--space-1);
        border: 1px solid transparent;
        border-radius: var(--radius-full);
        background: none;
        color: var(--ink-soft);
        font: 500 var(--text-s) / 1 var(--font-text);
        font-variant-numeric: tabular-nums;
        cursor: pointer;
        transition:
          color var(--fast),
          background var(--fast);
      }
      button:hover,
      button[aria-pressed='true'] {
        color: var(--accent);
      }
      button:active svg {
        transform: scale(0.86);
      }
      svg {
        flex: none;
        transition: transform var(--fast) var(--ease);
      }
      :host([large]) button {
        justify-content: center;
        min-width: 5.5rem;
        padding: 0 var(--space-4);
        border-color: var(--line);
        color: var(--ink);
        font-size: var(--text-m);
      }
      :host([large]) button:hover {
        border-color: var(--accent);
      }
      :host([large]) button[aria-pressed='true'] {
        background: var(--accent-quiet);
        border-color: transparent;
        color: var(--accent);
      }
    `,
  ]

  override render() {
    const { likes = 0, likedByMe = false } = this.#fact.value
    return html`<button
      aria-pressed=${likedByMe ? 'true' : 'false'}
      aria-label=${
        this.heading ? msg(str`Like “${this.heading}”, ${likesInWords(likes)}`) : msg(str`Like, ${likesInWords(likes)}`)
      }
      @click=${this.toggle}
    >
      ${this.large ? heart(likedByMe) : nothing}${likes > 0 || this.large ? html`<span>${shortNumber(likes)}</span>` : nothing}${
        this.large ? nothing : heart(likedByMe)
      }
    </button>`
  }

  /** What a press does. */
  async toggle(): Promise<void> {
    if (!session.get()) {
      notify(msg('Sign in to like images.'))
      go(`/sign-in?then=${encodeURIComponent(herePath())}`)
      return
    }
    try {
      await setLiked(this.imageId, !this.#fact.value.likedByMe)
    } catch (error) {
      notify(toAnswerError(error).message, 'error')
    }
  }
}

customElements.define('like-button', LikeButton)
