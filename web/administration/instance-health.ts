import { msg } from '@lit/localize'
import { html, LitElement } from 'lit'
import type { HealthView, NodeView } from '../../server/protocol-moderation.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { ask } from '../socket.ts'
import '../ui/error-state.ts'
import '../ui/skeleton-box.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/time-ago.ts'
import { inBytes, inDigits, inUnit } from '../units.ts'
import { outdated } from './outdated.ts'
import { panel } from './panel-styles.ts'
import { Regularly } from './regularly.ts'

/** Milliseconds behind the others after which a node has missed three times to say how it is. */
const SILENT = 45_000

/** How the instance and each of its nodes are. */
export class InstanceHealth extends LitElement {
  static override properties = { health: { state: true }, error: { state: true } }
  health: HealthView | undefined
  /** When it was so. */
  at = ''
  error: AnswerError | undefined

  static override styles = [base, buttons, panel]

  constructor() {
    super()
    new Regularly(this, 5_000, () => this.#load())
  }

  override render() {
    const { health } = this
    if (!health)
      return this.error
        ? html`<error-state .message=${this.error.message} @retry=${() => this.#load()}></error-state>`
        : html`<skeleton-box></skeleton-box>`
    // By one clock, that of the database.
    const newest = Math.max(...health.nodes.map(({ seenAt }) => Date.parse(seenAt)))
    const isSilent = ({ seenAt }: NodeView) => newest - Date.parse(seenAt) > SILENT
    return html`<div class="stack">
      ${outdated(this.error, this.at)}
      <section class="card">
        <h2>${msg('All nodes together')}</h2>
        <dl>
          ${this.#fact(msg('Database answers in'), inUnit(health.database, 'millisecond'))}
          ${this.#fact(msg('Database size'), inBytes(health.databaseSize))}
          ${this.#fact(msg('Jobs waiting'), inDigits(health.jobs.waiting))}
          ${this.#fact(msg('Jobs failed'), inDigits(health.jobs.failed))}
          ${this.#fact(msg('Nodes'), inDigits(health.nodes.filter(node => !isSilent(node)).length))}
        </dl>
      </section>
      ${health.nodes.map(node => this.#node(node, isSilent(node)))}
    </div>`
  }

  #node({ name, startedAt, seenAt, sockets, tailLag, redis, memory, diskFree, diskSize }: NodeView, silent: boolean) {
    const redisInWords = { up: msg('reached'), down: msg('not reached'), none: msg('not used') }
    return html`<section class="card">
      <h2>${name}</h2>
      <dl>
        ${this.#fact(msg('Open windows'), inDigits(sockets))}
        ${this.#fact(msg('Changes arrive in'), inUnit(Math.round(tailLag * 1_000), 'millisecond'))}
        ${this.#fact(msg('Redis'), redisInWords[redis])} ${this.#fact(msg('Memory in use'), inBytes(memory))}
        ${this.#fact(msg('Disk free'), inBytes(diskFree))} ${this.#fact(msg('Disk size'), inBytes(diskSize))}
        <div>
          <dt>${msg('Started')}</dt>
          <dd><time-ago .at=${startedAt}></time-ago></dd>
        </div>
        <div>
          <dt>${msg('Last heard of')}</dt>
          <dd class=${silent ? 'refusal' : ''}><time-ago .at=${seenAt}></time-ago></dd>
        </div>
      </dl>
    </section>`
  }

  #fact(name: string, value: string) {
    return html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`
  }

  async #load(): Promise<void> {
    try {
      this.health = await ask('administration:health', {})
      this.at = new Date().toISOString()
      this.error = undefined
    } catch (error) {
      this.error = toAnswerError(error)
    }
  }
}

customElements.define('instance-health', InstanceHealth)
