import { css, html, LitElement, nothing } from 'lit'
import type { AccountView } from '../../server/views.ts'
import { Fact } from '../facts.ts'
import { WatchWhileVisible } from '../live.ts'
import { base } from '../ui/styles.ts'
import { followersInWords, imagesInWords } from '../words.ts'
import './account-photo.ts'
import { accountFacts, pathOf, watchedAccounts } from './data.ts'
import './follow-button.ts'

/** A person in a list; the counts are live while they can be seen. */
export class AccountRow extends LitElement {
  static override properties = { account: { attribute: false }, because: {} }
  account: AccountView | undefined
  /** Why it is shown, in place of the username and the counts. */
  because = ''
  readonly #fact = new Fact(this, accountFacts, () => this.account?.username)

  static override styles = [
    base,
    css`
      article {
        position: relative;
        display: flex;
        align-items: center;
        gap: var(--space-4);
        height: 5.75rem;
        padding: 0 var(--space-5);
        border: 1px solid var(--line);
        border-radius: var(--radius-l);
        background: var(--surface);
        transition: border-color var(--fast);
      }
      article:hover {
        border-color: var(--line-strong);
      }
      .text {
        flex: 1;
        min-width: 0;
      }
      .text > * {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .name {
        font-weight: 600;
      }
      .name::after {
        content: '';
        position: absolute;
        inset: 0;
        border-radius: var(--radius-l);
      }
      .name:focus-visible {
        outline: none;
      }
      .name:focus-visible::after {
        outline: 2px solid var(--accent);
        outline-offset: 2px;
      }
      .counts {
        color: var(--ink-soft);
        font-size: var(--text-s);
        font-variant-numeric: tabular-nums;
      }
      .counts span + span::before {
        content: ' · ';
      }
      .text > .because {
        white-space: normal;
        text-wrap: pretty;
        display: -webkit-box;
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 2;
        line-height: 1.35;
      }
      follow-button {
        position: relative;
      }
      @media (max-width: 420px) {
        article {
          padding: 0 var(--space-3);
          gap: var(--space-3);
        }
        .handle {
          display: none;
        }
        .counts span {
          display: block;
        }
        .counts span + span::before {
          content: none;
        }
      }
    `,
  ]

  constructor() {
    super()
    new WatchWhileVisible(this, watchedAccounts, () => this.account?.username)
  }

  override render() {
    if (!this.account) return nothing
    const { username } = this.account
    const { name, images, followers } = { ...this.account, ...this.#fact.value }
    return html`<article>
      <account-photo .account=${this.account} size="48"></account-photo>
      <div class="text">
        <a class="name" dir="auto" href=${pathOf(this.account)}>${name}</a>
        ${
          this.because
            ? html`<span class="counts because">${this.because}</span>`
            : html`<span class="counts handle"><bdi>@${username}</bdi></span>
                <span class="counts"
                  ><span>${imagesInWords(images)}</span><span>${followersInWords(followers)}</span></span
                >`
        }
      </div>
      <follow-button .username=${username} .name=${name}></follow-button>
    </article>`
  }
}

customElements.define('account-row', AccountRow)
