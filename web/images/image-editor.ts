import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import type { Spoken } from '../../server/protocol-own.ts'
import type { ImageView, TranslationView } from '../../server/views.ts'
import { AnswerError, toAnswerError } from '../answer-error.ts'
import { spokenLanguages } from '../language/spoken.ts'
import { readDraft } from '../ui/drafts.ts'
import { fields } from '../ui/field-styles.ts'
import { draftOf } from '../session.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/modal-dialog.ts'
import '../ui/text-field.ts'
import { type Given, Submission } from '../ui/submission.ts'
import { editImage, imageFacts } from './data.ts'
import { fieldOf, type ImageTranslations, translationStyles } from './image-translations.ts'
import './image-translations.ts'

const words = ['title', 'description', 'alt', 'pageUrl'] as const
type Words = Record<(typeof words)[number], string> & { translations: TranslationView[] }

const none: TranslationView[] = []

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
  /** What the fields of other languages began with: also what was typed before, and not sent. */
  #translations: TranslationView[] | undefined
  readonly #form = new Submission(this, given => this.#save(given), {
    draft: () => (this.draft ? this.#draftKey : undefined),
  })

  static override styles = [
    base,
    buttons,
    fields,
    ...translationStyles,
    css`
      .end {
        display: flex;
        flex-wrap: wrap;
        justify-content: end;
        gap: var(--space-2);
      }
    `,
  ]

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('open') || !this.open || !this.image || this.draft) return
    // As it is now: the page may have begun with what is older.
    const { title, description, alt, pageUrl, translations } = { ...this.image, ...imageFacts.get(this.image.id) }
    this.draft = { title, description, alt, pageUrl: pageUrl ?? '', translations }
    this.#translations = withTyped(translations, this.#draftKey ? readDraft(this.#draftKey) : {})
  }

  get #draftKey(): string | undefined {
    return draftOf(`image ${this.image?.id}`)
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
        <image-translations
          .given=${this.#translations ?? this.draft?.translations ?? none}
          .errors=${errors}
        ></image-translations>
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
    this.draft = this.#translations = undefined
    this.#form.forget()
    this.#close()
  }

  async #save({ text }: Given): Promise<void> {
    const { image, draft } = this
    if (!image || !draft) return
    // Only what was changed here: somebody may be changing the rest on another device.
    const news = Object.fromEntries(words.filter(name => text(name) !== draft[name]).map(name => [name, text(name)]))
    if (news.pageUrl === '') Object.assign(news, { pageUrl: null })
    const { languages } = this.renderRoot.querySelector<ImageTranslations>('image-translations')!
    const translations = languages
      .map(language => ({ language, title: text(fieldOf(language, 'title')), alt: text(fieldOf(language, 'alt')) }))
      .filter(({ title, alt }) => title || alt)
    if (textOf(translations) !== textOf(draft.translations)) Object.assign(news, { translations })
    if (Object.keys(news).length > 0)
      await editImage(image.id, news).catch((error: unknown) => Promise.reject(byLanguage(error, translations)))
    this.#discard()
    notify(msg('Your changes are saved.'))
  }
}

const textOf = (translations: TranslationView[]) =>
  JSON.stringify(translations.map(({ language, title, alt }) => [language, title, alt]))

/** What was typed into fields, by their names, goes before what is known; that a language was removed is only meant once it is saved. */
function withTyped(translations: TranslationView[], typed: Record<string, string>): TranslationView[] {
  const known = (language: Spoken) => translations.find(one => one.language === language)
  const added = spokenLanguages.filter(language => fieldOf(language, 'title') in typed && !known(language))
  return [...translations.map(({ language }) => language), ...added].map(language => ({
    language,
    title: typed[fieldOf(language, 'title')] ?? known(language)?.title ?? '',
    alt: typed[fieldOf(language, 'alt')] ?? known(language)?.alt ?? '',
  }))
}

/** What is wrong is told by its place in the list that was sent, `translations.0.title`. */
function byLanguage(error: unknown, sent: TranslationView[]): AnswerError {
  const { code, message, fields: wrong } = toAnswerError(error)
  const named = Object.entries(wrong).map(([name, words]) => [
    name.replace(/(?<=^translations\.)\d+/, place => sent[Number(place)]?.language ?? place),
    words,
  ])
  return new AnswerError({ code, message, fields: Object.fromEntries(named) as Record<string, string> })
}

customElements.define('image-editor', ImageEditor)
