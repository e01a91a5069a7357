import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { ImageView } from '../../server/protocol.ts'
import { pathOf as accountPath, watchedAccounts } from '../accounts/data.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { Fact } from '../facts.ts'
import { Live, Watch } from '../live.ts'
import { PageTitle } from '../page.ts'
import { correctAddress } from '../router.ts'
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
import '../ui/user-avatar.ts'
import { getImage, imageFacts, pathOf, watchedImages } from './data.ts'
import { imagePageStyles } from './image-page-styles.ts'
import './image-likers.ts'
import './like-button.ts'

/** One image, as large as the window allows, and everything that is known of it. */
export class ImagePage extends LitElement {
  static override properties = { imageId: {}, image: { state: true }, error: { state: true } }
  imageId = ''
  image: ImageView | undefined
  error: AnswerError | undefined
  readonly #fact = new Fact(this, imageFacts, () => this.imageId)

  static override styles = [base, buttons, imagePageStyles]

  constructor() {
    super()
    new PageTitle(this, () => this.#fact.value.title ?? this.image?.title ?? msg('Image'))
    new Watch(this, watchedImages, () => this.image?.id)
    new Watch(this, watchedAccounts, () => this.image?.by.username)
    new Live(this)
      .on('live:caught-up', () => this.error && void this.#load())
      .on('live:resync', () => void this.#load())
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('imageId')) void this.#load()
  }

  override render() {
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
    const { id, by, width, height, description, alt, bookmarkedAt } = this.image
    const title = this.#fact.value.title ?? this.image.title
    const views = this.#fact.value.views ?? this.image.views
    return html`<article class="split">
      <div class="stage" ${styled({ '--ratio': String(width / height), '--natural': `${Math.max(width, 320)}px` })}>
        <picture-frame
          eager
          .picture=${{ ...this.image, alt: alt || title }}
          sizes="(min-width: 960px) calc(100vw - 30rem), 100vw"
        ></picture-frame>
      </div>
      <div class="about">
        <h1 tabindex="-1">${title}</h1>
        ${description ? html`<p class="description">${description}</p>` : nothing}
        <div class="actions">
          <like-button large .imageId=${id}></like-button>
          ${this.#origin()}
        </div>
        <div class="by">
          <user-avatar .name=${by.name} .photo=${by.photo} size="44"></user-avatar>
          <p>
            <span class="soft">${msg('Saved by')}</span>
            <a class="name" href=${accountPath(by)}>${by.name}</a>
          </p>
          <follow-button .username=${by.username} .name=${by.name}></follow-button>
        </div>
        <image-likers .imageId=${id}></image-likers>
        <p class="facts soft">
          <time-ago .at=${bookmarkedAt}></time-ago> ·
          ${msg(str`${width} × ${height}`)}${views > 0 ? html` · ${viewsInWords(views)}` : nothing}
        </p>
      </div>
    </article>`
  }

  #origin() {
    const address = this.image?.pageUrl ?? this.image?.sourceUrl
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
