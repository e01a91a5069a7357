import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { AccountRef } from '../../server/views.ts'
import { pathOf } from '../accounts/data.ts'
import { listKept, setBlocked, setMuted } from '../accounts/people-data.ts'
import { toAnswerError } from '../answer-error.ts'
import { Live } from '../live.ts'
import { PagedList } from '../paged-list.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import '../accounts/account-photo.ts'
import '../ui/load-more.ts'
import { personRows } from './people-styles.ts'
import { section } from './section-styles.ts'

/** Whom I have blocked, or muted, and the way to undo it; the same in every tab. */
export class PeopleKept extends LitElement {
  static override properties = { kind: {} }
  kind: 'blocked' | 'muted' = 'blocked'
  readonly #released = new Set<string>()
  readonly #list = new PagedList<AccountRef>(this, {
    load: before => listKept(this.kind, before),
    key: account => account.username,
  })

  static override styles = [base, buttons, section, personRows]

  constructor() {
    super()
    new Live(this).on('mine:changed', ({ account }) => {
      if (!account) return
      const kept = this.kind === 'blocked' ? account.relation.blockedByMe : account.relation.mutedByMe
      const shown = this.#shown.some(({ username }) => username === account.username)
      if (kept && !shown) {
        this.#released.delete(account.username)
        void this.#list.start()
      } else if (!kept && shown) this.#release(account.username)
    })
  }

  get #shown(): AccountRef[] {
    return this.#list.items.filter(({ username }) => !this.#released.has(username))
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('kind')) void this.#list.start()
  }

  override render() {
    const { state, more, next, error } = this.#list
    const blocked = this.kind === 'blocked'
    const shown = this.#shown
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${blocked ? msg('People you have blocked') : msg('People you have muted')}</h2>
        <p>
          ${
            blocked
              ? msg('You do not see one another, and cannot follow one another. They are not told.')
              : msg('You hear nothing of what they do, unless you go to their page. They do not learn of it.')
          }
        </p>
      </header>
      ${
        shown.length > 0
          ? html`<ul>
              ${repeat(
                shown,
                account => account.username,
                account => this.#row(account),
              )}
            </ul>`
          : nothing
      }
      ${state === 'ready' ? html`<load-more .state=${more} ?end=${next === null} @more=${() => this.#list.readOn()}></load-more>` : nothing}
      <p class="status" role="status" ?hidden=${state === 'ready' && shown.length > 0}>
        ${
          state === 'failed'
            ? html`${error?.message}
                <button class="button quiet" @click=${() => this.#list.start()}>${msg('Try again')}</button>`
            : state !== 'ready'
              ? msg('Loading…')
              : shown.length > 0
                ? nothing
                : blocked
                  ? msg('You have blocked nobody.')
                  : msg('You have muted nobody.')
        }
      </p>
    </section>`
  }

  #row(account: AccountRef) {
    const { name, username } = account
    const blocked = this.kind === 'blocked'
    return html`<li>
      <account-photo .account=${account} size="44"></account-photo>
      <div class="words">
        <a href=${pathOf(account)}>${name}</a><span><bdi>@${username}</bdi></span>
      </div>
      <div class="actions">
        <button
          class="button outline"
          aria-label=${blocked ? msg(str`Unblock ${name}`) : msg(str`Unmute ${name}`)}
          @click=${() => this.#undo(username)}
        >
          ${blocked ? msg('Unblock') : msg('Unmute')}
        </button>
      </div>
    </li>`
  }

  #release(username: string): void {
    this.#released.add(username)
    this.requestUpdate()
  }

  async #undo(username: string): Promise<void> {
    try {
      await (this.kind === 'blocked' ? setBlocked : setMuted)(username, false)
      this.#release(username)
    } catch (error) {
      notify(toAnswerError(error).message, 'error')
    }
  }
}

customElements.define('people-kept', PeopleKept)
