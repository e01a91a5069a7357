import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { Observe } from '../observe.ts'
import { fields } from '../ui/field-styles.ts'
import { base } from '../ui/styles.ts'
import '../ui/text-field.ts'
import type { Words } from './data.ts'
import { change, common, type Draft, ownWords } from './queue.ts'

type Name = keyof Words

/** What a person says of one picture, or without a `draft` of all of them. Every letter is kept as it is typed. */
export class PictureWords extends LitElement {
  static override properties = {
    draft: { attribute: false },
    names: { attribute: false },
    inherits: { type: Boolean },
  }
  draft: Draft | undefined
  names: Name[] = ['title', 'description', 'alt', 'pageUrl']
  /** Whether an empty field takes what is said of all. */
  inherits = false

  static override styles = [
    base,
    fields,
    css`
      :host {
        display: grid;
        gap: var(--space-4);
      }
      .field textarea {
        min-height: 0;
      }
      /* All of them are. */
      .field .optional {
        display: none;
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, common)
  }

  override render() {
    return html`${this.names.map(name => this.#field(name))}`
  }

  #field(name: Name) {
    const { label, hint, placeholder, most, multiline, type } = fieldOf(name, this.inherits)
    const forAll = common.get()[name]
    const own = this.draft && ownWords(this.draft)[name]
    return html`<text-field
      name=${name}
      type=${type}
      maxlength=${most}
      autocomplete="off"
      ?multiline=${multiline}
      .label=${label}
      .hint=${hint}
      .placeholder=${(this.inherits && forAll) || placeholder}
      .value=${own ?? (this.inherits ? '' : forAll)}
      .error=${this.draft?.error?.fields[name]}
      @input=${(event: Event) => this.#say(name, (event.target as HTMLInputElement).value)}
    ></text-field>`
  }

  #say(name: Name, text: string): void {
    if (!this.draft) common.set({ ...common.get(), [name]: text })
    else change(this.draft.key, { [name]: text === '' && this.inherits ? undefined : text })
  }
}

interface Field {
  label: string
  hint?: string
  placeholder?: string
  most: number
  multiline: boolean
  type: 'text' | 'url'
}

function fieldOf(name: Name, short: boolean): Field {
  const seen = msg('What can be seen')
  const forWhom = msg('In words, for people who cannot see it.')
  if (name === 'title')
    return {
      label: msg('Title'),
      placeholder: msg('Made of its name when left empty'),
      most: 200,
      multiline: false,
      type: 'text',
    }
  if (name === 'description') return { label: msg('Description'), most: 5_000, multiline: true, type: 'text' }
  if (name === 'pageUrl')
    return { label: msg('The page it came from'), placeholder: 'https://', most: 2_000, multiline: false, type: 'url' }
  return short
    ? { label: seen, most: 1_000, multiline: false, type: 'text' }
    : { label: seen, hint: forWhom, most: 1_000, multiline: true, type: 'text' }
}

customElements.define('picture-words', PictureWords)
