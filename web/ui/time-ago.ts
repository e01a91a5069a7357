import { html, LitElement } from 'lit'
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
    return this.at && html`<time datetime=${this.at} title=${fullDate(this.at)}>${timeAgo(this.at)}</time>`
  }
}

customElements.define('time-ago', TimeAgo)
