import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { Fact } from '../facts.ts'
import { counted } from '../language/counted.ts'
import { Watch } from '../live.ts'
import { Observe } from '../observe.ts'
import { lookedAt, lookers } from '../popular/data.ts'
import { quiet } from '../quiet.ts'
import { base } from '../ui/styles.ts'

/**
 * How many people look at an image just now, this one included, when there is anybody else; never who. Its line is there in any case, so
 * that their coming and going moves nothing, and is not announced. A tab that cannot be seen does not look.
 */
export class ImagePresence extends LitElement {
  static override properties = { imageId: {}, hiddenTab: { state: true } }
  imageId = ''
  hiddenTab = document.hidden
  readonly #fact = new Fact(this, lookers, () => this.imageId)

  static override styles = [
    base,
    css`
      p {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        min-height: 1.25rem;
        color: var(--ink-soft);
        font-size: var(--text-s);
        line-height: 1.25rem;
        font-variant-numeric: tabular-nums;
        transition: opacity var(--slow);
      }
      p::before {
        content: '';
        width: 0.5rem;
        height: 0.5rem;
        border-radius: var(--radius-full);
        background: var(--good);
      }
      .alone {
        visibility: hidden;
        opacity: 0;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, quiet)
    new Watch(this, lookedAt, () => (this.hiddenTab || !this.imageId ? undefined : this.imageId))
  }

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener('visibilitychange', this.#look)
    this.#look()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('visibilitychange', this.#look)
  }

  override render() {
    const { people = 1 } = this.#fact.value
    return html`<p class=${people > 1 && quiet.get() === 'off' ? '' : 'alone'}>
      ${counted(msg('{count, plural, one {# person is looking} other {# people are looking}}'), Math.max(2, people))}
    </p>`
  }

  #look = (): void => {
    this.hiddenTab = document.hidden
  }
}

customElements.define('image-presence', ImagePresence)
