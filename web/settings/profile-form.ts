import { msg } from '@lit/localize'
import { html, LitElement } from 'lit'
import { Observe } from '../observe.ts'
import { draftOf, session } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import { editAccount } from './data.ts'
import { section } from './section-styles.ts'

/** How I call myself, what I say about me, and my day of birth, which nobody else learns. */
export class ProfileForm extends LitElement {
  static override properties = { saved: { state: true } }
  saved = false
  readonly #submission = new Submission(
    this,
    async given => {
      this.saved = false
      await editAccount({
        name: given.text('name'),
        bio: given.text('bio'),
        site: withScheme(given.text('site')),
        bornOn: given.text('bornOn') || null,
      })
      this.saved = true
    },
    { draft: () => draftOf('profile') },
  )

  static override styles = [base, buttons, fields, section]

  constructor() {
    super()
    new Observe(this, session)
  }

  override render() {
    const { errors } = this.#submission
    const { username = '', name = '', bio = '', site = null, bornOn = null } = session.get() ?? {}
    return html`<section aria-labelledby="heading">
      <header>
        <h2 id="heading">${msg('About you')}</h2>
        <p>${msg(html`Everybody sees it on your page, whose address stays <bdi>/people/${username}</bdi>.`)}</p>
      </header>
      <form @submit=${this.#submission.submit} @input=${() => (this.saved = false)} novalidate>
        ${this.#submission.refusal()}
        <text-field
          required
          name="name"
          autocomplete="name"
          .maxlength=${100}
          .label=${msg('Name')}
          .value=${name}
          .error=${errors.name}
        ></text-field>
        <text-field
          multiline
          name="bio"
          .maxlength=${500}
          .label=${msg('A few words about you')}
          .value=${bio}
          .error=${errors.bio}
        ></text-field>
        <text-field
          name="site"
          type="url"
          placeholder="https://"
          autocomplete="url"
          .label=${msg('Your site')}
          .value=${site ?? ''}
          .error=${errors.site}
        ></text-field>
        <text-field
          name="bornOn"
          type="date"
          autocomplete="bday"
          .label=${msg('Date of birth')}
          .hint=${msg('For you alone: it is shown to nobody')}
          .value=${bornOn ?? ''}
          .error=${errors.bornOn}
        ></text-field>
        <div>${this.#submission.button(msg('Save'), msg('Saving…'), { look: 'primary' })}</div>
      </form>
      <p class="status" role="status">${this.saved ? html`<strong>${msg('Saved.')}</strong>` : ''}</p>
    </section>`
  }
}

/** People type "example.org". */
function withScheme(site: string): string | null {
  if (site === '') return null
  return /^[\w-]+(\.[\w-]+)+(?!:)([/?#].*)?$/.test(site) ? `https://${site}` : site
}

customElements.define('profile-form', ProfileForm)
