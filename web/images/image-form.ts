import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { ImageView } from '../../server/protocol.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { go } from '../router.ts'
import { notify } from '../ui/notices.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/picture-frame.ts'
import '../ui/progress-bar.ts'
import '../ui/text-field.ts'
import { bookmarkAddress, bookmarkFile, pathOf } from './data.ts'
import { imageFormStyles } from './image-form-styles.ts'
import './picture-drop.ts'
import type { PictureDrop } from './picture-drop.ts'

/** Saves a picture, from a file or from an address; afterwards one looks at it. */
export class ImageForm extends LitElement {
  static override properties = {
    url: {},
    heading: {},
    pageUrl: {},
    file: { state: true },
    busy: { state: true },
    done: { state: true },
    error: { state: true },
  }
  url = ''
  heading = ''
  pageUrl = ''
  file: File | undefined
  busy = false
  /** How much of the file has been sent, as a fraction; undefined while the server works. */
  done: number | undefined
  error: AnswerError | undefined

  static override styles = [base, buttons, fields, imageFormStyles]

  override render() {
    const errors = this.error?.fields ?? {}
    return html`<form @submit=${this.#submit} novalidate>
      <div class="source">
        ${
          this.url && !this.file
            ? nothing
            : html`<picture-drop .file=${this.file} .error=${errors.file} @choose=${this.#chosen}></picture-drop>`
        }
        ${
          this.file
            ? nothing
            : html`<text-field
                name="url"
                type="url"
                placeholder="https://"
                .required=${true}
                .label=${this.url ? msg('Address of the picture') : msg('Or the address of a picture')}
                .hint=${msg('It is fetched by the server and kept here, even if it disappears there.')}
                .value=${this.url}
                .error=${errors.url}
                @change=${(event: Event) => (this.url = (event.target as HTMLInputElement).value.trim())}
              ></text-field>`
        }
      </div>
      <div class="words">
        <text-field
          required
          name="title"
          maxlength="200"
          autocomplete="off"
          .label=${msg('Title')}
          .value=${this.heading}
          .error=${errors.title}
        ></text-field>
        <text-field
          multiline
          name="description"
          maxlength="5000"
          .label=${msg('Description')}
          .error=${errors.description}
        ></text-field>
        <text-field
          multiline
          name="alt"
          maxlength="1000"
          .label=${msg('What can be seen')}
          .hint=${msg('In words, for people who cannot see it.')}
          .error=${errors.alt}
        ></text-field>
        <text-field
          name="pageUrl"
          type="url"
          placeholder="https://"
          .label=${msg('The page it came from')}
          .value=${this.pageUrl}
          .error=${errors.pageUrl}
        ></text-field>
        ${this.#refusal()}
        <button class="button primary wide" aria-disabled=${this.busy ? 'true' : 'false'}>${msg('Save image')}</button>
        <div class="progress" role="status">
          ${
            this.busy
              ? html`<progress-bar .done=${this.done}></progress-bar>
                  <p class="soft">${this.#stage()}</p>`
              : nothing
          }
        </div>
      </div>
    </form>`
  }

  #refusal() {
    if (!this.error) return nothing
    const { message, image, fields } = this.error
    if (image)
      return html`<a class="existing" href=${pathOf(image)} role="alert">
        <picture-frame .picture=${image} sizes="64px"></picture-frame>
        <span>${message} <span class="link">${msg('Look at it')}</span></span>
      </a>`
    return Object.keys(fields).length > 0 ? nothing : html`<p class="refusal" role="alert">${message}</p>`
  }

  #stage(): string {
    if (!this.file) return msg('The server is fetching the picture. This may take a moment.')
    if (this.done === undefined || this.done >= 1) return msg('Sent. The picture is being prepared.')
    return msg(str`Sending: ${Math.round(this.done * 100)} %`)
  }

  #chosen(event: Event): void {
    this.file = (event.target as PictureDrop).file
    this.error = undefined
    const title = this.renderRoot.querySelector<HTMLInputElement>('[name=title] input')
    if (this.file && title?.value === '') this.heading = titleOf(this.file.name)
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    if (this.busy) return
    const form = event.target as HTMLFormElement
    const text = (name: string) => String(new FormData(form).get(name) ?? '').trim()
    const caption = {
      title: text('title'),
      description: text('description'),
      alt: text('alt'),
      pageUrl: text('pageUrl'),
    }
    Object.assign(this, { busy: true, done: undefined, error: undefined })
    try {
      const image = this.file
        ? await bookmarkFile(this.file, caption, done => (this.done = done))
        : await bookmarkAddress(text('url'), caption)
      this.#finish(image)
    } catch (error) {
      this.error = toAnswerError(error)
      await this.updateComplete
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
    } finally {
      this.busy = false
    }
  }

  #finish(image: ImageView): void {
    notify(msg(str`“${image.title}” is saved.`))
    // Whoever has gone elsewhere meanwhile stays there.
    if (this.isConnected) go(pathOf(image))
  }
}

/** "sunset_over-lake.jpg" → "Sunset over lake"; a name that a camera gave is no title. */
function titleOf(fileName: string): string {
  const words = fileName
    .replace(/\.\w+$/, '')
    .replace(/[-_.+\s]+/g, ' ')
    .trim()
  return /^(img|dsc|image|screenshot|pxl|\d)/i.test(words) ? '' : words.charAt(0).toUpperCase() + words.slice(1)
}

customElements.define('image-form', ImageForm)
