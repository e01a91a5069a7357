import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { everybody } from '../activity/data.ts'
import type { ImageWall } from '../images/image-wall.ts'
import { Live, Watch } from '../live.ts'
import { PageTitle } from '../page.ts'
import { base, buttons, page } from '../ui/styles.ts'
import '../images/image-wall.ts'
import './sign-in-form.ts'
import './sign-up-form.ts'

/** What a visitor sees first: what this is, the way in, and what people are saving right now. */
export class WelcomePage extends LitElement {
  static override properties = { known: { state: true } }
  /** Whether the visitor says that they have an account. */
  known = false

  static override styles = [
    base,
    buttons,
    page,
    css`
      .hero {
        display: grid;
        gap: var(--space-6) var(--space-8);
        align-items: center;
        max-width: 74rem;
        margin: 0 auto;
        padding: clamp(0rem, 4vh, 3rem) 0 clamp(2.5rem, 8vh, 5.5rem);
      }
      h1 {
        font-size: var(--text-3xl);
        line-height: 1.04;
        letter-spacing: -0.022em;
      }
      .lead {
        max-width: 32rem;
        margin-top: var(--space-5);
        color: var(--ink-soft);
        font-size: var(--text-l);
        line-height: 1.55;
        text-wrap: pretty;
      }
      .card {
        display: grid;
        gap: var(--space-4);
        padding: clamp(var(--space-5), 3vw, var(--space-6));
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
      }
      .card p {
        color: var(--ink-soft);
        text-align: center;
      }
      .card .link {
        padding: var(--space-2) 0;
        border: 0;
        background: none;
        font: inherit;
        cursor: pointer;
      }
      .now {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        margin-bottom: var(--space-5);
      }
      @media (min-width: 880px) {
        .hero {
          grid-template-columns: 1.15fr minmax(22rem, 26rem);
        }
      }
    `,
  ]

  constructor() {
    super()
    new PageTitle(this, () => '')
    new Watch(this, everybody, () => 'everybody')
    new Live(this)
      .on('activity:recorded', ({ verb, target }) => {
        if (verb === 'bookmarked' && target?.kind === 'image') this.#wall?.offer(target.image)
      })
      .on('live:caught-up', () => this.#wall?.look())
  }

  get #wall(): ImageWall | null {
    return this.renderRoot?.querySelector('image-wall') as ImageWall | null
  }

  override render() {
    return html`<section class="hero">
        <div>
          <h1 tabindex="-1">${msg('A home for the images you find on the web.')}</h1>
          <p class="lead">
            ${msg(
              'Keep a picture with the page it came from, follow people whose eye you trust, and see what they find the moment they find it.',
            )}
          </p>
        </div>
        <div class="card">
          ${
            this.known
              ? html`<h2>${msg('Welcome back')}</h2>
                  <sign-in-form></sign-in-form>
                  <p>${msg(html`New here? <button class="link" @click=${this.#turn}>Create an account</button>`)}</p>`
              : html`<h2>${msg('Create your account')}</h2>
                  <sign-up-form></sign-up-form>
                  <p>${msg(html`Already have one? <button class="link" @click=${this.#turn}>Sign in</button>`)}</p>`
          }
        </div>
      </section>
      <section>
        <div class="now"><h2>${msg('Being saved right now')}</h2></div>
        <image-wall .label=${msg('Newest images')}></image-wall>
      </section>`
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
