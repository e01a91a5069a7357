import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { ImageView } from '../../server/views.ts'
import { watchedAccounts } from '../accounts/data.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { Fact } from '../facts.ts'
import { oneByOne } from '../idle.ts'
import { Live, Watch } from '../live.ts'
import { Observe } from '../observe.ts'
import { PageTitle } from '../page.ts'
import { Seen } from '../popular/seen.ts'
import { correctAddress } from '../router.ts'
import { session } from '../session.ts'
import { SlicedElement } from '../ui/sliced-element.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/empty-state.ts'
import '../ui/error-state.ts'
import type { Beside } from './beside.ts'
import { headingOf } from './image-heading.ts'
import { asKnown, getImage, goneImages, imageFacts, isHidden, pathOf, watchedImages } from './data.ts'
import { goneInWords } from './gone-words.ts'
import type { ImageAbout } from './image-about.ts'
import './image-about.ts'
import { imagePageStyles } from './image-page-styles.ts'
import { imageSkeleton } from './image-skeleton.ts'
import './image-stage.ts'
import type { ImageStage } from './image-stage.ts'
import type { LikeButton } from './like-button.ts'
import { Neighbours, type Step } from './neighbours.ts'
import { focusIsIn, isForPage } from './page-keys.ts'

/** One image, as large as the window allows, everything that is known of it, and the way to those beside it. */
export class ImagePage extends SlicedElement {
  static override properties = {
    imageId: {},
    beside: { attribute: false },
    over: { type: Boolean, reflect: true },
    meanwhile: {},
    image: { state: true },
    error: { state: true },
    dialog: { state: true },
    said: { state: true },
  }
  imageId = ''
  /** The wall from which it was opened. */
  beside: Beside | undefined
  /** Over that wall, rather than a page of its own. */
  over = false
  /** The address of a smaller picture of it that is here already. */
  meanwhile = ''
  image: ImageView | undefined
  error: AnswerError | undefined
  dialog: 'edit' | 'remove' | undefined
  said = ''
  /** Of the image that was asked for last. */
  #asked: string | undefined
  #steps: Promise<void> = Promise.resolve()
  readonly #neighbours = new Neighbours(this, () => this.beside)

  static override styles = [base, buttons, imagePageStyles]

  constructor() {
    super()
    new Fact(this, imageFacts, () => this.imageId)
    new PageTitle(this, () => this.#now?.title ?? msg('Image'))
    new Watch(this, watchedImages, () => (this.#isGone ? undefined : this.image?.id))
    new Seen(this, () => (this.#isGone ? undefined : this.image?.id))
    new Watch(this, watchedAccounts, () => this.image?.by.username)
    new Observe(this, goneImages, session)
    new Live(this)
      .on('live:caught-up', () => this.error && void this.#load())
      .on('live:resync', () => void this.#load())
  }

  override connectedCallback(): void {
    super.connectedCallback()
    addEventListener('keydown', this.#key)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    removeEventListener('keydown', this.#key)
  }

  override firstUpdated(): void {
    void oneByOne(() => import('./related-images.ts'))
  }

  /** What came along with the page is at hand by the time that it is drawn. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (this.#asked !== this.imageId) this.#ask()
    return super.scheduleUpdate()
  }

  #ask(): void {
    this.#asked = this.imageId
    if (this.image && this.image.id !== this.imageId) this.image = undefined
    Object.assign(this, { error: undefined, dialog: undefined })
    this.renderRoot?.querySelector('h1')?.classList.remove('whole')
    void this.#load()
    this.#neighbours.lookBeside(this.imageId)
  }

  /** As it is now; what it was is kept below what has been learned of it since. */
  get #now() {
    return this.image && asKnown(this.image)
  }

  get #isGone(): boolean {
    return goneImages.get().has(this.imageId) || (this.image !== undefined && isHidden(this.image.by.username))
  }

  get #mine(): boolean {
    return this.image !== undefined && this.image.by.username === session.get()?.username
  }

  get #stage(): ImageStage | null {
    return this.renderRoot.querySelector('image-stage')
  }

  override render() {
    return html`${this.#body()}
      <p class="unseen" role="status">${this.said}</p>`
  }

  #body() {
    if (this.#isGone) return this.#gone()
    if (this.error?.code === 'not_found')
      return html`<h1 class="unseen" tabindex="-1">${msg('Not found')}</h1>
        <empty-state .heading=${msg('This image is not here')} .text=${this.error.message}>
          ${this.#onward()}
        </empty-state>`
    if (this.error && !this.image)
      return html`<h1 class="unseen" tabindex="-1">${msg('Image')}</h1>
        <error-state .message=${this.error.message} @retry=${this.#load}></error-state>`
    if (!this.image) return imageSkeleton()
    return this.#article(asKnown(this.image))
  }

  #article(image: ReturnType<typeof asKnown>) {
    const { before, after } = this.#neighbours
    return html`<article class="split">
      <image-stage
        class="stage"
        .image=${image}
        .meanwhile=${this.meanwhile}
        ?over=${this.over}
        ?hasBefore=${before !== undefined}
        ?hasAfter=${after !== undefined}
        ?instant=${this.#neighbours.isLoaded(image.id)}
        @step=${(event: CustomEvent<Step>) => this.#step(event.detail)}
      ></image-stage>
      <div class="about">${headingOf(image)} ${this.#about(image)}</div>
      <related-images .imageId=${image.id}></related-images>
      ${this.#mine ? this.#dialogs(image) : nothing}
    </article>`
  }

  #about(image: ImageView) {
    return html`<image-about
      .image=${image}
      .heldAtFirst=${Boolean(this.image?.heldUntil)}
      @edit=${() => (this.dialog = 'edit')}
      @remove=${() => (this.dialog = 'remove')}
      @released=${this.#focusHeading}
    ></image-about>`
  }

  /** Their code is for whoever owns it. */
  #dialogs(image: ImageView) {
    void Promise.all([import('./image-editor.ts'), import('./image-remover.ts')])
    const close = () => (this.dialog = undefined)
    return html`<image-editor .image=${this.image} .open=${this.dialog === 'edit'} @close=${close}></image-editor>
      <image-remover .image=${image} .open=${this.dialog === 'remove'} @close=${close}></image-remover>`
  }

  #gone() {
    const { heading, text } = goneInWords(this.image, goneImages.get().has(this.imageId), this.#mine)
    return html`<h1 class="unseen" dir="auto" tabindex="-1">${this.#now?.title ?? msg('Image')}</h1>
      <empty-state role="status" .heading=${heading} .text=${text}> ${this.#onward()} </empty-state>`
  }

  /** From where nothing is to be seen. */
  #onward() {
    if (!this.over) return html`<a class="button" href="/images">${msg('See everything')}</a>`
    const { before, after } = this.#neighbours
    return html`${after ? html`<button class="button" @click=${() => this.#step(1)}>${msg('Next image')}</button>` : nothing}
    ${before ? html`<button class="button quiet" @click=${() => this.#step(-1)}>${msg('Previous image')}</button>` : nothing}`
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (!isForPage(event, this)) return
    if (this.#stage?.press(event.key)) event.preventDefault()
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      event.preventDefault()
      const forwards = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
      this.#step(event.key === forwards ? 1 : -1)
    } else if (event.key === 'l' && !this.#isGone) {
      event.preventDefault()
      void this.renderRoot
        .querySelector<ImageAbout>('image-about')
        ?.renderRoot.querySelector<LikeButton>('like-button:not(.later)')
        ?.toggle()
    } else if (/^[sf]$/.test(event.key) && this.image && !this.#isGone) {
      event.preventDefault()
      const { image } = this
      void import('./image-keys.ts').then(({ actOn }) => actOn(event.key, { image, by: image.by }))
    }
  }

  /** However quickly they come, each goes on from where the one before has led. */
  #step(step: Step): void {
    this.#steps = this.#steps.then(async () => {
      const from = this.imageId
      const found = await this.#neighbours.get(step)
      if (!found || from !== this.imageId || !this.isConnected) return
      this.#stage?.enterFrom(step)
      Object.assign(this, { imageId: found.id, image: found, meanwhile: '' })
      correctAddress(pathOf(found))
      const place = this.beside?.placeOf?.(found.id)
      const { title } = asKnown(found)
      this.said = place ? msg(str`${title}, ${place.number} of ${place.of}`) : title
      await this.updateComplete
      // What had the keyboard has gone with the other image.
      if (!focusIsIn(this)) this.#focusHeading()
    })
  }

  #focusHeading(): void {
    this.renderRoot.querySelector('h1')?.focus({ preventScroll: true })
  }

  async #load(): Promise<void> {
    const { imageId } = this
    try {
      const image = await getImage(imageId)
      if (imageId !== this.imageId) return
      Object.assign(this, { image, error: undefined })
      // Not while it lies under another page.
      if (this.isConnected && !this.closest('[inert]')) correctAddress(pathOf(image))
    } catch (error) {
      if (imageId === this.imageId) this.error = toAnswerError(error)
    }
  }
}

customElements.define('image-page', ImagePage)
