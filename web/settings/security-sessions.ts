import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { SessionView } from '../../server/views.ts'
import { endOtherSessions, endSession, listSessions } from '../accounts/credentials.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { languageOf } from '../locale.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/skeleton-box.ts'
import '../ui/time-ago.ts'
import { section } from './section-styles.ts'

/** Where I am signed in, and the end of it there. */
export class SecuritySessions extends LitElement {
  static override properties = { sessions: { state: true }, error: { state: true }, word: { state: true } }
  sessions: SessionView[] | undefined
  error: AnswerError | undefined
  /** What has been done. */
  word = ''

  static override styles = [
    base,
    buttons,
    fields,
    section,
    css`
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-4);
        padding: var(--space-3) 0;
      }
      li > div {
        min-width: 0;
      }
      li .quiet {
        flex: none;
        margin-inline-end: calc(-1 * var(--space-4));
      }
      li + li {
        border-top: 1px solid var(--line);
      }
      .device {
        font-weight: 550;
        overflow-wrap: anywhere;
      }
      .where {
        display: flex;
        flex-wrap: wrap;
        gap: 0 var(--space-4);
        overflow: hidden;
        color: var(--ink-soft);
        font-size: var(--text-s);
      }
      /* What stands between two is cut away where a line begins. */
      .where > ::before {
        content: '·' / '';
        display: inline-block;
        width: var(--space-4);
        margin-inline-start: calc(-1 * var(--space-4));
        text-align: center;
      }
      .here {
        flex: none;
        padding: 0.125rem var(--space-3);
        border-radius: var(--radius-full);
        background: var(--sunken);
        color: var(--good);
        font-size: var(--text-s);
        font-weight: 550;
      }
      skeleton-box {
        height: 3.5rem;
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
    document.addEventListener('visibilitychange', this.#lookAgain)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener('visibilitychange', this.#lookAgain)
  }

  override render() {
    const others = this.sessions?.filter(({ current }) => !current) ?? []
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading" tabindex="-1">${msg('Where you are signed in')}</h2>
        <p>${msg('If you do not know one of them, sign it out and change your password.')}</p>
      </header>
      ${
        this.sessions
          ? html`<ul>
              ${repeat(
                this.sessions,
                ({ id }) => id,
                one => this.#item(one),
              )}
            </ul>`
          : this.error
            ? html`<div><button class="button outline" @click=${this.#load}>${msg('Try again')}</button></div>`
            : html`<skeleton-box></skeleton-box>`
      }
      ${
        others.length > 0
          ? html`<div>
              <button class="button outline" @click=${this.#endOthers}>${msg('Sign out everywhere else')}</button>
            </div>`
          : nothing
      }
      ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
      <p class="status" role="status">${this.word}</p>
    </section>`
  }

  #item(one: SessionView) {
    const { device, lastUsedAt, current } = one
    const place = placeInWords(one)
    return html`<li>
      <div>
        <p class="device">${device}</p>
        <p class="where">
          <span>${place}</span>
          ${
            current
              ? html`<span>${msg('in use now')}</span>`
              : html`<span>${msg(html`last used <time-ago .at=${lastUsedAt}></time-ago>`)}</span>`
          }
        </p>
      </div>
      ${
        current
          ? html`<span class="here">${msg('This device')}</span>`
          : html`<button
              class="button quiet"
              aria-label=${msg(str`Sign out ${device}, ${place}`)}
              @click=${() => this.#end(one)}
            >
              ${msg('Sign out')}
            </button>`
      }
    </li>`
  }

  readonly #lookAgain = () => {
    if (document.visibilityState === 'visible') void this.#load()
  }

  async #load(): Promise<void> {
    try {
      this.sessions = await listSessions()
      this.error = undefined
    } catch (error) {
      this.error = toAnswerError(error)
    }
  }

  readonly #end = ({ id, device }: SessionView) => this.#do(() => endSession(id), msg(str`${device} is signed out.`))

  readonly #endOthers = () => this.#do(endOtherSessions, msg('You are signed out everywhere else.'))

  async #do(act: () => Promise<void>, word: string): Promise<void> {
    this.error = undefined
    this.word = ''
    try {
      await act()
      this.word = word
    } catch (error) {
      this.error = toAnswerError(error)
      return
    }
    await this.#load()
    await this.updateComplete
    // The button is gone, and the keyboard needs a place to go on from.
    this.renderRoot.querySelector<HTMLElement>('#heading')?.focus()
  }
}

/** “Germany · Network 203.0.113.…”, in the language of the page. */
function placeInWords({ country, place }: SessionView): string {
  const name = country && new Intl.DisplayNames([languageOf()], { type: 'region' }).of(country)
  return name ? `${name} · ${place}` : place
}

customElements.define('security-sessions', SecuritySessions)
