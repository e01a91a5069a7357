import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { NotificationView } from '../../server/protocol.ts'
import { counted } from '../language/counted.ts'
import { Live } from '../live.ts'
import { PagedList } from '../paged-list.ts'
import { base } from '../ui/styles.ts'
import '../ui/empty-state.ts'
import '../ui/error-state.ts'
import '../ui/load-more.ts'
import '../ui/new-pill.ts'
import '../ui/skeleton-box.ts'
import { list, readUpTo } from './data.ts'
import './notification-row.ts'
import type { Answer } from './request-answer.ts'

/** What I am told, newest first. To see it is to have read it; what comes meanwhile waits, and what grows does so in its place. */
export class NotificationList extends LitElement {
  static override properties = { short: { type: Boolean } }
  /** The first of them only. */
  short = false

  /** Those that were unread when they were shown keep their mark until one has left. */
  readonly #unseen = new Set<string>()
  /** By id: what I have done here with a request. It stays in its place, and says so. */
  readonly #answers = new Map<string, Answer>()
  /** A request that I have answered here is about to be forgotten. */
  #closing = false
  readonly #list = new PagedList<NotificationView>(this, {
    load: async before => {
      const { notifications, next } = await list(before)
      return { items: notifications, next }
    },
    key: ({ id }) => id,
  })

  static override styles = [
    base,
    css`
      ul {
        display: grid;
        gap: 2px;
      }
      skeleton-box {
        height: 4.25rem;
        border-radius: var(--radius-m);
      }
      :host([short]) empty-state {
        margin: var(--space-6) auto;
        padding: 0 var(--space-4);
      }
    `,
  ]

  constructor() {
    super()
    new Live(this)
      .on('notification:changed', ({ notification }) => this.#changed(notification))
      // What becomes of its notification is told right after.
      .on('request:changed', ({ username, request }) => (this.#closing = !request && this.#isAnswered(username)))
      .on('notification:forgotten', () => this.#forgotten())
    void this.#reload()
  }

  override render() {
    const { state, items, fresh, more, next, error } = this.#list
    if (state === 'failed')
      return html`<error-state .message=${error?.message ?? ''} @retry=${() => this.#reload()}></error-state>`
    if (state !== 'ready')
      return html`<ul aria-busy="true">
        ${Array.from({ length: 5 }, () => html`<li><skeleton-box></skeleton-box></li>`)}
      </ul>`
    return html`<new-pill .text=${this.#words(fresh.length)} @open=${this.#open}></new-pill>
      ${
        items.length === 0
          ? html`<empty-state
              .heading=${msg('Nothing yet')}
              .text=${msg('When somebody follows you, likes what you save or mentions you, it is told here.')}
            ></empty-state>`
          : html`<ul>
              ${repeat(
                items,
                ({ id }) => id,
                notification =>
                  html`<li>
                    <notification-row
                      .notification=${notification}
                      .fresh=${this.#unseen.has(notification.id)}
                      .answered=${this.#answers.get(notification.id)}
                      @answer=${(event: CustomEvent<Answer | undefined>) => this.#answered(notification, event.detail)}
                    ></notification-row>
                  </li>`,
              )}
            </ul>`
      }
      <load-more
        .state=${more}
        ?end=${next === null || this.short}
        @more=${() => this.#list.readOn().then(this.#mark)}
      ></load-more>`
  }

  #words(count: number): string {
    const words = msg('{count, plural, one {# new notification} other {# new notifications}}')
    return count === 0 ? '' : counted(words, count)
  }

  #answered({ id }: NotificationView, answer: Answer | undefined): void {
    if (answer) this.#answers.set(id, answer)
    else this.#answers.delete(id)
    this.requestUpdate()
  }

  #isAnswered(username: string): boolean {
    return this.#list.items.some(({ id, actors }) => this.#answers.has(id) && actors[0]?.username === username)
  }

  #forgotten(): void {
    if (!this.#closing) return void this.#reload()
    this.#closing = false
  }

  #changed(notification: NotificationView): void {
    this.#closing = false
    const known = this.#list.items.some(({ id }) => id === notification.id)
    if (!known) return this.#list.offer(notification)
    this.#list.items = this.#list.items.map(item => (item.id === notification.id ? notification : item))
    this.#mark()
    this.#seen(notification.position)
    this.requestUpdate()
  }

  async #reload(): Promise<void> {
    await this.#list.start()
    this.#shown()
  }

  #open = (): void => {
    this.#list.open()
    this.#shown()
    scrollTo({ top: 0 })
  }

  #shown(): void {
    this.#mark()
    const [first] = this.#list.items
    if (first) this.#seen(first.position)
  }

  #mark = (): void => {
    for (const { id, read } of this.#list.items) if (!read) this.#unseen.add(id)
    this.requestUpdate()
  }

  /** Not in a tab that nobody looks at. */
  #seen(position: string): void {
    const read = () => void readUpTo(position).catch(() => undefined)
    if (document.visibilityState === 'visible') return read()
    document.addEventListener('visibilitychange', () => this.isConnected && read(), { once: true })
  }
}

customElements.define('notification-list', NotificationList)
