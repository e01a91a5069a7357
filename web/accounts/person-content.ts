import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import type { AccountSeenView, ImageView } from '../../server/views.ts'
import { toAnswerError } from '../answer-error.ts'
import { Fact } from '../facts.ts'
import type { ImageWall } from '../images/image-wall.ts'
import { Live } from '../live.ts'
import { session } from '../session.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import '../images/image-wall.ts'
import '../ui/empty-state.ts'
import { accountFacts } from './data.ts'
import { listConnected, setBlocked } from './people-data.ts'
import type { PeopleList } from './people-list.ts'
import type { Tab } from './person-tabs.ts'

/** What one tab shows of a person; for whoever may not see it, why. */
export class PersonContent extends LitElement {
  static override properties = { account: { attribute: false }, tab: {} }
  account: AccountSeenView | undefined
  tab: Tab = ''
  #lists = new Map<string, (before?: string) => ReturnType<typeof listConnected>>()
  readonly #fact = new Fact(this, accountFacts, () => this.account?.username)

  static override styles = [base, buttons]

  constructor() {
    super()
    new Live(this)
      .on('account:changed', ({ username, images }) => {
        if (username === this.account?.username && images !== undefined) this.look()
      })
      .on('image:saved', ({ image }) => {
        if (image.by.username === this.account?.username) this.#wall?.offer(image satisfies ImageView)
      })
  }

  get #wall(): ImageWall | null {
    return this.renderRoot?.querySelector('image-wall') as ImageWall | null
  }

  /** Looks for what is new; it waits until it is asked for. */
  look(): void {
    this.#wall?.look()
  }

  /** Reads people anew: who follows whom has changed. */
  restart(): void {
    this.renderRoot?.querySelector<PeopleList>('people-list')?.restart()
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('tab') || this.tab === '') return
    void (this.tab === 'activity' ? import('./person-activity.ts') : import('./people-list.ts'))
  }

  override render() {
    if (!this.account) return nothing
    const { username, name } = this.account
    const { blockedByMe, followedByMe, private: isPrivate } = { ...this.account, ...this.#fact.value }
    const mine = session.get()?.username === username
    if (blockedByMe)
      return html`<empty-state
        .heading=${msg(str`You have blocked ${name}`)}
        .text=${msg('You do not see what they do, and they do not see you.')}
      >
        <button class="button" @click=${() => this.#unblock(username)}>${msg('Unblock')}</button>
      </empty-state>`
    if (isPrivate && !followedByMe && !mine)
      return html`<empty-state
        .heading=${msg('This account is private')}
        .text=${msg(str`Only people whom ${name} lets in see their images, and who follows whom.`)}
      ></empty-state>`
    if (this.tab === 'activity')
      return html`<person-activity .username=${username}>
        <empty-state .heading=${msg('Nothing yet')} .text=${this.#promise(mine)}></empty-state>
      </person-activity>`
    if (this.tab !== '') return this.#people(this.tab, username, mine)
    return html`<image-wall .by=${username} .label=${msg(str`Images saved by ${name}`)}>
      <empty-state
        .heading=${mine ? msg('Your bower is empty') : msg('Nothing here yet')}
        .text=${this.#promise(mine)}
      ></empty-state>
    </image-wall>`
  }

  async #unblock(username: string): Promise<void> {
    try {
      await setBlocked(username, false)
    } catch (error) {
      notify(toAnswerError(error).message, 'error')
    }
  }

  #promise(mine: boolean): string {
    return mine
      ? msg('Save the first picture: from an address, or from your device.')
      : msg(str`When ${this.account?.name ?? ''} saves a picture, it will be here.`)
  }

  #people(side: 'followers' | 'following', username: string, mine: boolean) {
    // The same function each time, so that the list is read once.
    const key = `${side} ${username}`
    const load = this.#lists.get(key) ?? ((before?: string) => listConnected(side, username, before))
    this.#lists.set(key, load)
    return html`<people-list .load=${load}>
      ${
        side === 'followers'
          ? html`<empty-state
              .heading=${msg('Nobody yet')}
              .text=${mine ? msg('Whoever follows you will be here.') : msg('Be the first to follow.')}
            ></empty-state>`
          : html`<empty-state
              .heading=${msg('Nobody yet')}
              .text=${mine ? msg('Whom you follow will be here.') : msg('Whom they follow will be here.')}
            ></empty-state>`
      }
    </people-list>`
  }
}

customElements.define('person-content', PersonContent)
