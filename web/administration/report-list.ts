import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ReportView } from '../../server/protocol-moderation.ts'
import { Live } from '../live.ts'
import { PagedList } from '../paged-list.ts'
import '../ui/empty-state.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/new-pill.ts'
import '../ui/skeleton-box.ts'
import { base, buttons } from '../ui/styles.ts'
import { listReports } from './data.ts'
import { panel } from './panel-styles.ts'
import './report-card.ts'

/** What people have reported, newest first; a new report waits above until it is asked for. */
export class ReportList extends LitElement {
  static override properties = { shown: { state: true } }
  shown: 'open' | 'resolved' = 'open'
  readonly #list = new PagedList<ReportView>(this, {
    load: before => listReports(this.shown, before),
    key: report => report.id,
  })

  static override styles = [
    base,
    buttons,
    panel,
    css`
      .which {
        display: flex;
        gap: var(--space-2);
        margin-bottom: var(--space-4);
      }
    `,
  ]

  constructor() {
    super()
    new Live(this).on('report:recorded', ({ report }) => this.shown === 'open' && this.#list.offer(report))
    void this.#list.start()
  }

  override render() {
    return html`<div class="which">
        ${this.#choice('open', msg('Open'))} ${this.#choice('resolved', msg('Settled'))}
      </div>
      ${this.#body()}`
  }

  #choice(which: 'open' | 'resolved', name: string) {
    const pressed = this.shown === which
    return html`<button
      class="button ${pressed ? 'strong' : 'outline'}"
      aria-pressed=${pressed ? 'true' : 'false'}
      @click=${() => {
        this.shown = which
        void this.#list.start()
      }}
    >
      ${name}
    </button>`
  }

  #body() {
    const { state, items, fresh, more, next, error } = this.#list
    if (state === 'failed')
      return html`<error-state .message=${error?.message ?? ''} @retry=${() => this.#list.start()}></error-state>`
    if (state !== 'ready')
      return html`<div class="stack" aria-busy="true"><skeleton-box></skeleton-box><skeleton-box></skeleton-box></div>`
    if (items.length === 0 && fresh.length === 0)
      return html`<empty-state
        .heading=${this.shown === 'open' ? msg('All is well') : msg('Nothing settled yet')}
        .text=${
          this.shown === 'open'
            ? msg('Nobody has reported anything that is still open. A new report appears here at once.')
            : msg('What you settle is kept here.')
        }
      ></empty-state>`
    return html`<new-pill
        .text=${fresh.length > 0 ? msg('New reports') : ''}
        @open=${() => this.#list.open()}
      ></new-pill>
      <ul class="stack">
        ${repeat(
          items,
          report => report.id,
          report => html`<li><report-card .report=${report}></report-card></li>`,
        )}
      </ul>
      <load-more .state=${more} ?end=${next === null} @more=${() => this.#list.readOn()}></load-more>`
  }
}

customElements.define('report-list', ReportList)
