import { msg, str } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { moon } from '../ui/icons.ts'
import { base } from '../ui/styles.ts'
import { inUnit } from '../units.ts'

/** Says that nobody but its owner sees an image yet, and for how long. */
export class HeldMark extends LitElement {
  static override properties = { since: {}, until: {} }
  /** Times, ISO 8601. */
  since = ''
  until = ''
  #timer: ReturnType<typeof setInterval> | undefined

  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        align-items: center;
        gap: var(--space-1);
        padding: var(--space-1);
        padding-inline: var(--space-2) var(--space-3);
        border-radius: var(--radius-full);
        background: var(--glass);
        color: var(--ink);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      svg {
        flex: none;
        width: 1rem;
        height: 1rem;
      }
      span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    this.#timer = setInterval(() => this.requestUpdate(), 1_000)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  override render() {
    const until = Date.parse(this.until)
    // The clock of this device may be wrong: it is never longer than it was at first.
    const seconds = Math.ceil(Math.min(until - Date.now(), until - Date.parse(this.since)) / 1_000)
    return html`${moon}<span
        >${seconds > 0 ? msg(str`Only you, for ${inUnit(seconds, 'second')}`) : msg('Only you, for a moment more')}</span
      >`
  }
}

customElements.define('held-mark', HeldMark)
