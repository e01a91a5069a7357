import { msg, str } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { pathOf } from '../images/data.ts'
import { translated } from '../images/translated.ts'
import { Observe } from '../observe.ts'
import { chevron, cross } from '../ui/icons.ts'
import { notifyUndo } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import './arrival-card.ts'
import { arrivals, saves } from './ledger.ts'
import './picture-preview.ts'
import './picture-words.ts'
import { type Draft, isHopeless, leaveOut, remove } from './queue.ts'
import { rowStyles } from './row-styles.ts'
import './save-card.ts'
import { nameOf } from './sending-card.ts'

/** One of many pictures: its words until it is sent, then what becomes of it. */
export class QueueRow extends LitElement {
  static override properties = { draft: { attribute: false }, open: { state: true } }
  draft: Draft | undefined
  open = false

  static override styles = [base, buttons, rowStyles]

  constructor() {
    super()
    new Observe(this, saves, arrivals)
  }

  override render() {
    if (!this.draft) return nothing
    const { saveId, stage, preview, key } = this.draft
    const arrival = saveId && arrivals.get().find(one => one.saveId === saveId)
    if (arrival) return html`<arrival-card .arrival=${arrival}></arrival-card>`
    const save = saves.get().find(({ id }) => id === saveId)
    if (save)
      return html`<save-card
        .save=${save}
        .preview=${preview}
        @gone=${() => remove(draft => draft.key === key)}
      ></save-card>`
    if (stage !== 'draft' && stage !== 'refused') return html`<sending-card .draft=${this.draft}></sending-card>`
    return isHopeless(this.draft) ? this.#refused(this.draft) : this.#editing(this.draft)
  }

  #leaveOut(draft: Draft): void {
    // Told before it is so: afterwards there is nobody left to tell it.
    this.dispatchEvent(new Event('left-out', { bubbles: true }))
    notifyUndo(msg(str`“${nameOf(draft)}” is left out.`), leaveOut(draft))
  }

  /** There is nothing more to say of it. */
  #refused(draft: Draft) {
    const { preview, file, url } = draft
    const name = nameOf(draft)
    return html`<div class="row refused" role="group" aria-label=${name}>
      <picture-preview .src=${preview}></picture-preview>
      <span class="name">${file?.name ?? url}</span>
      ${refusal(draft)}
      <div class="do">
        <button class="button quiet" aria-label=${msg(str`Leave out “${name}”`)} @click=${() => this.#leaveOut(draft)}>
          ${msg('Leave out')}
        </button>
      </div>
    </div>`
  }

  #editing(draft: Draft) {
    const { preview, error } = draft
    const name = nameOf(draft)
    const open = this.open || Boolean(error?.fields.description ?? error?.fields.pageUrl)
    return html`<div class="row" role="group" aria-label=${name}>
      <picture-preview .src=${preview}></picture-preview>
      <div class="words">
        <picture-words inherits .draft=${draft} .names=${['title', 'alt']}></picture-words>
        ${open ? html`<picture-words inherits .draft=${draft} .names=${['description', 'pageUrl']}></picture-words>` : nothing}
        ${refusal(draft)}
      </div>
      <div class="do">
        <button
          class="button quiet icon"
          aria-label=${msg(str`Leave out “${name}”`)}
          @click=${() => this.#leaveOut(draft)}
        >
          ${cross}
        </button>
        <button
          class="button quiet icon"
          aria-label=${msg(str`More about “${name}”`)}
          aria-expanded=${open ? 'true' : 'false'}
          @click=${() => (this.open = !open)}
        >
          ${chevron}
        </button>
      </div>
    </div>`
  }
}

/** Why a picture was refused on its way, in place, with nothing of what was typed lost. */
export function refusal({ error }: Draft) {
  if (!error) return nothing
  const { message, image, fields } = error
  if (image)
    return html`<a class="existing" href=${pathOf(image)} role="alert">
      <picture-frame .picture=${translated(image)} sizes="56px"></picture-frame>
      <span
        >${msg(html`You have this already: <bdi>${translated(image).title}</bdi>.`)}
        <span class="link">${msg('Look at it')}</span></span
      >
    </a>`
  const said = ['title', 'description', 'alt', 'pageUrl'].some(name => name in fields)
  return said ? nothing : html`<p class="refusal" role="alert">${message}</p>`
}

customElements.define('queue-row', QueueRow)
