import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { counted } from '../language/counted.ts'
import { joined } from '../language/joined.ts'
import { Observe } from '../observe.ts'
import { type Arrival, arrivals, saves, undoAll } from './ledger.ts'
import { outcomeOf } from './outcome.ts'
import { drafts, isOpen } from './queue.ts'
import { isSaveWindow } from './stash.ts'
import { session } from '../session.ts'
import { base, buttons } from '../ui/styles.ts'
import { shortNumber } from '../words.ts'
import { areKept } from './words.ts'

/** What has become of a batch so far; at its end, where to see it and how to take all of it back. */
export class ImageFormEnd extends LitElement {
  static override properties = { undoing: { state: true } }
  undoing = false

  static override styles = [
    base,
    buttons,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: var(--space-1) var(--space-3);
        font-size: var(--text-s);
      }
      /* The place of what is offered at the end is kept from the beginning: nothing below it moves then. */
      .later {
        visibility: hidden;
      }
      @media (max-width: 479px) {
        div p {
          flex-basis: 100%;
          text-align: center;
        }
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, drafts, saves, arrivals, session, isSaveWindow)
  }

  override render() {
    const list = drafts.get()
    const waiting = list.filter(isOpen).length
    const { saved, failed, had, ended } = outcomeOf(list)
    const kept = saved.filter(isKept)
    const begun = list.some(({ asked }) => asked)
    const all = kept.length === list.length
    // The end of the save window says so itself.
    if (!begun || list.length < 2 || waiting === list.length || (all && isSaveWindow.get())) return nothing
    const sofar = inWords(list.length, kept.length, saved.length - kept.length, had, failed)
    const username = session.get()?.username
    const later = ended && (kept.length > 0 || this.undoing) ? '' : 'later'
    return html`<div>
        <p class="soft">${sofar}</p>
        ${
          isSaveWindow.get()
            ? nothing
            : html`<a class="button strong ${later}" href="/people/${username}">${msg('See them')}</a>
                <button
                  class="button quiet ${later}"
                  aria-disabled=${this.undoing ? 'true' : 'false'}
                  @click=${this.#undoAll}
                >
                  ${this.undoing ? msg('Taking them back…') : msg('Undo all')}
                </button>`
        }
      </div>
      <p class="unseen" role="status">${ended && !this.undoing ? sofar : ''}</p>`
  }

  async #undoAll(): Promise<void> {
    if (this.undoing) return
    this.undoing = true
    await undoAll(outcomeOf(drafts.get()).saved.filter(({ state }) => state === 'saved' || state === 'released'))
    this.undoing = false
  }
}

/** Also while it is being taken back: it may still fail. */
function isKept({ state }: Arrival): boolean {
  return state !== 'taken-back'
}

function inWords(count: number, kept: number, takenBack: number, had: number, failed: number): string {
  const saved =
    kept === count
      ? msg('All of them are saved.')
      : takenBack === count
        ? msg('All of them are taken back.')
        : counted(msg('{count, plural, one {# of {all} is saved.} other {# of {all} are saved.}}'), kept, {
            all: shortNumber(count),
          })
  const back =
    takenBack === 0 || takenBack === count
      ? ''
      : counted(msg('{count, plural, one {# was taken back.} other {# were taken back.}}'), takenBack)
  const lost = counted(msg('{count, plural, other {# could not be saved.}}'), failed)
  return joined(saved, back, had > 0 ? areKept(had) : '', failed > 0 ? lost : '')
}

customElements.define('image-form-end', ImageFormEnd)
