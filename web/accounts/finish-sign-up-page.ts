import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { ArrivalView } from '../../server/protocol.ts'
import { toAnswerError } from '../answer-error.ts'
import { PageTitle } from '../page.ts'
import { replace } from '../router.ts'
import { session } from '../session.ts'
import { fields } from '../ui/field-styles.ts'
import { mark } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import { card } from './card-styles.ts'
import { findArrival, finishSignUp, joinAccount } from './provider-data.ts'
import './sign-in-form.ts'

/** Whoever comes from a provider says what is still missing, or signs in to the account that they have already and links the two. */
export class FinishSignUpPage extends LitElement {
  static override properties = { arrival: { state: true }, refused: { state: true } }
  /** Null when nobody waits; undefined until the server has said. */
  arrival: ArrivalView | null | undefined
  refused = ''
  readonly #finish = new Submission(this, async given => {
    const [email, invitation] = [given.text('email'), given.text('invitation')]
    await finishSignUp({ ...(email && { email }), ...(invitation && { invitation }) })
    replace(this.arrival!.onward)
  })
  readonly #join = new Submission(this, async () => {
    await joinAccount()
    replace(this.arrival!.onward)
  })

  static override styles = [
    base,
    buttons,
    fields,
    card,
    css`
      .card > p {
        text-align: start;
        text-wrap: pretty;
      }
    `,
  ]

  constructor() {
    super()
    new PageTitle(this, () => msg('Almost there'))
  }

  override connectedCallback(): void {
    super.connectedCallback()
    findArrival().then(
      arrival => (this.arrival = arrival),
      (error: unknown) => (this.refused = toAnswerError(error).message),
    )
  }

  override render() {
    return html`<div class="card">
      ${mark} ${this.refused ? html`<p class="refusal" role="alert">${this.refused}</p>` : nothing} ${this.#content()}
    </div>`
  }

  #content() {
    const { arrival } = this
    if (arrival === undefined) return html`<h1 tabindex="-1">${msg('Almost there')}</h1>`
    if (arrival === null) {
      return html`<h1 tabindex="-1">${msg('That took too long')}</h1>
        <p class="soft">${msg('Nobody waits here any more. Begin again; it takes a moment only.')}</p>
        <a class="button primary wide" href="/sign-in">${msg('Sign in')}</a>`
    }
    if (arrival.hasAccount) return session.get() ? this.#link(arrival) : this.#signIn(arrival)
    return this.#missing(arrival)
  }

  #signIn({ provider, email }: ArrivalView) {
    return html`<h1 tabindex="-1">${msg('You have an account already')}</h1>
      <p class="soft">
        ${msg(str`${email ?? ''} has an account here. Sign in to it once more as you did before; from then on ${provider} lets you in too.`)}
      </p>
      <sign-in-form></sign-in-form>`
  }

  #link({ provider, onward }: ArrivalView) {
    const username = session.get()!.username
    return html`<h1 tabindex="-1">${msg(str`Link ${provider}?`)}</h1>
      <p class="soft">${msg(str`From then on ${provider} signs you in to @${username}.`)}</p>
      <form @submit=${this.#join.submit} novalidate>
        ${this.#join.refusal()} ${this.#join.button(msg('Link'), msg('Linking…'))}
        <a class="button quiet wide" href=${onward}>${msg('Not now')}</a>
      </form>`
  }

  #missing({ provider, name, email, needsInvitation }: ArrivalView) {
    const { errors } = this.#finish
    const brought = new URLSearchParams(location.search).get('invitation') ?? ''
    return html`<h1 tabindex="-1">${name ? msg(str`Welcome, ${name}`) : msg('Welcome')}</h1>
      <p class="soft">
        ${
          email
            ? msg('One comes here by invitation. Enter the code that somebody has sent you.')
            : msg(str`${provider} has not told us your e-mail. It is where we reach you when you are locked out.`)
        }
      </p>
      <form @submit=${this.#finish.submit} novalidate>
        ${this.#finish.refusal()}
        ${
          email
            ? nothing
            : html`<text-field
                required
                name="email"
                type="email"
                autocomplete="email"
                .label=${msg('E-mail')}
                .error=${errors.email}
              ></text-field>`
        }
        ${
          needsInvitation
            ? html`<text-field
                required
                name="invitation"
                autocomplete="off"
                .value=${brought}
                .label=${msg('Invitation')}
                .error=${errors.invitation}
              ></text-field>`
            : nothing
        }
        ${this.#finish.button(msg('Create account'), msg('Creating your account…'))}
      </form>`
  }
}

customElements.define('finish-sign-up-page', FinishSignUpPage)
