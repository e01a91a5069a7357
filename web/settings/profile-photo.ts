import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { Observe } from '../observe.ts'
import { session } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { FileDrop } from '../ui/file-drop.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/progress-bar.ts'
import '../ui/text-field.ts'
import '../ui/user-avatar.ts'
import { readPicture } from './crop-picture.ts'
import { removePhoto, setPhoto, setPhotoByAddress } from './data.ts'
import { inPercent } from '../units.ts'
import { photoStyles } from './profile-photo-styles.ts'
import { section } from './section-styles.ts'

/** My face: from a file that is chosen, dropped or pasted, from an address, or none. */
export class ProfilePhoto extends LitElement {
  static override properties = {
    work: { state: true },
    picture: { state: true },
    done: { state: true },
    word: { state: true },
    error: { state: true },
  }
  /** What is being done; one thing at a time. */
  work: 'file' | 'address' | 'removal' | undefined
  /** Of which a part is being chosen. */
  picture: { bitmap: ImageBitmap; type: string } | undefined
  /** How much of the file has been sent, as a fraction. */
  done: number | undefined
  /** What has been done. */
  word = ''
  error: AnswerError | undefined
  readonly #drop = new FileDrop(this, file => void this.#crop(file))
  readonly #submission = new Submission(this, given =>
    this.#do('address', () => setPhotoByAddress(given.text('url')), msg('This is your new photo.')),
  )

  static override styles = [base, buttons, fields, section, photoStyles]

  constructor() {
    super()
    new Observe(this, session)
  }

  override render() {
    const { name = '', photo = null } = session.get() ?? {}
    return html`<section class=${this.#drop.over ? 'over' : ''} aria-labelledby="heading">
        <user-avatar .name=${name} .photo=${photo} size="112"></user-avatar>
        <header>
          <h2 id="heading">${msg('Your photo')}</h2>
          <p>
            ${msg('It is shown beside your name. Choose a picture, drop it on this page, or paste it; then choose the part that is shown.')}
          </p>
        </header>
        <div class="choices">
          <label class="button choose">
            ${photo ? msg('Choose another') : msg('Choose a photo')}
            <input
              type="file"
              accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
              aria-disabled=${this.work ? 'true' : 'false'}
              aria-describedby="status"
              @change=${this.#chosen}
            />
          </label>
          ${
            photo
              ? html`<button class="button quiet" aria-disabled=${this.work ? 'true' : 'false'} @click=${this.#remove}>
                  ${msg('Remove')}
                </button>`
              : nothing
          }
        </div>
        <form @submit=${this.#submission.submit} novalidate>
          <text-field
            name="url"
            type="url"
            placeholder="https://"
            .required=${true}
            .label=${msg('Or the address of a picture')}
            .error=${this.#submission.errors.url}
          ></text-field>
          ${this.#submission.button(msg('Use it'), msg('Fetching…'), { look: 'outline', waits: Boolean(this.work) })}
        </form>
        <div class="outcome">
          ${this.#submission.refusal()}
          ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
          <progress-bar class=${this.work ? '' : 'idle'} .done=${this.done}></progress-bar>
          <p class="status" id="status" role="status">${this.work ? this.#stage() : this.word}</p>
        </div>
      </section>
      <photo-crop
        .picture=${this.picture?.bitmap}
        .type=${this.picture?.type ?? ''}
        @cropped=${this.#cropped}
        @close=${this.#forget}
      ></photo-crop>`
  }

  #stage(): string {
    if (this.work === 'address') return msg('The server is fetching the picture. This may take a moment.')
    if (this.work === 'removal') return msg('Your photo is being removed.')
    if (this.done === undefined || this.done >= 1) return msg('Sent. The picture is being prepared.')
    // In tens: a screen reader says each of them.
    return msg(str`Sending: ${inPercent(Math.floor(this.done * 10) / 10)}`)
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement
    const [file] = input.files ?? []
    // So that the same file, mended, can be chosen again.
    input.value = ''
    if (file) void this.#crop(file)
  }

  /** Lets a part be chosen of what the browser can show; the rest goes to the server as it is, which says what is wrong with it. */
  async #crop(file: File): Promise<void> {
    if (this.work || this.picture) return
    const [bitmap] = await Promise.all([readPicture(file), import('./photo-crop.ts')])
    if (bitmap) this.picture = { bitmap, type: file.type }
    else await this.#setFile(file)
  }

  #forget(): void {
    const { bitmap } = this.picture ?? {}
    this.picture = undefined
    // Until then it may still be drawn.
    void this.updateComplete.then(() => bitmap?.close())
  }

  #cropped({ detail }: CustomEvent<File>): void {
    this.#forget()
    void this.#setFile(detail)
  }

  #setFile(file: File): Promise<void> {
    return this.#show('file', () => setPhoto(file, done => (this.done = done)), msg('This is your new photo.'))
  }

  async #remove(): Promise<void> {
    await this.#show('removal', removePhoto, msg('Your photo is removed.'))
    await this.updateComplete
    // The button is gone, and the keyboard needs a place to go on from.
    if (!this.error) this.renderRoot.querySelector<HTMLElement>('input[type=file]')?.focus()
  }

  /** Refusals go below. */
  async #show(work: 'file' | 'removal', act: () => Promise<void>, word: string): Promise<void> {
    try {
      await this.#do(work, act, word)
    } catch (error) {
      this.error = toAnswerError(error)
    }
  }

  async #do(work: 'file' | 'address' | 'removal', act: () => Promise<void>, word: string): Promise<void> {
    if (this.work) return
    this.#submission.forget()
    Object.assign(this, { work, done: undefined, word: '', error: undefined })
    try {
      await act()
      this.word = word
    } finally {
      this.work = undefined
    }
  }
}

customElements.define('profile-photo', ProfilePhoto)
