import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { counted } from '../language/counted.ts'
import { Observe } from '../observe.ts'
import { check } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import { arrivals, saves } from './ledger.ts'
import { outcomeOf } from './outcome.ts'
import { drafts } from './queue.ts'

/** Long enough to be read. */
const READ = 1_600
const READ_ALIKE = 5_000
/** What the browser does not do in this time, it refuses. */
const REFUSED = 400

/** Ends the window that the bookmarklet opened: says what has happened, and closes it unless something has failed, or is there already. */
export class WindowEnd extends LitElement {
  static override properties = { stays: { state: true } }
  /** Whether the browser has refused to close it. */
  stays = false
  #began = 0
  #timer: ReturnType<typeof setInterval> | undefined

  static override styles = [
    base,
    buttons,
    css`
      .end {
        display: grid;
        justify-items: center;
        gap: var(--space-3);
        padding: var(--space-6) 0;
        text-align: center;
      }
      .check {
        display: grid;
        place-items: center;
        width: 3.5rem;
        height: 3.5rem;
        border-radius: 50%;
        background: var(--accent-quiet);
        color: var(--accent);
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, drafts, arrivals, saves)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#began = Date.now()
    this.#timer = setInterval(() => this.#tryToClose(), 200)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  override render() {
    const count = drafts.get().length
    const saved = outcomeOf(drafts.get()).saved.length
    const heading =
      saved < count
        ? msg('{count, plural, one {Your image is being saved} other {# images are being saved}}')
        : msg('{count, plural, one {Saved} other {# images are saved}}')
    return html`<div class="end" role="status">
      <span class="check">${check}</span>
      <h2>${counted(heading, count)}</h2>
      <p class="soft">
        ${this.stays ? msg('You can close this window.') : saved < count ? msg('Bowerbird goes on by itself.') : ''}
      </p>
      ${this.stays ? html`<a class="button" href="/">${msg('Go to Bowerbird')}</a>` : ''}
    </div>`
  }

  #tryToClose(): void {
    const { saved, failed, had } = outcomeOf(drafts.get())
    if (failed + had > 0 || this.matches(':hover')) return
    const read = saved.some(({ alike }) => alike.length > 0) ? READ_ALIKE : READ
    if (Date.now() - this.#began < read) return
    clearInterval(this.#timer)
    window.close()
    setTimeout(() => (this.stays = true), REFUSED)
  }
}

customElements.define('window-end', WindowEnd)
