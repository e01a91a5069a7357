import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { toAnswerError } from '../answer-error.ts'
import { Fact } from '../facts.ts'
import { herePath } from '../language/address.ts'
import { Observe } from '../observe.ts'
import { go } from '../router.ts'
import { session } from '../session.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import { accountFacts, setFollowed } from './data.ts'

/** Follow, or follow no more; it keeps its width, and is absent beside myself. */
export class FollowButton extends LitElement {
  static override properties = { username: {}, name: {} }
  username = ''
  name = ''
  readonly #fact = new Fact(this, accountFacts, () => this.username)

  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: inline-block;
        flex: none;
      }
      .button {
        min-width: 7.25rem;
        padding: 0 var(--space-4);
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, session)
  }

  override render() {
    if (session.get()?.username === this.username) return nothing
    const { followedByMe = false, requestedByMe = false, followsMe = false, blockedByMe } = this.#fact.value
    if (blockedByMe) return nothing
    const pressed = followedByMe || requestedByMe
    const name = followedByMe
      ? msg(str`Following ${this.name}`)
      : requestedByMe
        ? msg(str`Requested to follow ${this.name}`)
        : followsMe
          ? msg(str`Follow back ${this.name}`)
          : msg(str`Follow ${this.name}`)
    return html`<button
      class="button ${pressed ? 'outline' : 'strong'}"
      aria-pressed=${pressed ? 'true' : 'false'}
      aria-label=${name}
      @click=${this.#toggle}
    >
      ${followedByMe ? msg('Following') : requestedByMe ? msg('Requested') : followsMe ? msg('Follow back') : msg('Follow')}
    </button>`
  }

  async #toggle(): Promise<void> {
    if (!session.get()) {
      notify(msg('Sign in to follow people.'))
      go(`/sign-in?then=${encodeURIComponent(herePath())}`)
      return
    }
    try {
      const { followedByMe, requestedByMe } = this.#fact.value
      await setFollowed(this.username, !followedByMe && !requestedByMe)
      // One may have changed one's mind meanwhile.
      if (!followedByMe || this.#fact.value.followedByMe) return
      const { sayUnfollowed } = await import('./unfollowed.ts')
      sayUnfollowed(this.username, this.name)
    } catch (error) {
      notify(toAnswerError(error).message, 'error')
    }
  }
}

customElements.define('follow-button', FollowButton)
