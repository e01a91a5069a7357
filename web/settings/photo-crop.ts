import { msg } from '@lit/localize'
import { html, LitElement } from 'lit'
import { base, buttons } from '../ui/styles.ts'
import '../ui/modal-dialog.ts'
import { type Crop, middleOf, mostZoom, push, zoomAt } from './crop.ts'
import { cutOut, draw } from './crop-picture.ts'
import { cropStyles } from './photo-crop-styles.ts'

/** Fractions of the square by which an arrow key moves the picture. */
const step = 0.04

/**
 * Asks which square of a picture is to be shown: dragged, pinched, turned by the wheel, or moved by the keyboard. Fires `cropped` with the
 * file, or `close`.
 */
export class PhotoCrop extends LitElement {
  static override properties = { picture: { attribute: false }, type: {}, crop: { state: true } }
  picture: ImageBitmap | undefined
  /** Of the file from which it was read. */
  type = ''
  crop: Crop = { x: 0, y: 0, zoom: 1 }
  readonly #pointers = new Map<number, { x: number; y: number }>()

  static override styles = [base, buttons, cropStyles]

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('picture') && this.picture) this.crop = middleOf(this.picture)
  }

  override updated(): void {
    const { picture } = this
    if (picture) for (const canvas of this.renderRoot.querySelectorAll('canvas')) draw(canvas, picture, this.crop)
  }

  override render() {
    const most = this.picture ? mostZoom(this.picture) : 1
    return html`<modal-dialog
      heading=${msg('Choose what is shown')}
      ?open=${Boolean(this.picture)}
      @close=${this.#closed}
    >
      <div class="crop">
        <div
          class="stage"
          tabindex="0"
          role="application"
          aria-label=${msg('The part of the picture. The arrow keys move it, plus and minus make it larger or smaller.')}
          @pointerdown=${this.#down}
          @pointermove=${this.#move}
          @pointerup=${this.#up}
          @pointercancel=${this.#up}
          @wheel=${this.#turn}
          @keydown=${this.#key}
        >
          <canvas width="576" height="576"></canvas>
        </div>
        <label class="zoom">
          <span aria-hidden="true">−</span>
          <input
            type="range"
            min="1"
            max=${most}
            step="any"
            aria-label=${msg('How close')}
            ?disabled=${most === 1}
            .value=${String(this.crop.zoom)}
            @input=${this.#slide}
          />
          <span aria-hidden="true">+</span>
        </label>
        <div class="previews" aria-hidden="true">
          <canvas width="128" height="128"></canvas>
          <canvas width="64" height="64"></canvas>
          ${msg('As others see it')}
        </div>
        <div class="ways">
          <button class="button quiet" @click=${this.#closed}>${msg('Cancel')}</button>
          <button class="button primary" @click=${this.#take}>${msg('Use this part')}</button>
        </div>
      </div>
    </modal-dialog>`
  }

  #slide(event: Event): void {
    if (this.picture) this.crop = zoomAt(this.picture, this.crop, Number((event.target as HTMLInputElement).value))
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return
    const stage = event.currentTarget as HTMLElement
    stage.setPointerCapture(event.pointerId)
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY })
  }

  #move(event: PointerEvent): void {
    const before = this.#pointers.get(event.pointerId)
    const { picture } = this
    if (!before || !picture) return
    const now = { x: event.clientX, y: event.clientY }
    const { width } = (event.currentTarget as HTMLElement).getBoundingClientRect()
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1]
    // Of two fingers each moves half.
    const share = (other ? 0.5 : 1) / width
    this.crop = push(picture, this.crop, (now.x - before.x) * share, (now.y - before.y) * share)
    if (other) {
      const apart = (point: { x: number; y: number }) => Math.hypot(point.x - other.x, point.y - other.y)
      const middle = { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 }
      this.#zoom(event.currentTarget as HTMLElement, middle, apart(now) / Math.max(1, apart(before)))
    }
    this.#pointers.set(event.pointerId, now)
  }

  #up(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId)
  }

  #turn(event: WheelEvent): void {
    event.preventDefault()
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
    this.#zoom(event.currentTarget as HTMLElement, event, Math.exp((-event.deltaY * lines) / 400))
  }

  #zoom(stage: HTMLElement, { clientX, clientY }: { clientX: number; clientY: number }, factor: number): void {
    const { left, top, width, height } = stage.getBoundingClientRect()
    const point: [number, number] = [(clientX - left) / width, (clientY - top) / height]
    if (this.picture) this.crop = zoomAt(this.picture, this.crop, this.crop.zoom * factor, point)
  }

  #key(event: KeyboardEvent): void {
    const { picture, crop } = this
    if (!picture || event.ctrlKey || event.metaKey || event.altKey) return
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    }
    const move = moves[event.key]
    const factor = { '+': 1.1, '=': 1.1, '-': 1 / 1.1 }[event.key]
    if (!move && !factor) return
    event.preventDefault()
    this.crop = move ? push(picture, crop, ...move) : zoomAt(picture, crop, crop.zoom * (factor ?? 1))
  }

  async #take(): Promise<void> {
    if (!this.picture) return
    this.dispatchEvent(new CustomEvent('cropped', { detail: await cutOut(this.picture, this.crop, this.type) }))
  }

  #closed(): void {
    this.#pointers.clear()
    this.dispatchEvent(new Event('close'))
  }
}

customElements.define('photo-crop', PhotoCrop)
