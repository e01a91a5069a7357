import { css, html, LitElement, nothing } from 'lit'
import { Observe } from '../observe.ts'
import { base } from '../ui/styles.ts'
import { shortNumber } from '../words.ts'
import { openInWords, openReports, watchReports } from './data.ts'

/** How many reports are open, for those who keep order; nothing while none is. */
export class ReportCount extends LitElement {
  #release: (() => void) | undefined

  static override styles = [
    base,
    css`
      :host {
        position: relative;
      }
      .count {
        display: grid;
        place-items: center;
        min-width: 1.25rem;
        height: 1.25rem;
        padding: 0 0.3125rem;
        border-radius: var(--radius-full);
        background: var(--accent);
        color: var(--on-accent);
        forced-color-adjust: none;
        font: 700 var(--text-2xs) / 1 var(--font-text);
        font-variant-numeric: tabular-nums;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, openReports)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#release = watchReports()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#release?.()
  }

  override render() {
    const open = openReports.get()
    if (!open) return nothing
    return html`<span class="count"
      ><span aria-hidden="true">${shortNumber(open)}</span><span class="unseen">${openInWords(open)}</span></span
    >`
  }
}

customElements.define('report-count', ReportCount)
