import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { AccountView } from '../../server/views.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { Fact } from '../facts.ts'
import type { ImageWall } from '../images/image-wall.ts'
import { Live, Watch } from '../live.ts'
import { PageTitle } from '../page.ts'
import { session } from '../session.ts'
import { base, buttons, page } from '../ui/styles.ts'
import { followersInWords, hostOf, imagesInWords, monthOf, shortNumber } from '../words.ts'
import '../images/image-wall.ts'
import '../ui/empty-state.ts'
import '../ui/error-state.ts'
import '../ui/skeleton-box.ts'
import './account-photo.ts'
import { accountFacts, getAccount, watchedAccounts } from './data.ts'
import './follow-button.ts'
import { personStyles } from './person-styles.ts'

/** A person: who they are, their counts as they change, and what they have saved. */
export class PersonPage extends LitElement {
  static override properties = { username: {}, account: { state: true }, error: { state: true } }
  username = ''
  account: AccountView | undefined
  error: AnswerError | undefined
  readonly #fact = new Fact(this, accountFacts, () => this.account?.username)

  static override styles = [base, buttons, page, personStyles]

  constructor() {
    super()
    new PageTitle(this, () => this.account?.name ?? msg('Person'))
    new Watch(this, watchedAccounts, () => this.account?.username)
    new Live(this)
      .on('account:changed', ({ username, images }) => {
        if (username === this.account?.username && images !== undefined) this.#wall?.look()
      })
      .on('image:saved', ({ image }) => {
        if (image.by.username === this.account?.username) this.#wall?.offer(image)
      })
      .on('live:caught-up', () => (this.account ? this.#wall?.look() : void this.#load()))
      .on('live:resync', () => void this.#load())
  }

  get #wall(): ImageWall | null {
    return this.renderRoot?.querySelector('image-wall') as ImageWall | null
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('username')) void this.#load()
  }

  override render() {
    if (this.error?.code === 'not_found')
      return html`<empty-state .heading=${msg('Nobody by that name')} .text=${this.error.message}>
        <a class="button" href="/people">${msg('Everybody here')}</a>
      </empty-state>`
    if (this.error && !this.account)
      return html`<error-state .message=${this.error.message} @retry=${this.#load}></error-state>`
    if (!this.account)
      return html`<header aria-busy="true">
        <skeleton-box class="face"></skeleton-box><skeleton-box class="line"></skeleton-box>
      </header>`
    const { name, username, bio, site, joinedAt } = this.account
    const { images, followers, following } = { ...this.account, ...this.#fact.value }
    const mine = session.get()?.username === username
    return html`<header>
        <account-photo .account=${this.account} size="96"></account-photo>
        <div>
          <h1 tabindex="-1">${name}</h1>
          <p class="soft">@${username} · ${msg(str`here since ${monthOf(joinedAt)}`)}</p>
        </div>
        ${bio ? html`<p class="bio">${bio}</p>` : nothing}
        ${site && hostOf(site) ? html`<a class="link" href=${site} rel="noopener noreferrer nofollow" target="_blank">${hostOf(site)}</a>` : nothing}
        <p class="counts">
          <span>${imagesInWords(images)}</span>
          <span>${followersInWords(followers)}</span>
          <span>${msg(str`follows ${shortNumber(following)}`)}</span>
        </p>
        ${
          mine
            ? html`<a class="button" href="/images/new">${msg('Save an image')}</a>`
            : html`<follow-button .username=${username} .name=${name}></follow-button>`
        }
      </header>
      <image-wall .by=${username} .label=${msg(str`Images saved by ${name}`)}>
        <empty-state
          .heading=${mine ? msg('Your bower is empty') : msg('Nothing here yet')}
          .text=${
            mine
              ? msg('Save the first picture: from an address, or from your device.')
              : msg(str`When ${name} saves a picture, it will be here.`)
          }
        ></empty-state>
      </image-wall>`
  }

  async #load(): Promise<void> {
    const { username } = this
    try {
      const account = await getAccount(username)
      if (username === this.username) Object.assign(this, { account, error: undefined })
    } catch (error) {
      if (username === this.username) this.error = toAnswerError(error)
    }
  }
}

customElements.define('person-page', PersonPage)
