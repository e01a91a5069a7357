import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { everybody } from '../activity/data.ts'
import type { ImageWall } from '../images/image-wall.ts'
import { Live, Watch } from '../live.ts'
import { PageTitle } from '../page.ts'
import { heardEverybody } from '../socket.ts'
import { base, buttons } from '../ui/styles.ts'
import '../images/image-wall.ts'
import '../ui/empty-state.ts'
import './sign-in-form.ts'
import type { SignInForm } from './sign-in-form.ts'
import './sign-up-form.ts'
import { welcomeStyles } from './welcome-styles.ts'

/** What a visitor sees first: what this is, the way in, and what people are saving right now. */
export class WelcomePage extends LitElement {
  static override properties = { known: { state: true }, owes: { state: true } }
  /** Whether the visitor says that they have an account. */
  known = false
  /** The password was right, and something else is asked for. */
  owes = false

  static override styles = [base, buttons, welcomeStyles]

  constructor() {
    super()
    new PageTitle(this, () => '')
    new Watch(this, everybody, () => 'everybody')
    new Live(this)
      .on('activity:recorded', ({ verb, target }) => {
        if (verb === 'bookmarked' && target?.kind === 'image') this.#wall?.offer(target.image)
      })
      .on('live:caught-up', () => heardEverybody() || this.#wall?.look())
  }

  get #wall(): ImageWall | null {
    return this.renderRoot?.querySelector('image-wall') as ImageWall | null
  }

  override render() {
    return html`<section class="in">
        <h1 tabindex="-1">${msg('A home for the images you find on the web.')}</h1>
        <p class="lead">
          ${msg('Keep a picture with the page it came from, follow people whose eye you trust, and see what they find the moment they find it.')}
        </p>
        <div class="doors">
          <a class="button primary" href="/sign-up">${msg('Create an account')}</a>
          <a class="button" href="/sign-in">${msg('Sign in')}</a>
        </div>
        <div class="form">
          ${
            this.known
              ? html`<sign-in-form @step=${this.#look}></sign-in-form> ${
                    this.owes
                      ? nothing
                      : html`<p>
                          ${msg(html`New here? <button class="link" @click=${this.#turn}>Create an account</button>`)}
                        </p>`
                  }`
              : html`<sign-up-form></sign-up-form>
                  <p>
                    ${msg(html`Already have an account? <button class="link" @click=${this.#turn}>Sign in</button>`)}
                  </p>`
          }
        </div>
      </section>
      <section class="now">
        <h2 class="unseen">${msg('Being saved right now')}</h2>
        <image-wall .label=${msg('Newest images')}>
          <empty-state
            .heading=${msg('Nothing has been saved yet')}
            .text=${msg('The first picture that somebody saves will be here.')}
          ></empty-state>
        </image-wall>
      </section>`
  }

  #look(event: Event): void {
    this.owes = (event.target as SignInForm).second !== undefined
  }

  async #turn(): Promise<void> {
    this.known = !this.known
    await this.updateComplete
    const form = this.renderRoot.querySelector('sign-in-form, sign-up-form') as LitElement | null
    await form?.updateComplete
    form?.renderRoot.querySelector<HTMLElement>('text-field')?.focus()
  }
}

customElements.define('welcome-page', WelcomePage)
