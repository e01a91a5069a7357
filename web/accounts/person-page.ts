import { msg, str } from '@lit/localize'
import { html, nothing } from 'lit'
import type { AccountSeenView } from '../../server/views.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { Fact } from '../facts.ts'
import { Live, Watch } from '../live.ts'
import { counted } from '../language/counted.ts'
import { Observe } from '../observe.ts'
import { PageTitle } from '../page.ts'
import { session, whenSomeoneElse } from '../session.ts'
import { SlicedElement } from '../ui/sliced-element.ts'
import { base, buttons, page } from '../ui/styles.ts'
import { followersInWords, hostOf, imagesInWords, monthOf } from '../words.ts'
import '../ui/empty-state.ts'
import '../ui/error-state.ts'
import '../ui/skeleton-box.ts'
import './account-photo.ts'
import { accountFacts, getAccount, watchedAccounts } from './data.ts'
import './follow-button.ts'
import { listRequests, waiting } from './people-data.ts'
import './person-content.ts'
import type { PersonContent } from './person-content.ts'
import { personStyles } from './person-styles.ts'
import { isTab, type Tab } from './person-tabs.ts'

/** As it was shown last, so that going from tab to tab does not begin with nothing. */
let last: AccountSeenView | undefined
whenSomeoneElse(() => (last = undefined))

/** A person: who they are, their counts as they change, and one tab of what there is of them. */
export class PersonPage extends SlicedElement {
  static override properties = { username: {}, tab: {}, account: { state: true }, error: { state: true } }
  username = ''
  tab: Tab = ''
  account: AccountSeenView | undefined
  error: AnswerError | undefined
  readonly #fact = new Fact(this, accountFacts, () => this.account?.username)

  static override styles = [base, buttons, page, personStyles]

  constructor() {
    super()
    new PageTitle(this, () => this.account?.name ?? `@${this.username}`)
    new Watch(this, watchedAccounts, () => this.account?.username)
    new Observe(this, session, waiting)
    new Live(this)
      .on('account:changed', ({ username, name, bio, site, followers, following }) => {
        // Whether they follow me is not told, but my own count is.
        if (username === session.get()?.username && followers !== undefined && username !== this.username)
          void this.#load()
        if (username !== this.account?.username) return
        const news = Object.entries({ name, bio, site }).filter(([, value]) => value !== undefined)
        if (news.length > 0)
          this.account = { ...this.account, ...(Object.fromEntries(news) as Partial<AccountSeenView>) }
        if (this.tab === 'followers' ? followers !== undefined : following !== undefined) this.#content?.restart()
      })
      .on('account:hidden', ({ username }) => username === this.username && void this.#load())
      .on('account:shown', ({ username }) => username === this.username && void this.#load())
      .on('live:caught-up', () => (this.account ? this.#content?.look() : void this.#load()))
      .on('live:resync', () => void this.#load())
  }

  get #content(): PersonContent | null {
    return this.renderRoot?.querySelector('person-content') as PersonContent | null
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (session.get()) void import('./person-menu.ts')
    if (!changed.has('username')) return
    if (last?.username.toLowerCase() === this.username.toLowerCase()) this.account = last
    void this.#load()
  }

  override render() {
    if (this.error?.code === 'not_found')
      return html`<h1 class="unseen" tabindex="-1">${msg('Not found')}</h1>
        <empty-state .heading=${msg('Nobody by that name')} .text=${this.error.message}>
          <a class="button" href="/people">${msg('Everybody here')}</a>
        </empty-state>`
    if (this.error && !this.account)
      return html`<h1 class="unseen" tabindex="-1">@${this.username}</h1>
        <error-state .message=${this.error.message} @retry=${this.#load}></error-state>`
    if (!this.account)
      return html`<header aria-busy="true">
        <skeleton-box class="face"></skeleton-box><skeleton-box class="line"></skeleton-box>
      </header>`
    return html`${this.#header(this.account)}
      <person-tabs .username=${this.account.username} .tab=${this.tab}></person-tabs>
      <person-content .account=${this.account} .tab=${this.tab}></person-content>`
  }

  #header(account: AccountSeenView) {
    const { name, username, bio, site, joinedAt } = account
    const {
      images,
      followers,
      following,
      followsMe,
      mutedByMe,
      private: isPrivate,
    } = { ...account, ...this.#fact.value }
    const me = session.get()
    const mine = me?.username === username
    const marks = [
      ...(isPrivate ? [msg('Private')] : []),
      ...(followsMe ? [msg('Follows you')] : []),
      ...(mutedByMe ? [msg('Muted')] : []),
    ]
    return html`<header>
      <account-photo .account=${account} size="96"></account-photo>
      <div class="names">
        <h1 tabindex="-1">${name}</h1>
        <p class="soft"><bdi>@${username}</bdi> · ${msg(str`here since ${monthOf(joinedAt)}`)}</p>
        ${marks.length > 0 ? html`<p class="marks">${marks.map(mark => html`<span>${mark}</span>`)}</p>` : nothing}
      </div>
      ${bio ? html`<p class="bio" dir="auto">${bio}</p>` : nothing}
      ${site && hostOf(site) ? html`<a class="link apart" href=${site} rel="noopener noreferrer nofollow" target="_blank">${hostOf(site)}</a>` : nothing}
      <p class="counts">
        <span>${imagesInWords(images)}</span>
        <span>${followersInWords(followers)}</span>
        <span>${counted(msg('{count, plural, one {follows #} other {follows #}}'), following)}</span>
      </p>
      <div class="acts">
        ${
          mine
            ? html`<a class="button" href="/images/new">${msg('Save an image')}</a>
                <a class="button outline" href="/settings">${msg('Edit your profile')}</a>`
            : html`<follow-button .username=${username} .name=${name}></follow-button>
                ${me ? html`<person-menu .username=${username} .name=${name}></person-menu>` : nothing}`
        }
      </div>
      ${mine ? this.#waiting() : nothing}
    </header>`
  }

  #waiting() {
    const count = waiting.get() ?? 0
    if (count === 0) return nothing
    return html`<a class="link apart" href="/settings/people">
      ${counted(msg('{count, plural, one {# person asks to follow you} other {# people ask to follow you}}'), count)}
    </a>`
  }

  async #load(): Promise<void> {
    const { username } = this
    try {
      const account = await getAccount(username)
      if (username !== this.username) return
      last = account
      Object.assign(this, { account, error: undefined })
      const mine = session.get()?.username === account.username
      if (mine && waiting.get() === undefined) listRequests().catch(() => undefined)
    } catch (error) {
      if (username !== this.username) return
      this.error = toAnswerError(error)
      if (this.error.code === 'not_found') last = this.account = undefined
    }
  }
}

customElements.define('person-page', PersonPage)

/** The page of a person; the one that says so when there is no such tab. */
export async function openPerson(username: string, tab: string): Promise<HTMLElement> {
  if (isTab(tab)) return Object.assign(new PersonPage(), { username, tab })
  await import('../shell/not-found-page.ts')
  return document.createElement('not-found-page')
}
