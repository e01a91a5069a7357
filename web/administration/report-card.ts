import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { ReportOutcome, ReportView } from '../../server/protocol-moderation.ts'
import type { TranslationView } from '../../server/views.ts'
import { pathOf } from '../accounts/data.ts'
import { Observe } from '../observe.ts'
import { reasonInWords } from '../reports/reasons.ts'
import { ownName } from '../settings/own-name.ts'
import { ask } from '../socket.ts'
import { fields } from '../ui/field-styles.ts'
import '../ui/picture-frame.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import '../ui/time-ago.ts'
import { resolutions } from './data.ts'
import { panel } from './panel-styles.ts'

/** One report: what is said of what, and what comes of it. */
export class ReportCard extends LitElement {
  static override properties = { report: { attribute: false } }
  report: ReportView | undefined
  #outcome: ReportOutcome = 'nothing'
  readonly #submission = new Submission(this, async given => {
    await ask('report:resolve', { id: this.report!.id, outcome: this.#outcome, words: given.text('words') })
  })

  static override styles = [
    base,
    buttons,
    fields,
    panel,
    css`
      article {
        grid-template-columns: minmax(0, 1fr);
      }
      picture-frame {
        max-width: 16rem;
        border-radius: var(--radius-m);
        overflow: hidden;
      }
      @media (min-width: 720px) {
        article.pictured {
          grid-template-columns: 12rem minmax(0, 1fr);
          gap: var(--space-5);
        }
      }
      .translation {
        overflow-wrap: anywhere;
      }
      .ends {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, resolutions)
  }

  override render() {
    const { report } = this
    if (!report) return nothing
    const { account, image, by, reason, words, sentAt, kind } = report
    const resolution = resolutions.get().get(report.id) ?? report.resolution
    return html`<article class="card ${image ? 'pictured' : ''}">
      ${
        image
          ? html`<a href="/images/${image.id}/${encodeURIComponent(image.slug)}">
              <picture-frame .picture=${{ ...image, alt: image.alt || image.title }} sizes="16rem"></picture-frame>
            </a>`
          : nothing
      }
      <div class="stack">
        <p class="row">
          <span class="grow">
            ${image ? html`<span class="name">${image.title}</span> · ` : kind === 'image' ? html`${msg('An image that is gone')} · ` : nothing}
            <a class="name" href=${pathOf(account)}>${account.name}</a>
            <span class="small"><bdi>@${account.username}</bdi></span>
          </span>
          <span class="tag">${reasonInWords(reason)}</span>
        </p>
        ${image?.translations?.map(translation)} ${words ? html`<blockquote>${words}</blockquote>` : nothing}
        <p class="small">
          ${by ? msg(html`Reported by <a class="name" href=${pathOf(by)}><bdi>${by.name}</bdi></a>`) : msg('Reported by somebody who is not named')}
          · <time-ago .at=${sentAt}></time-ago>
        </p>
        ${resolution ? this.#resolved(resolution) : this.#form(report)}
      </div>
    </article>`
  }

  #resolved({ outcome, words, by, at }: NonNullable<ReportView['resolution']>) {
    const names: Record<ReportOutcome, string> = {
      nothing: msg('Nothing was wrong'),
      removed: msg('The image was removed'),
      suspended: msg('The account was suspended'),
      settled: msg('Settled in another way'),
    }
    return html`<p role="status">
      ${words ? msg(html`<strong>${names[outcome]}</strong>: ${words}`) : html`<strong>${names[outcome]}</strong>`}
      <span class="small">· ${by?.name ?? msg('Somebody who is gone')} · <time-ago .at=${at}></time-ago></span>
    </p>`
  }

  #form({ image }: ReportView) {
    const { errors } = this.#submission
    return html`<form @submit=${this.#submission.submit} novalidate>
      <text-field
        name="words"
        multiline
        maxlength="1000"
        .label=${msg('Your reason')}
        .hint=${msg('Whoever is suspended reads it.')}
        .error=${errors.words}
      ></text-field>
      ${this.#submission.refusal()}
      <div class="ends">
        ${image ? this.#end('removed', msg('Remove the image'), 'strong') : nothing}
        ${this.#end('suspended', msg('Suspend the account'), image ? 'outline' : 'strong')}
        ${this.#end('settled', msg('Settled otherwise'), 'outline')}
        ${this.#end('nothing', msg('Nothing is wrong'), 'quiet')}
      </div>
    </form>`
  }

  #end(outcome: ReportOutcome, words: string, look: string) {
    const busy = this.#submission.busy ? 'true' : 'false'
    return html`<button class="button ${look}" aria-disabled=${busy} @click=${() => (this.#outcome = outcome)}>
      ${words}
    </button>`
  }
}

/** What readers of another language are shown: whoever judges an image has to see that as well. */
const translation = ({ language, title, alt }: TranslationView) =>
  html`<p class="small translation" dir="auto" lang=${language}>
    ${ownName(language)}: ${[title, alt].filter(Boolean).join(' · ')}
  </p>`

customElements.define('report-card', ReportCard)
