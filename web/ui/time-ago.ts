import { html, LitElement } from 'lit'
import { firstAgo } from '../first-screen.ts'
import { fullDate, timeAgo } from '../words.ts'

/** How long ago, kept true while it is shown; the exact time when pointed at. */
export class TimeAgo extends LitElement {
  static override properties = { at: {} }
  at = ''
  #timer: ReturnType<typeof setInterval> | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setInterval(() => this.requestUpdate(), 30_000)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  override render() {
    return (
      this.at &&
      html`<time datetime=${this.at} @pointerenter=${this.#tell}>${firstAgo(this.at) ?? timeAgo(this.at)}</time>`
    )
  }

  /** Written out only then: on a wall nobody asks for most of them. */
  #tell(event: Event): void {
    ;(event.target as HTMLElement).title = fullDate(this.at)
  }
}

customElements.define('time-ago', TimeAgo)
