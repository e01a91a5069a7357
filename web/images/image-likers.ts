import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { AccountRef } from '../../server/views.ts'
import { pathOf } from '../accounts/data.ts'
import { Fact } from '../facts.ts'
import { parts } from '../language/counted.ts'
import { Live } from '../live.ts'
import { locale } from '../locale.ts'
import { Observe } from '../observe.ts'
import { PagedList } from '../paged-list.ts'
import { session } from '../session.ts'
import { ask } from '../socket.ts'
import { base, buttons } from '../ui/styles.ts'
import { listed } from '../units.ts'
import { likesInWords, peopleInWords } from '../words.ts'
import '../ui/load-more.ts'
import '../ui/modal-dialog.ts'
import '../accounts/account-name.ts'
import '../accounts/account-photo.ts'
import { imageFacts } from './data.ts'

const FACES = 4

/** Who likes an image: a few faces that follow the count, and everybody in a dialog. */
export class ImageLikers extends LitElement {
  static override properties = { imageId: {}, open: { state: true } }
  imageId = ''
  open = false
  #planned: ReturnType<typeof setTimeout> | undefined
  #counted: number | undefined
  readonly #fact = new Fact(this, imageFacts, () => this.imageId)
  readonly #list = new PagedList<AccountRef>(this, {
    load: async before => {
      const { accounts, next } = await ask('image:likers', { id: this.imageId, before, limit: 30 })
      return { items: accounts, next }
    },
    key: account => account.username,
  })
  #newest: AccountRef[] = []
  /** Whose faces are shown; who came last is first. */
  #faces: AccountRef[] = []

  static override styles = [
    base,
    buttons,
    css`
      .summary {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
        width: 100%;
        min-height: var(--target);
        padding: 0;
        border: 0;
        background: none;
        color: var(--ink-soft);
        font: 400 var(--text-s) / 1.4 var(--font-text);
        text-align: start;
        cursor: pointer;
      }
      button.summary:hover {
        color: var(--ink);
      }
      /* Behind the words, from the end, with room for all: whoever comes moves neither them nor those who are there. */
      .faces {
        display: flex;
        flex: none;
        justify-content: end;
        width: 6.75rem;
      }
      .faces account-photo {
        border: 2px solid var(--paper);
        border-radius: 50%;
      }
      .faces account-photo + account-photo {
        margin-inline-start: -0.625rem;
      }
      li a {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        min-height: 3.25rem;
      }
      li a:hover span {
        text-decoration: underline;
        text-underline-offset: 0.2em;
      }
    `,
  ]

  constructor() {
    super()
    // Whoever shows this watches the image: each like is announced, mine too, once it has been recorded.
    new Observe(this, session)
    new Live(this).on('image:changed', ({ id, likes }) => id === this.imageId && likes !== undefined && this.#plan())
  }

  override willUpdate(changed: Map<string, unknown>): void {
    const { likes } = this.#fact.value
    if (changed.has('imageId')) void this.#refresh()
    // The count may also come with a snapshot, without having been announced here.
    else if (likes !== this.#counted) this.#plan()
    this.#counted = likes
  }

  override render() {
    const { likes = 0 } = this.#fact.value
    if (likes === 0 || this.#newest.length === 0)
      return html`<p class="summary">${likes === 0 ? msg('Nobody has liked this yet.') : ''}</p>`
    const mine = this.#newest.find(({ username }) => username === session.get()?.username)
    const rest = this.#newest.filter(liker => liker !== mine).map(({ name }) => name)
    return html`<button class="summary" aria-haspopup="dialog" @click=${() => (this.open = true)}>
        <span>${inWords(likes, mine !== undefined, rest)}</span>
        <span class="faces">
          ${repeat(
            this.#faces,
            ({ username }) => username,
            account => html`<account-photo .account=${account} size="30"></account-photo>`,
          )}
        </span>
      </button>
      <modal-dialog .heading=${likesInWords(likes)} .open=${this.open} @close=${() => (this.open = false)}>
        <ul>
          ${repeat(
            this.#list.items,
            account => account.username,
            account =>
              html`<li>
                <a href=${pathOf(account)} @click=${() => (this.open = false)}>
                  <account-photo .account=${account} size="36"></account-photo
                  ><span><account-name .account=${account}></account-name></span>
                </a>
              </li>`,
          )}
        </ul>
        ${
          this.open
            ? html`<load-more
                .state=${this.#list.more}
                ?end=${this.#list.next === null}
                @more=${() => this.#list.readOn()}
              ></load-more>`
            : ''
        }
      </modal-dialog>`
  }

  /** A hundred likes at once are read once. */
  #plan(): void {
    if (this.#planned) return
    this.#planned = setTimeout(() => {
      this.#planned = undefined
      void this.#refresh()
    }, 400)
  }

  /** The faces follow the count; the list in an open dialog stays as it is. */
  async #refresh(): Promise<void> {
    if (this.open) return
    await this.#list.start()
    if (this.#list.state === 'ready') this.#newest = this.#list.items
    this.#faces = facesOf(this.#newest, this.#faces)
    this.requestUpdate()
  }
}

function inWords(likes: number, mine: boolean, known: string[]) {
  const names = known.slice(0, mine ? 1 : 2)
  const others = likes - names.length - Number(mine)
  if (others > 0) {
    const message = !mine
      ? msg('{count, plural, one {Liked by {names} and # other} other {Liked by {names} and # others}}')
      : names.length > 0
        ? msg('{count, plural, one {Liked by you, {names} and # other} other {Liked by you, {names} and # others}}')
        : msg('{count, plural, one {Liked by you and # other} other {Liked by you and # others}}')
    return parts(message, others, { names: listed(names.map(locale.isolate)) })
  }
  if (!mine) return msg(html`Liked by <bdi>${peopleInWords(names)}</bdi>`)
  return names.length > 0 ? msg(html`Liked by you and <bdi>${names[0]}</bdi>`) : msg('Liked by you')
}

/** Whoever is shown and likes it still, stays; who is new stands before them, while there is room. */
function facesOf(newest: AccountRef[], shown: AccountRef[]): AccountRef[] {
  const known = new Set(shown.map(({ username }) => username))
  const likers = new Set(newest.map(({ username }) => username))
  const kept = shown.filter(({ username }) => likers.has(username))
  const come = newest.filter(({ username }) => !known.has(username)).slice(0, FACES - kept.length)
  return [...come, ...kept]
}

customElements.define('image-likers', ImageLikers)
