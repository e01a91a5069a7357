import { msg } from '@lit/localize'
import { html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { Live } from '../live.ts'
import { Observe } from '../observe.ts'
import { go } from '../router.ts'
import './address-field.ts'
import { arrivals, saves } from './ledger.ts'
import { outcomeOf } from './outcome.ts'
import './picture-picker.ts'
import './picture-preview.ts'
import './picture-words.ts'
import type { PictureWords } from './picture-words.ts'
import {
  clearAway,
  common,
  type Draft,
  drafts,
  isHopeless,
  isOpen,
  leaveOut,
  note,
  onPage,
  putAway,
  remove,
  wordsOf,
} from './queue.ts'
import './queue-row.ts'
import { refusal } from './queue-row.ts'
import { reading } from './reading.ts'
import { receiveFiles } from './receive.ts'
import { refusalStyles } from './row-styles.ts'
import { sendAll } from './sending.ts'
import './sending-card.ts'
import { isSaveWindow } from './stash.ts'
import './window-end.ts'
import { toSaveInWords } from './words.ts'
import { cross } from '../ui/icons.ts'
import { notifyUndo } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import { pathOf } from '../images/data.ts'
import { FirstPress } from './first-press.ts'
import './image-form-end.ts'
import { imageFormStyles } from './image-form-styles.ts'
import './picture-drop.ts'
import type { PictureDrop } from './picture-drop.ts'

/** The pictures to save, with their words: one in full, many as a list. Nothing is sent before the button is pressed. */
export class ImageForm extends LitElement {
  /** The key of the picture that was sent by itself. */
  #alone: string | undefined
  readonly #firstPress = new FirstPress(this, () => this.#takesPress())

  static override styles = [base, buttons, refusalStyles, imageFormStyles]

  constructor() {
    super()
    new Observe(this, drafts, common, note, reading, saves, arrivals, isSaveWindow)
    new Live(this).on('save:cancelled', ({ id }) => remove(({ saveId }) => saveId === id))
  }

  override connectedCallback(): void {
    super.connectedCallback()
    onPage.set(true)
    // What gets the keyboard comes to stand above the button.
    document.documentElement.style.setProperty('--foot', 'calc(4.25rem + var(--tray-room, 0rem))')
    // What was refused while another page was shown, has been said there.
    clearAway()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    // What the server has is shown by the tray from here on.
    onPage.set(false)
    document.documentElement.style.removeProperty('--foot')
    note.set('')
    putAway()
  }

  /** In the window of the bookmarklet one key is then enough, if nothing is missing and nobody is typing. */
  #takesPress(): void {
    const list = drafts.get()
    if (this.shadowRoot?.activeElement) return
    if (isSaveWindow.get() && list.length > 0 && list.every(draft => wordsOf(draft).title))
      void this.#focus('.confirm .primary')
  }

  override updated(): void {
    // Whoever saves one picture, and stays, then looks at it.
    const only = drafts.get().find(({ key }) => key === this.#alone)
    if (only?.stage === 'refused') {
      this.#alone = undefined
      void this.#showRefusal()
    }
    const image = only && outcomeOf([only]).saved[0]?.image
    if (!image || isSaveWindow.get() || !this.isConnected) return
    this.#alone = undefined
    go(pathOf(image))
  }

  override render() {
    const list = drafts.get()
    const only = list.length === 1 ? list[0] : undefined
    const hasWords = Object.values(common.get()).some(Boolean)
    const picking = reading.get().state === 'read'
    const shape = picking ? 'picking' : only ? 'one' : list.length > 0 || hasWords ? 'many' : 'empty'
    const window = isSaveWindow.get()
    const inHand = list.length > 0 && list.every(({ stage }) => stage === 'sent')
    // Whoever has some sees their words first, and then where more come from.
    const some = list.length > 0 || picking
    const words = () =>
      shape === 'empty'
        ? this.#note()
        : html`<div class="words" tabindex="-1" @left-out=${() => this.#focus('.words')}>
            ${this.#note()} ${window && inHand ? html`<window-end></window-end>` : nothing}
            ${only ? this.#one(only) : list.length > 0 ? this.#many(list) : this.#none(hasWords)}
          </div>`
    return html`<div class="form ${shape} ${window ? 'window' : ''}" @keydown=${this.#pressed}>
      ${window && list.length > 0 ? nothing : this.#shown(only)} ${some ? [words(), this.#confirm(list)] : nothing}
      ${window && list.length > 0 ? nothing : this.#more(some)} ${some ? nothing : words()}
    </div>`
  }

  #shown(only: Draft | undefined) {
    const now = reading.get()
    if (now.state === 'read') return html`<div class="shown"><picture-picker .page=${now.page}></picture-picker></div>`
    return only ? html`<div class="shown">${this.#preview(only)}</div>` : nothing
  }

  #more(small: boolean) {
    return html`<div class="more">
      <picture-drop
        ?small=${small}
        @choose=${(event: Event) => receiveFiles((event.target as PictureDrop).files)}
      ></picture-drop>
      <address-field .label=${msg('Or an address')}></address-field>
    </div>`
  }

  #preview(draft: Draft) {
    const { preview, stage } = draft
    return html`<figure>
      <picture-preview whole .src=${preview}></picture-preview>
      ${
        stage === 'draft' || stage === 'refused'
          ? html`<button
              class="button icon"
              aria-label=${msg('Leave out this picture')}
              @click=${() => notifyUndo(msg('The picture is left out.'), leaveOut(draft))}
            >
              ${cross}
            </button>`
          : nothing
      }
    </figure>`
  }

  #note() {
    return html`<p class="note" role="status" ?hidden=${!note.get()}>${note.get()}</p>`
  }

  #none(hasWords: boolean) {
    return hasWords
      ? html`<picture-words></picture-words>`
      : html`<p class="soft">${msg('What you pick is listed here, with room for your words.')}</p>`
  }

  #one(draft: Draft) {
    const editing = draft.stage === 'draft' || draft.stage === 'refused'
    return html`${isSaveWindow.get() && editing ? this.#preview(draft) : nothing}
    ${
      editing
        ? html`${isHopeless(draft) ? html`<p class="name">${draft.file?.name ?? draft.url}</p>` : html`<picture-words .draft=${draft}></picture-words>`}
          ${refusal(draft)}`
        : html`<queue-row class="only" .draft=${draft}></queue-row>`
    }`
  }

  #many(list: readonly Draft[]) {
    const editing = list.some(({ stage }) => stage === 'draft')
    return html`${
        editing
          ? html`<fieldset>
              <legend>${msg('For all of them')}</legend>
              <picture-words .names=${['pageUrl', 'description']}></picture-words>
            </fieldset>`
          : nothing
      }
      <div class="rows">
        ${repeat(
          list,
          ({ key }) => key,
          draft => html`<queue-row .draft=${draft}></queue-row>`,
        )}
      </div>`
  }

  #confirm(list: readonly Draft[]) {
    if (list.length === 0) return nothing
    const waiting = list.filter(isOpen).length
    return html`<div class="confirm">
      ${waiting > 0 ? html`<button class="button primary wide" aria-disabled=${this.#isTooEarly() ? 'true' : 'false'} @click=${this.#save}>${toSaveInWords(waiting)}</button>` : nothing}
      <image-form-end></image-form-end>
    </div>`
  }

  #isTooEarly(): boolean {
    return isSaveWindow.get() && this.#firstPress.isTooEarly()
  }

  #save(): void {
    if (this.#isTooEarly()) return
    // If one leaves before the first has been sent, the tray goes on showing it.
    void import('./save-tray.ts')
    note.set('')
    const list = drafts.get()
    this.#alone = list.length === 1 ? list[0]?.key : undefined
    sendAll()
    // The button may go: the keyboard goes on from the pictures.
    void this.#focus('.words')
  }

  /** Of one picture it is why nothing goes on: whoever has pressed the button sees it, wherever they have scrolled to. */
  async #showRefusal(): Promise<void> {
    await this.updateComplete
    const words = this.renderRoot.querySelector<PictureWords>('picture-words')
    await words?.updateComplete
    const field = words?.renderRoot.querySelector<HTMLElement>('[aria-invalid=true]')
    field?.focus()
    const place = field ?? this.renderRoot.querySelector('[role=alert]')
    place?.scrollIntoView({ block: 'center' })
  }

  async #focus(selector: string): Promise<void> {
    await this.updateComplete
    const target = this.renderRoot.querySelector<HTMLElement>(selector)
    target?.focus({ preventScroll: true })
  }

  #pressed(event: KeyboardEvent): void {
    const target = event.composedPath()[0]
    const inWords = event
      .composedPath()
      .some(element => element instanceof HTMLElement && element.localName === 'picture-words')
    if (event.key === 'Enter' && !event.isComposing && inWords && target instanceof HTMLInputElement) this.#save()
  }
}

customElements.define('image-form', ImageForm)
