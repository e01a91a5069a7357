import { msg, str } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import type { PersonView } from '../../server/protocol-moderation.ts'
import { pathOf } from '../accounts/data.ts'
import { type AnswerError, toAnswerError } from '../answer-error.ts'
import { session } from '../session.ts'
import { ask } from '../socket.ts'
import { fields } from '../ui/field-styles.ts'
import '../ui/modal-dialog.ts'
import { base, buttons } from '../ui/styles.ts'
import { Submission } from '../ui/submission.ts'
import '../ui/text-field.ts'
import '../ui/time-ago.ts'
import '../ui/user-avatar.ts'
import { imagesInWords } from '../words.ts'
import { openInWords } from './data.ts'
import { panel } from './panel-styles.ts'

type Role = PersonView['role']

/** One person, and what may be done about them. */
export class PersonCard extends LitElement {
  static override properties = {
    person: { attribute: false },
    suspending: { state: true },
    busy: { state: true },
    error: { state: true },
  }
  person: PersonView | undefined
  suspending = false
  busy = false
  error: AnswerError | undefined
  readonly #submission = new Submission(this, async given => {
    const { username } = this.person!
    this.person = await ask('administration:suspend', { username, reason: given.text('reason') })
    this.suspending = false
  })

  static override styles = [
    base,
    buttons,
    fields,
    panel,
    css`
      .who {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        flex: 1 1 15rem;
        min-width: 0;
      }
      .who > span {
        min-width: 0;
        overflow-wrap: anywhere;
      }
    `,
  ]

  override render() {
    const { person } = this
    if (!person) return nothing
    const { username, name, photo, email, images, lastSeenAt, suspended, leavesAt, openReports } = person
    return html`<article class="card">
        <div class="row">
          <div class="who">
            <user-avatar .name=${name} .photo=${photo} size="44"></user-avatar>
            <span>
              <a class="name" href=${pathOf(person)}><bdi>${name}</bdi></a>
              <span class="small"><bdi>@${username}</bdi>${email ? html` · <bdi>${email}</bdi>` : nothing}</span><br />
              <span class="small">
                ${imagesInWords(images)} · ${lastSeenAt ? this.#seen(lastSeenAt) : msg('signed out')}
              </span>
            </span>
          </div>
          ${openReports > 0 ? html`<span class="tag bad">${openInWords(openReports)}</span>` : nothing}
          ${leavesAt ? html`<span class="tag bad">${msg('Leaving')}</span>` : nothing} ${this.#roles(person)}
          ${this.#suspension(person)}
        </div>
        ${suspended ? html`<p class="small"><span class="tag bad">${msg('Suspended')}</span> ${suspended.reason}</p>` : nothing}
        ${this.error ? html`<p class="refusal" role="alert">${this.error.message}</p>` : nothing}
      </article>
      ${this.#dialog(name)}`
  }

  /** It is known to the hour. */
  #seen(at: string) {
    if (Date.now() - Date.parse(at) < 3_600_000) return msg('seen within the hour')
    return msg(html`seen <time-ago .at=${at}></time-ago>`)
  }

  #roles({ role, name, suspended, leavesAt }: PersonView) {
    const names: [Role, string][] = [
      ['person', msg('Member')],
      ['moderator', msg('Moderator')],
      ['administrator', msg('Administrator')],
    ]
    if (session.get()?.role !== 'administrator' || suspended || leavesAt) {
      return role === 'person' ? nothing : html`<span class="tag">${names.find(([one]) => one === role)?.[1]}</span>`
    }
    return html`<select
      aria-label=${msg(str`Role of ${name}`)}
      .value=${role}
      ?disabled=${this.busy}
      @change=${this.#chosen}
    >
      ${names.map(([value, words]) => html`<option value=${value} ?selected=${value === role}>${words}</option>`)}
    </select>`
  }

  #suspension({ role, suspended }: PersonView) {
    const mine = session.get()?.role
    // Nobody is suspended by somebody of their own rank.
    if (role === 'administrator' || (role === 'moderator' && mine !== 'administrator')) return nothing
    if (suspended)
      return html`<button class="button outline" aria-disabled=${this.busy ? 'true' : 'false'} @click=${this.#restore}>
        ${msg('Restore')}
      </button>`
    return html`<button class="button quiet" @click=${() => (this.suspending = true)}>${msg('Suspend')}</button>`
  }

  #dialog(name: string) {
    return html`<modal-dialog
      .heading=${msg(str`Suspend ${name}?`)}
      .open=${this.suspending}
      @close=${() => (this.suspending = false)}
    >
      <form @submit=${this.#submission.submit} novalidate>
        <p>
          ${msg('They are signed out everywhere at once, and nobody sees them or their images until you restore them.')}
        </p>
        ${this.#submission.refusal()}
        <text-field
          required
          name="reason"
          multiline
          maxlength="1000"
          .label=${msg('Why')}
          .hint=${msg('They read it when they try to sign in.')}
          .error=${this.#submission.errors.reason}
        ></text-field>
        ${this.#submission.button(msg('Suspend'), msg('Suspending…'))}
      </form>
    </modal-dialog>`
  }

  async #chosen(event: Event): Promise<void> {
    const select = event.target as HTMLSelectElement
    const role = select.value as Role
    await this.#do(person => ask('administration:set-role', { username: person.username, role }))
    // Refused, it is as it was.
    select.value = this.person!.role
  }

  #restore(): Promise<void> {
    return this.#do(({ username }) => ask('administration:restore', { username }))
  }

  async #do(work: (person: PersonView) => Promise<PersonView>): Promise<void> {
    if (this.busy || !this.person) return
    Object.assign(this, { busy: true, error: undefined })
    try {
      this.person = await work(this.person)
    } catch (error) {
      this.error = toAnswerError(error)
    } finally {
      this.busy = false
    }
  }
}

customElements.define('person-card', PersonCard)
