import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { base, buttons } from './styles.ts'

/** The end of a list: asks for more before the reader gets there, and is a button for whoever comes by keyboard. Fires `more`. */
export class LoadMore extends LitElement {
  static override properties = { state: {}, end: { type: Boolean, reflect: true } }
  state: 'idle' | 'loading' | 'failed' = 'idle'
  /** There is no more. */
  end = false
  readonly #observer = new IntersectionObserver(
    entries => entries.some(entry => entry.isIntersecting) && this.#near(),
    {
      rootMargin: '1200px',
    },
  )

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
        min-height: var(--target);
        padding-top: var(--space-7);
        text-align: center;
      }
      :host([end]) {
        display: none;
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    this.#observer.observe(this)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#observer.disconnect()
  }

  override updated(changed: Map<string, unknown>): void {
    // A short page may leave the end in view: look again once it has been filled.
    if (changed.get('state') !== 'loading' || this.state !== 'idle') return
    this.#observer.unobserve(this)
    this.#observer.observe(this)
  }

  override render() {
    if (this.end) return nothing
    return html`${this.state === 'failed' ? html`<p class="soft" role="status">${msg('The rest could not be loaded.')}</p>` : nothing}
      <button class="button" aria-disabled=${this.state === 'loading' ? 'true' : 'false'} @click=${this.#ask}>
        ${this.state === 'loading' ? msg('Loading…') : this.state === 'failed' ? msg('Try again') : msg('Load more')}
      </button>`
  }

  #near(): void {
    if (!this.end && this.state === 'idle') this.#ask()
  }

  #ask(): void {
    this.dispatchEvent(new Event('more'))
  }
}

customElements.define('load-more', LoadMore)
