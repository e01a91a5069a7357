import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { QueueView } from '../../server/protocol-moderation.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { counted } from '../language/counted.ts'
import { ask } from '../socket.ts'
import '../ui/error-state.ts'
import { notify } from '../ui/notices.ts'
import '../ui/skeleton-box.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/time-ago.ts'
import { Regularly } from './regularly.ts'
import { outdated } from './outdated.ts'
import { panel } from './panel-styles.ts'
import { queueInWords } from './queue-names.ts'

/** What the nodes do by themselves: what waits, what has failed and why. */
export class JobQueues extends LitElement {
  static override properties = { queues: { state: true }, error: { state: true }, busy: { state: true } }
  queues: QueueView[] | undefined
  /** When it was so. */
  at = ''
  error: AnswerError | undefined
  busy = false

  static override styles = [
    base,
    buttons,
    panel,
    css`
      .card {
        gap: 0;
      }
      li {
        display: grid;
        gap: var(--space-1);
        padding: var(--space-3) 0;
        border-top: 1px solid var(--line);
      }
      li:first-child {
        border-top: 0;
      }
      code {
        font-size: var(--text-s);
        overflow-wrap: anywhere;
      }
    `,
  ]

  constructor() {
    super()
    new Regularly(this, 5_000, () => this.#load())
  }

  override render() {
    if (!this.queues)
      return this.error
        ? html`<error-state .message=${this.error.message} @retry=${() => this.#load()}></error-state>`
        : html`<skeleton-box></skeleton-box>`
    // What has failed is what one came for.
    const queues = this.queues.toSorted((one, other) => other.failed - one.failed || one.name.localeCompare(other.name))
    return html`<div class="stack">
      ${outdated(this.error, this.at)}
      <ul class="card">
        ${queues.map(queue => html`<li>${this.#queue(queue)}</li>`)}
      </ul>
    </div>`
  }

  #queue({ name, waiting, active, failed, failures }: QueueView) {
    const busy = this.busy ? 'true' : 'false'
    const words = queueInWords(name)
    return html`<div class="row">
        <span class="grow">
          ${words ? html`<span class="name">${words}</span> <code class="soft">${name}</code>` : html`<code>${name}</code>`}
        </span>
        <span class="small"
          >${counted(msg('{count, plural, one {# waiting} other {# waiting}}'), waiting)} ·
          ${counted(msg('{count, plural, one {# at work} other {# at work}}'), active)}</span
        >
        ${
          failed > 0
            ? html`<span class="tag bad"
                  >${counted(msg('{count, plural, one {# failed} other {# failed}}'), failed)}</span
                >
                <button class="button outline" aria-disabled=${busy} @click=${() => this.#retry(name)}>
                  ${msg('Try again')}
                </button>`
            : nothing
        }
      </div>
      ${failures.map(
        ({ failedAt, error }) =>
          html`<p class="small">
            <code>${error || msg('It did not say why.')}</code>
            ${failedAt ? html`· <time-ago .at=${failedAt}></time-ago>` : nothing}
          </p>`,
      )}`
  }

  async #load(): Promise<void> {
    try {
      this.queues = (await ask('administration:jobs', {})).queues
      this.at = new Date().toISOString()
      this.error = undefined
    } catch (error) {
      this.error = toAnswerError(error)
    }
  }

  async #retry(queue: string): Promise<void> {
    if (this.busy) return
    this.busy = true
    try {
      const { retried } = await ask('administration:retry-job', { queue })
      notify(counted(msg('{count, plural, one {# job is tried again.} other {# jobs are tried again.}}'), retried))
      await this.#load()
    } catch (error) {
      notify(toAnswerError(error).message, 'error')
    } finally {
      this.busy = false
    }
  }
}

customElements.define('job-queues', JobQueues)
