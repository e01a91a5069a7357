import { msg } from '@lit/localize'
import { html, nothing } from 'lit'
import type { ImageView } from '../../server/views.ts'
import { pathOf as accountPath } from '../accounts/data.ts'
import { oneByOne } from '../idle.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { chevron, outside } from '../ui/icons.ts'
import { SlicedElement } from '../ui/sliced-element.ts'
import { base, buttons } from '../ui/styles.ts'
import { hostOf, viewsInWords } from '../words.ts'
import '../accounts/account-name.ts'
import '../accounts/account-photo.ts'
import '../accounts/follow-button.ts'
import '../ui/time-ago.ts'
import { imageAboutStyles } from './image-about-styles.ts'
import './like-button.ts'
import { withMentions } from './mentions.ts'

/** Everything that is known of an image besides its title. Fires `edit` and `remove` for one of mine, and `released`. */
export class ImageAbout extends SlicedElement {
  static override properties = { image: { attribute: false }, heldAtFirst: { type: Boolean } }
  image: ImageView | undefined
  /** It was held when one began to look at it. */
  heldAtFirst = false

  static override styles = [base, buttons, imageAboutStyles]

  constructor() {
    super()
    new Observe(this, session)
  }

  override willUpdate(): void {
    if (this.heldAtFirst) void import('./image-release.ts')
  }

  override firstUpdated(): void {
    void oneByOne(
      () => import('./keep-button.ts'),
      () => import('./share-menu.ts'),
      () => import('./image-actions.ts'),
      () => import('./image-likers.ts'),
      () => import('./image-presence.ts'),
    )
  }

  get #mine(): boolean {
    return this.image !== undefined && this.image.by.username === session.get()?.username
  }

  override render() {
    if (!this.image) return nothing
    const { image } = this
    const { id, description, bookmarkedAt, heldUntil } = image
    return html`${
        this.heldAtFirst
          ? html`<image-release
              .imageId=${id}
              .since=${bookmarkedAt}
              .until=${heldUntil}
              ?mine=${this.#mine}
              @released=${() => this.dispatchEvent(new Event('released'))}
            ></image-release>`
          : nothing
      }
      ${this.#origin(image)}
      ${description ? html`<p class="description" dir="auto">${withMentions(description)}</p>` : nothing}
      <div class="actions">
        <like-button class=${heldUntil ? 'later' : ''} large .imageId=${id}></like-button>
        ${this.#mine ? nothing : html`<keep-button .imageId=${id}></keep-button>`}
        <share-menu .image=${image}></share-menu>
        <image-actions .image=${image}></image-actions>
      </div>
      ${this.#by(image)}
      <image-likers .imageId=${id}></image-likers>
      <image-presence .imageId=${id}></image-presence>
      ${this.#facts(image)} ${this.#alternative(image)}`
  }

  #by({ by }: ImageView) {
    const who = html`<a class="name" href=${accountPath(by)}><account-name .account=${by}></account-name></a>`
    return html`<div class="by">
      <account-photo .account=${by} size="44"></account-photo>
      <p>${msg(html`<span class="soft">Saved by</span> ${who}`)}</p>
      ${
        this.#mine
          ? html`<div>
              <button class="button outline" @click=${() => this.dispatchEvent(new Event('edit'))}>
                ${msg('Edit')}
              </button>
              <button class="button quiet" @click=${() => this.dispatchEvent(new Event('remove'))}>
                ${msg('Take back')}
              </button>
            </div>`
          : html`<follow-button .username=${by.username} .name=${by.name}></follow-button>`
      }
    </div>`
  }

  /** Its row is there without it too, so that nothing moves when its owner adds it. */
  #origin({ pageUrl, sourceUrl }: ImageView) {
    const address = pageUrl ?? sourceUrl
    const host = address && hostOf(address)
    if (!host || !/^https?:/.test(address))
      return html`<p class="origin soft">${msg('Where it was found is not told.')}</p>`
    const where = html`<span class="host">${host}</span>`
    return html`<a class="origin" href=${address} target="_blank" rel="noopener noreferrer">
      <span class="lines">
        ${pageUrl ? msg(html`<span class="soft">Found on</span> ${where}`) : msg(html`<span class="soft">Fetched from</span> ${where}`)}
      </span>
      ${outside}<span class="unseen">${msg('(opens in a new tab)')}</span>
    </a>`
  }

  #alternative({ alt }: ImageView) {
    if (!alt) return nothing
    return html`<details>
      <summary>${msg('What can be seen')} ${chevron}</summary>
      <p>${alt}</p>
    </details>`
  }

  #facts({ id, title, bookmarkedAt, width, height, views }: ImageView) {
    return html`<p class="facts soft">
      <time-ago .at=${bookmarkedAt}></time-ago> ·
      <bdi dir="ltr">${width} × ${height}</bdi>${views > 0 ? html` · ${viewsInWords(views)}` : nothing}
      ${
        session.get() && !this.#mine
          ? html`<button class="report" @click=${() => this.#report(id, title)}>${msg('Report')}</button>`
          : nothing
      }
    </p>`
  }

  async #report(id: string, title: string): Promise<void> {
    const { reportImage } = await import('../reports/report-dialog.ts')
    reportImage(id, title)
  }
}

customElements.define('image-about', ImageAbout)
