import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { SuggestionView } from '../../server/views.ts'
import { counted } from '../language/counted.ts'
import { base } from '../ui/styles.ts'
import { listed } from '../units.ts'
import { peopleInWords } from '../words.ts'
import './account-row.ts'
import { listSuggestions } from './people-data.ts'

/** Whom I might want to follow, and why. Nothing at all while there is nobody to suggest. */
export class PeopleSuggestions extends LitElement {
  static override properties = { suggestions: { state: true } }
  suggestions: SuggestionView[] = []

  static override styles = [
    base,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-4);
        margin-bottom: var(--space-6);
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr));
        gap: var(--space-4);
      }
    `,
  ]

  override connectedCallback(): void {
    super.connectedCallback()
    // They only help: where they do not come, the list of everybody is there.
    listSuggestions(6).then(
      suggestions => (this.suggestions = suggestions),
      () => undefined,
    )
  }

  override render() {
    if (this.suggestions.length === 0) return nothing
    return html`<section aria-labelledby="suggested">
      <h2 id="suggested">${msg('You may like')}</h2>
      <ul>
        ${this.suggestions.map(
          suggestion =>
            html`<li>
              <account-row .account=${suggestion.account} .because=${reasonOf(suggestion)}></account-row>
            </li>`,
        )}
      </ul>
    </section>`
  }
}

function reasonOf({ because }: SuggestionView): string {
  if (because.kind === 'likes-alike')
    return counted(
      msg('{count, plural, one {Likes an image that you like} other {Likes # images that you like}}'),
      because.count,
    )
  const names = because.people.map(({ name }) => name)
  if (because.count <= names.length) return msg(str`Followed by ${peopleInWords(names)}`)
  return counted(
    msg('{count, plural, one {Followed by {names} and # other} other {Followed by {names} and # others}}'),
    because.count - 2,
    { names: listed(names.slice(0, 2)) },
  )
}

customElements.define('people-suggestions', PeopleSuggestions)
