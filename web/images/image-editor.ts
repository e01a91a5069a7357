import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import type { ImageView } from '../../server/views.ts'
import { fields } from '../ui/field-styles.ts'
import { draftOf } from '../session.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/modal-dialog.ts'
import '../ui/text-field.ts'
import { type Given, Submission } from '../ui/submission.ts'
import { editImage } from './data.ts'

const words = ['title', 'description', 'alt', 'pageUrl'] as const
type Words = Record<(typeof words)[number], string>

/** Changes what its owner says of an image. What is typed stays until it is saved, also when the dialog is closed or refused. */
export class ImageEditor extends LitElement {
  static override properties = {
    image: { attribute: false },
    open: { type: Boolean },
    draft: { state: true },
  }
  image: ImageView | undefined
  open = false
  /** What the fields began with: what comes in from elsewhere does not touch them. */
  draft: Words | undefined
  readonly #form = new Submission(this, given => this.#save(given), {
    draft: () => (this.draft ? draftOf(`image ${this.image?.id}`) : undefined),
  })

  static override styles = [
    base,
    buttons,
    fields,
    css`
      .end {
        display: flex;
        justify-content: end;
        gap: var(--space-2);
      }
    `,
  ]

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('open') || !this.open || !this.image || this.draft) return
    const { title, description, alt, pageUrl } = this.image
    this.draft = { title, description, alt, pageUrl: pageUrl ?? '' }
  }

  override render() {
    const { errors } = this.#form
    return html`<modal-dialog .heading=${msg('Edit')} .open=${this.open} @close=${this.#close}>
      <form novalidate @submit=${this.#form.submit}>
        <text-field
          required
          name="title"
          maxlength="200"
          autocomplete="off"
          .label=${msg('Title')}
          .value=${this.draft?.title ?? ''}
          .error=${errors.title}
        ></text-field>
        <text-field
          multiline
          name="description"
          maxlength="5000"
          .label=${msg('Description')}
          .value=${this.draft?.description ?? ''}
          .error=${errors.description}
        ></text-field>
        <text-field
          multiline
          name="alt"
          maxlength="1000"
          .label=${msg('What can be seen')}
          .hint=${msg('In words, for people who cannot see it.')}
          .value=${this.draft?.alt ?? ''}
          .error=${errors.alt}
        ></text-field>
        <text-field
          name="pageUrl"
          type="url"
          placeholder="https://"
          .label=${msg('The page it came from')}
          .value=${this.draft?.pageUrl ?? ''}
          .error=${errors.pageUrl}
        ></text-field>
        ${this.#form.refusal()}
        <div class="end">
          <button type="button" class="button quiet" @click=${this.#discard}>${msg('Cancel')}</button>
          ${this.#form.button(msg('Save changes'), msg('Saving…'), { look: 'primary' })}
        </div>
      </form>
    </modal-dialog>`
  }

  #close(): void {
    this.open = false
    this.dispatchEvent(new Event('close'))
  }

  /** The next time, the fields begin with what is there then. */
  #discard(): void {
    this.#form.dropDraft()
    this.draft = undefined
    this.#form.forget()
    this.#close()
  }

  async #save({ text }: Given): Promise<void> {
    const { image, draft } = this
    if (!image || !draft) return
    // Only what was changed here: somebody may be changing the rest on another device.
    const news = Object.fromEntries(words.filter(name => text(name) !== draft[name]).map(name => [name, text(name)]))
    if (news.pageUrl === '') Object.assign(news, { pageUrl: null })
    if (Object.keys(news).length > 0) await editImage(image.id, news)
    this.#discard()
    notify(msg('Your changes are saved.'))
  }
}

customElements.define('image-editor', ImageEditor)
