import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { Spoken } from '../../server/protocol-own.ts'
import type { TranslationView } from '../../server/views.ts'
import { spokenLanguages } from '../language/spoken.ts'
import { locale } from '../locale.ts'
import { ownName } from '../settings/own-name.ts'
import { chevron } from '../ui/icons.ts'
import { selects } from '../ui/select-styles.ts'
import '../ui/text-field.ts'

/** Of a field in the form. */
export const fieldOf = (language: Spoken, part: 'title' | 'alt') => `translations.${language}.${part}`

/** As it is called in a sentence of the language that is spoken now. */
const nameOf = (language: Spoken) =>
  new Intl.DisplayNames([locale.spoken ?? 'en'], { type: 'language' }).of(language) ?? language

/** For the form that it stands in. */
export const translationStyles = [
  selects,
  css`
    summary {
      display: flex;
      align-items: center;
      gap: var(--space-1);
      width: fit-content;
      min-height: var(--target);
      font-size: var(--text-s);
      font-weight: 550;
      cursor: pointer;
      list-style: none;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    summary .chevron {
      width: 1rem;
      height: 1rem;
      transition: transform var(--fast);
    }
    [open] > summary .chevron {
      transform: rotate(180deg);
    }
    .translations {
      display: grid;
      gap: var(--space-4);
    }
    .translations .about {
      color: var(--ink-soft);
      font-size: var(--text-s);
    }
    .translation {
      display: grid;
      gap: var(--space-3);
      padding-bottom: var(--space-3);
      border-bottom: 1px solid var(--line);
    }
    .translation .button {
      justify-self: start;
      margin-inline-start: calc(-1 * var(--space-3));
      padding-inline: var(--space-3);
    }
    .adding {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
    .adding select {
      flex: 1 1 10rem;
      min-width: 0;
    }
    .adding .button {
      flex: 1 0 auto;
    }
  `,
]

/**
 * What the owner of an image says of it in other languages: fields of the form around it, for it renders without a shadow. Closed until it is
 * wanted, where there are none.
 */
export class ImageTranslations extends LitElement {
  static override properties = {
    given: { attribute: false },
    errors: { attribute: false },
    languages: { state: true },
    chosen: { state: true },
  }
  /** What the fields begin with. */
  given: TranslationView[] = []
  /** What is wrong, by the name of the field. */
  errors: Record<string, string> = {}
  /** Those that have fields. */
  languages: Spoken[] = []
  /** What would be added. */
  chosen: Spoken | undefined

  override createRenderRoot() {
    return this
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('given')) this.languages = this.given.map(({ language }) => language)
  }

  override updated(): void {
    const details = this.querySelector('details')
    if (
      details &&
      this.languages.some(language => this.errors[fieldOf(language, 'title')] ?? this.errors[fieldOf(language, 'alt')])
    )
      details.open = true
  }

  /** What most do not write in at once stands first: the language that one reads is mostly that of the image itself. */
  get #others(): Spoken[] {
    const others = spokenLanguages.filter(language => !this.languages.includes(language))
    return [
      ...others.filter(language => language !== locale.spoken),
      ...others.filter(language => language === locale.spoken),
    ]
  }

  override render() {
    return html`<details ?open=${this.given.length > 0}>
      <summary>${msg('In other languages')} ${chevron}</summary>
      <div class="translations">
        <p class="about">${msg('Whoever reads Bowerbird in one of them sees these words instead.')}</p>
        ${repeat(
          this.languages,
          language => language,
          language => this.#fields(language),
        )}
        ${this.#adding()}
      </div>
    </details>`
  }

  #fields(language: Spoken) {
    const name = nameOf(language)
    const [title, alt] = [fieldOf(language, 'title'), fieldOf(language, 'alt')]
    const given = this.given.find(one => one.language === language)
    return html`<div class="translation" role="group" aria-label=${name}>
      <text-field
        name=${title}
        maxlength="200"
        autocomplete="off"
        .written=${language}
        .label=${msg(str`Title in ${name}`)}
        .value=${given?.title ?? ''}
        .error=${this.errors[title]}
      ></text-field>
      <text-field
        multiline
        name=${alt}
        maxlength="1000"
        .written=${language}
        .label=${msg(str`What can be seen, in ${name}`)}
        .value=${given?.alt ?? ''}
        .error=${this.errors[alt]}
      ></text-field>
      <button type="button" class="button quiet" @click=${() => this.#remove(language)}>
        ${msg(str`Remove ${name}`)}
      </button>
    </div>`
  }

  /** By a button: with some keyboards a select changes at every arrow. */
  #adding() {
    const others = this.#others
    if (others.length === 0) return nothing
    const chosen = others.find(language => language === this.chosen) ?? others[0]
    return html`<div class="adding">
      <select
        aria-label=${msg('Language')}
        @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value as Spoken)}
      >
        ${repeat(
          others,
          language => language,
          language =>
            html`<option value=${language} lang=${language} ?selected=${language === chosen}>
              ${ownName(language)}
            </option>`,
        )}
      </select>
      <button type="button" class="button outline" @click=${() => chosen && this.#add(chosen)}>
        ${msg('Add a language')}
      </button>
    </div>`
  }

  async #add(language: Spoken): Promise<void> {
    this.languages = [...this.languages, language]
    await this.#typed()
    this.querySelector<HTMLElement>(`[name="${fieldOf(language, 'title')}"]`)?.focus()
  }

  async #remove(language: Spoken): Promise<void> {
    this.languages = this.languages.filter(one => one !== language)
    await this.#typed()
    this.querySelector('select')?.focus()
  }

  /** The form keeps what is typed. */
  async #typed(): Promise<void> {
    await this.updateComplete
    this.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

customElements.define('image-translations', ImageTranslations)
