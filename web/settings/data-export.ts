import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { ExportView } from '../../server/protocol-own.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { joined } from '../language/joined.ts'
import { ofMail } from '../mailing.ts'
import { Observe } from '../observe.ts'
import { fields } from '../ui/field-styles.ts'
import '../ui/progress-bar.ts'
import { base, buttons } from '../ui/styles.ts'
import { inBytes, inPercent } from '../units.ts'
import { fullDate } from '../words.ts'
import { beginCopy, copy, lookForCopy, removeCopy } from './export-data.ts'
import { section } from './section-styles.ts'

/** A copy of everything that is mine: asked for, watched while it is made, downloaded, let go. */
export class DataExport extends LitElement {
  static override properties = { busy: { state: true }, error: { state: true } }
  busy = false
  error: AnswerError | undefined

  static override styles = [
    base,
    buttons,
    fields,
    section,
    css`
      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .made {
        display: grid;
        gap: var(--space-3);
        min-height: var(--target);
        align-content: center;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, copy)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#try(lookForCopy)
  }

  override render() {
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('A copy of everything')}</h2>
        <p>
          ${joined(
            msg(
              'All your pictures as you saved them, with their words and pages, and everything else that Bowerbird keeps about you, in one ZIP file. It is made while you do other things.',
            ),
            ofMail(msg('A mail tells you when it is ready.'), msg('Come back here to see when it is ready.')),
          )}
        </p>
      </header>
      ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
      <div class="made">${this.#state(copy.get())}</div>
    </section>`
  }

  #state(view: ExportView | null | undefined): TemplateResult | typeof nothing {
    if (view === undefined) return nothing
    if (view?.state === 'ready') return this.#ready(view)
    if (view && view.state !== 'failed') return this.#working(view)
    return html`${
        view
          ? html`<p role="status">
              ${msg('It could not be made. Try again; if it fails again, tell the administrator.')}
            </p>`
          : nothing
      }
      <div class="ways">${this.#button(msg('Make a copy'), 'primary', beginCopy)}</div>`
  }

  #working({ state, done, total }: ExportView): TemplateResult {
    // In tens: a screen reader says each of them.
    const tenths = total === 0 ? 0 : Math.floor((done / total) * 10)
    return html`<progress-bar .done=${total === 0 ? undefined : done / total}></progress-bar>
      <p class="status" role="status">
        ${state === 'waiting' ? msg('Waiting for its turn.') : msg(str`Being made: ${inPercent(tenths / 10)} of your pictures.`)}
      </p>
      <div class="ways">${this.#button(msg('Cancel'), 'quiet', removeCopy)}</div>`
  }

  #ready({ url, bytes, expiresAt }: ExportView): TemplateResult {
    return html`<p class="status" role="status">
        ${msg(str`Ready: ${inBytes(bytes ?? 0)}. It is kept until ${fullDate(expiresAt ?? '')}.`)}
      </p>
      <div class="ways">
        <a class="button primary" href=${url ?? ''} download>${msg('Download')}</a>
        ${this.#button(msg('Make a new one'), 'outline', beginCopy)}
        ${this.#button(msg('Remove it'), 'quiet', removeCopy)}
      </div>`
  }

  #button(words: string, look: string, act: () => Promise<void>): TemplateResult {
    return html`<button
      class="button ${look}"
      aria-disabled=${this.busy ? 'true' : 'false'}
      @click=${() => this.#try(act)}
    >
      ${words}
    </button>`
  }

  async #try(act: () => Promise<void>): Promise<void> {
    if (this.busy) return
    Object.assign(this, { busy: true, error: undefined })
    try {
      await act()
    } catch (error) {
      this.error = toAnswerError(error)
    } finally {
      this.busy = false
    }
  }
}

customElements.define('data-export', DataExport)
