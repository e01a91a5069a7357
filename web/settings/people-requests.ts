import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { RequestView } from '../../server/views.ts'
import { pathOf } from '../accounts/data.ts'
import { answerRequest, listRequests, waiting } from '../accounts/people-data.ts'
import { toAnswerError } from '../answer-error.ts'
import { Live } from '../live.ts'
import { Observe } from '../observe.ts'
import { PagedList } from '../paged-list.ts'
import { session } from '../session.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import '../accounts/account-photo.ts'
import '../ui/load-more.ts'
import '../ui/time-ago.ts'
import { shortNumber } from '../words.ts'
import { personRows } from './people-styles.ts'
import { section } from './section-styles.ts'

/** Who asks to follow me: they come and go while I look, and whom I answer is gone from the list. */
export class PeopleRequests extends LitElement {
  readonly #list = new PagedList<RequestView>(this, {
    load: listRequests,
    key: request => request.account.username,
    gone: ({ account }) => this.#answered.has(account.username),
    belongs: () => true,
  })
  readonly #answered = new Set<string>()

  static override styles = [
    base,
    buttons,
    section,
    personRows,
    css`
      .count {
        display: inline-grid;
        place-items: center;
        min-width: 1.5rem;
        height: 1.5rem;
        padding: 0 var(--space-2);
        border-radius: var(--radius-full);
        background: var(--accent);
        color: var(--on-accent);
        forced-color-adjust: none;
        font: 600 var(--text-s) / 1 var(--font-text);
        vertical-align: middle;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, waiting, session)
    new Live(this).on('request:changed', ({ username, request }) => {
      if (request) this.#answered.delete(username)
      else this.#answered.add(username)
      if (request) this.#list.offer(request)
      this.requestUpdate()
    })
    void this.#list.start()
  }

  override render() {
    const { state, items, more, next, error } = this.#list
    const requests = items.filter(({ account }) => !this.#answered.has(account.username))
    const count = waiting.get() ?? 0
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">
          ${msg('Follow requests')} ${count > 0 ? html`<span class="count">${shortNumber(count)}</span>` : nothing}
        </h2>
        <p>
          ${
            session.get()?.private
              ? msg(
                  'Your account is private: whoever you let in sees your images, your activity, and who follows whom.',
                )
              : msg(
                  'Your account is public, so nobody has to ask. Make it private under Account, and you decide who follows you.',
                )
          }
        </p>
      </header>
      ${
        requests.length > 0
          ? html`<ul>
              ${repeat(
                requests,
                ({ account }) => account.username,
                request => this.#row(request),
              )}
            </ul>`
          : nothing
      }
      ${state === 'ready' ? html`<load-more .state=${more} ?end=${next === null} @more=${() => this.#list.readOn()}></load-more>` : nothing}
      <p class="status" role="status" ?hidden=${state === 'ready' && requests.length > 0}>
        ${
          state === 'failed'
            ? html`${error?.message}
                <button class="button quiet" @click=${() => this.#list.start()}>${msg('Try again')}</button>`
            : state !== 'ready'
              ? msg('Loading…')
              : requests.length === 0
                ? msg('Nobody waits for an answer.')
                : nothing
        }
      </p>
    </section>`
  }

  #row({ account, at }: RequestView) {
    const { name, username } = account
    return html`<li>
      <account-photo .account=${account} size="44"></account-photo>
      <div class="words">
        <a href=${pathOf(account)}>${name}</a>
        <span><bdi>@${username}</bdi> · <time-ago .at=${at}></time-ago></span>
      </div>
      <div class="actions">
        <button
          class="button strong"
          aria-label=${msg(str`Let in ${name}`)}
          @click=${() => this.#answer(username, true)}
        >
          ${msg('Let in')}
        </button>
        <button
          class="button quiet"
          aria-label=${msg(str`Decline ${name}`)}
          @click=${() => this.#answer(username, false)}
        >
          ${msg('Decline')}
        </button>
      </div>
    </li>`
  }

  async #answer(username: string, approve: boolean): Promise<void> {
    this.#answered.add(username)
    this.requestUpdate()
    try {
      await answerRequest(username, approve)
    } catch (error) {
      this.#answered.delete(username)
      this.requestUpdate()
      notify(toAnswerError(error).message, 'error')
    }
  }
}

customElements.define('people-requests', PeopleRequests)
