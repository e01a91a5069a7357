import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { ImageView } from '../../server/views.ts'
import { pathOf as accountPath, watchedAccounts } from '../accounts/data.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { Fact } from '../facts.ts'
import { Live, Watch } from '../live.ts'
import { Observe } from '../observe.ts'
import { PageTitle } from '../page.ts'
import { correctAddress } from '../router.ts'
import { session } from '../session.ts'
import { outside } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import { styled } from '../ui/styled.ts'
import { hostOf, viewsInWords } from '../words.ts'
import '../accounts/follow-button.ts'
import '../ui/empty-state.ts'
import '../ui/error-state.ts'
import '../ui/picture-frame.ts'
import '../ui/skeleton-box.ts'
import '../ui/time-ago.ts'
import '../accounts/account-name.ts'
import '../accounts/account-photo.ts'
import { getImage, goneImages, imageFacts, isHidden, pathOf, releaseImage, watchedImages } from './data.ts'
import { imagePageStyles } from './image-page-styles.ts'
import { withMentions } from './mentions.ts'
import './held-mark.ts'
import './image-editor.ts'
import './image-likers.ts'
import './image-remover.ts'
import './like-button.ts'

/** One image, as large as the window allows, and everything that is known of it. */
export class ImagePage extends LitElement {
  static override properties = {
    imageId: {},
    image: { state: true },
    error: { state: true },
    dialog: { state: true },
    publishing: { state: true },
    refused: { state: true },
  }
  imageId = ''
  image: ImageView | undefined
  error: AnswerError | undefined
  dialog: 'edit' | 'remove' | undefined
  publishing = false
  /** Why it could not be published now. */
  refused: AnswerError | undefined
  readonly #fact = new Fact(this, imageFacts, () => this.imageId)

  static override styles = [base, buttons, imagePageStyles]

  constructor() {
    super()
    new PageTitle(this, () => this.#now?.title ?? msg('Image'))
    new Watch(this, watchedImages, () => (this.#isGone ? undefined : this.image?.id))
    new Watch(this, watchedAccounts, () => this.image?.by.username)
    new Observe(this, goneImages, session)
    new Live(this)
      .on('live:caught-up', () => this.error && void this.#load())
      .on('live:resync', () => void this.#load())
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('imageId')) void this.#load()
  }

  /** As it is now; what it was is kept below what has been learned of it since. */
  get #now(): ImageView | undefined {
    return this.image && { ...this.image, ...this.#fact.value }
  }

  get #isGone(): boolean {
    return goneImages.get().has(this.imageId) || (this.image !== undefined && isHidden(this.image.by.username))
  }

  get #mine(): boolean {
    return this.image !== undefined && this.image.by.username === session.get()?.username
  }

  override render() {
    if (this.#isGone) return this.#gone()
    if (this.error?.code === 'not_found')
      return html`<empty-state .heading=${msg('This image is not here')} .text=${this.error.message}>
        <a class="button" href="/images">${msg('See everything')}</a>
      </empty-state>`
    if (this.error && !this.image)
      return html`<error-state .message=${this.error.message} @retry=${this.#load}></error-state>`
    if (!this.image)
      return html`<div class="split" aria-busy="true">
        <div class="stage"><skeleton-box class="picture"></skeleton-box></div>
        <div class="about">
          <skeleton-box class="line"></skeleton-box><skeleton-box class="line short"></skeleton-box>
        </div>
      </div>`
    return this.#article(this.#now ?? this.image)
  }

  #article(image: ImageView) {
    const { id, by, width, height, title, description, alt, bookmarkedAt, views, heldUntil } = image
    return html`<article class="split">
      <div class="stage" ${styled({ '--ratio': String(width / height), '--natural': `${Math.max(width, 320)}px` })}>
        <picture-frame
          eager
          .picture=${{ ...image, alt: alt || title }}
          sizes="(min-width: 960px) calc(100vw - 30rem), 100vw"
        ></picture-frame>
      </div>
      <div class="about">
        <h1 tabindex="-1">${title}</h1>
        ${this.image?.heldUntil ? this.#held(bookmarkedAt, heldUntil) : nothing}
        ${description ? html`<p class="description">${withMentions(description)}</p>` : nothing}
        <div class="actions">
          <like-button class=${heldUntil ? 'later' : ''} large .imageId=${id}></like-button> ${this.#origin(image)}
        </div>
        <div class="by">
          <account-photo .account=${by} size="44"></account-photo>
          <p>
            <span class="soft">${msg('Saved by')}</span>
            <a class="name" href=${accountPath(by)}><account-name .account=${by}></account-name></a>
          </p>
          ${
            this.#mine
              ? html`<button class="button outline" @click=${() => (this.dialog = 'edit')}>${msg('Edit')}</button>
                  <button class="button quiet" @click=${() => (this.dialog = 'remove')}>${msg('Take back')}</button>`
              : html`<follow-button .username=${by.username} .name=${by.name}></follow-button>`
          }
        </div>
        <image-likers .imageId=${id}></image-likers>
        <p class="facts soft">
          <time-ago .at=${bookmarkedAt}></time-ago> ·
          ${msg(str`${width} × ${height}`)}${views > 0 ? html` · ${viewsInWords(views)}` : nothing}
          ${
            session.get() && !this.#mine
              ? html`<button class="report" @click=${() => this.#report(id, title)}>${msg('Report')}</button>`
              : nothing
          }
        </p>
      </div>
      ${this.#mine ? this.#dialogs(image) : nothing}
    </article>`
  }

  /** Of an image that was held when the page was opened: once it is published the row stays, so that nothing below it moves. */
  #held(since: string, until: string | null) {
    if (!until) return html`<p class="held soft" role="status">${msg('It is published.')}</p>`
    const busy = this.publishing ? 'true' : 'false'
    return html`<div class="held">
        <held-mark .since=${since} .until=${until}></held-mark>
        ${this.#mine ? html`<button class="button outline" aria-disabled=${busy} @click=${this.#publish}>${msg('Publish now')}</button>` : nothing}
      </div>
      ${this.refused ? html`<p class="refused" role="alert">${this.refused.message}</p>` : nothing}`
  }

  async #publish(): Promise<void> {
    if (this.publishing) return
    const { imageId } = this
    Object.assign(this, { publishing: true, refused: undefined })
    try {
      await releaseImage(imageId)
      await this.updateComplete
      // The button has gone: the keyboard goes on from what it was about.
      if (document.activeElement === document.body) this.renderRoot.querySelector('h1')?.focus({ preventScroll: true })
    } catch (error) {
      if (imageId === this.imageId) this.refused = toAnswerError(error)
    } finally {
      this.publishing = false
    }
  }

  async #report(id: string, title: string): Promise<void> {
    const { reportImage } = await import('../reports/report-dialog.ts')
    reportImage(id, title)
  }

  #dialogs(image: ImageView) {
    const close = () => (this.dialog = undefined)
    return html`<image-editor .image=${image} .open=${this.dialog === 'edit'} @close=${close}></image-editor>
      <image-remover .image=${image} .open=${this.dialog === 'remove'} @close=${close}></image-remover>`
  }

  #gone() {
    const taken = goneImages.get().has(this.imageId)
    const by = taken && this.image?.by.name
    return html`<empty-state
      role="status"
      .heading=${
        this.#mine
          ? msg('You have taken it back')
          : taken
            ? msg('This image was taken back')
            : msg('This image is not here')
      }
      .text=${
        this.#mine
          ? msg('It is gone from every window, and from here.')
          : by
            ? msg(str`${by} has taken it back. It is not here any more.`)
            : msg('It is not here any more.')
      }
    >
      <a class="button" href="/images">${msg('See everything')}</a>
    </empty-state>`
  }

  #origin({ pageUrl, sourceUrl }: ImageView) {
    const address = pageUrl ?? sourceUrl
    const host = address && hostOf(address)
    if (!host || !/^https?:/.test(address)) return nothing
    return html`<a class="button outline" href=${address} target="_blank" rel="noopener noreferrer">
      ${outside}<span class="host">${host}</span><span class="unseen">${msg('(opens in a new tab)')}</span>
    </a>`
  }

  async #load(): Promise<void> {
    const { imageId } = this
    try {
      const image = await getImage(imageId)
      if (imageId !== this.imageId) return
      Object.assign(this, { image, error: undefined })
      if (this.isConnected) correctAddress(pathOf(image))
    } catch (error) {
      if (imageId === this.imageId) this.error = toAnswerError(error)
    }
  }
}

customElements.define('image-page', ImagePage)
