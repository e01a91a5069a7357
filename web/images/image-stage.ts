import { msg } from '@lit/localize'
import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import type { ImageView } from '../../server/views.ts'
import type { PictureFrame } from '../ui/picture-frame.ts'
import { SlicedElement } from '../ui/sliced-element.ts'
import { styled } from '../ui/styled.ts'
import { inPercent } from '../units.ts'
import { base } from '../ui/styles.ts'
import '../ui/picture-frame.ts'
import { closer, earlier, further, later } from './icons.ts'
import { imageStageStyles } from './image-stage-styles.ts'
import { stageSizes } from './sources.ts'
import { mostScale, type Point, STEP, type View, whole, within, zoomAt } from './zoom.ts'

/** Not needed to be drawn, but by the first finger. */
const gestures = import('./gestures.ts')

const middle: Point = { x: 0, y: 0 }
/** How far an arrow key moves a picture that has been come closer to. */
const NUDGE = 80

/**
 * A picture in the room it has: one comes closer to it, moves about in it, and goes on to its neighbours. Fires `step` with -1 or 1, and
 * `leave` when it is thrown down or the press is beside it.
 */
export class ImageStage extends SlicedElement {
  static override properties = {
    image: { attribute: false },
    meanwhile: {},
    hasBefore: { type: Boolean },
    hasAfter: { type: Boolean },
    instant: { type: Boolean },
    over: { type: Boolean, reflect: true },
    view: { state: true },
    pulled: { state: true },
  }
  image: ImageView | undefined
  /** Of a smaller picture that has come already. */
  meanwhile = ''
  /** Whether there is something before it, and after it. */
  hasBefore = false
  hasAfter = false
  /** Whether its bytes are here. */
  instant = false
  /** Over a page that one may go back to. */
  over = false
  view: View = whole
  /** Where a finger has dragged the whole picture. */
  pulled: Point = middle
  #gliding = false
  #from: 1 | -1 | undefined

  static override styles = [base, imageStageStyles]

  override willUpdate(changed: Map<string, unknown>): void {
    const before = changed.get('image') as ImageView | undefined
    if (!before || before.id === this.image?.id) return
    Object.assign(this, { view: whole, pulled: middle })
    this.#gliding = false
  }

  override firstUpdated(): void {
    const room = this.renderRoot.querySelector<HTMLElement>('.room')
    if (room) void this.#listen(room)
  }

  async #listen(room: HTMLElement): Promise<void> {
    const { Gestures } = await gestures
    new Gestures(room, {
      view: () => this.view,
      look: view => this.#look(view),
      zoom: (factor, at) => this.#look(zoomAt(this.view, this.view.scale * factor, at)),
      toggle: at => this.#look(this.view.scale > 1 ? whole : zoomAt(this.view, this.#near(), at), true),
      drag: by => this.#drag(by),
      drop: meant => this.#drop(meant),
      outside: () => this.over && this.view.scale === 1 && this.#leave(),
      mayClose: () => this.over && this.view.scale === 1 && this.#isAtTop(),
    })
  }

  /** What a key means here; false when it means nothing. */
  press(key: string): boolean {
    if (key === '+' || key === '=') this.zoom(STEP)
    else if (key === '-') this.zoom(1 / STEP)
    else if (key === '0') this.#look(whole, true)
    else if (this.view.scale > 1 && key.startsWith('Arrow')) {
      const { x, y } = this.view
      const by = {
        x: key === 'ArrowLeft' ? 1 : key === 'ArrowRight' ? -1 : 0,
        y: key === 'ArrowUp' ? 1 : key === 'ArrowDown' ? -1 : 0,
      }
      this.#look({ ...this.view, x: x + by.x * NUDGE, y: y + by.y * NUDGE }, true)
    } else return false
    return true
  }

  zoom(factor: number): void {
    this.#look(zoomAt(this.view, this.view.scale * factor, middle), true)
  }

  override render() {
    const { image, view } = this
    if (!image) return nothing
    const { width, height, alt, title } = image
    const { x, y } = view.scale > 1 ? view : this.pulled
    const transform = view.scale > 1 || x || y ? `translate(${x}px, ${y}px) scale(${view.scale})` : ''
    const close = view.scale > 1
    return html`<div
        class="room ${close ? 'close' : ''}"
        ${styled({ '--ratio': String(width / height), '--natural': `${Math.max(width, 320)}px` })}
      >
        ${keyed(
          image.id,
          html`<picture-frame
            eager
            class=${this.#gliding ? 'gliding' : ''}
            ?instant=${this.instant}
            ?closer=${close}
            .meanwhile=${this.meanwhile}
            .picture=${{ ...image, alt: alt || title }}
            sizes=${close ? `${width}px` : stageSizes(image)}
            ${styled({ transform })}
          ></picture-frame>`,
        )}
      </div>
      ${this.#beside('before', this.hasBefore, msg('Previous image'), earlier, -1)}
      ${this.#beside('after', this.hasAfter, msg('Next image'), later, 1)}
      <div class="tools" role="group" aria-label=${msg('Zoom')}>
        ${this.#tool(msg('Zoom out'), further, close, () => this.zoom(1 / STEP))}
        <output aria-live="off">${inPercent(view.scale)}</output>
        ${this.#tool(msg('Zoom in'), closer, view.scale < this.#most(), () => this.zoom(STEP))}
      </div>`
  }

  override updated(): void {
    const from = this.#from
    this.#from = undefined
    if (!from || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    this.#frame?.animate([{ transform: `translateX(${from * 4}rem)`, opacity: 0.4 }, {}], {
      duration: 180,
      easing: 'cubic-bezier(0.2, 0.7, 0.2, 1)',
    })
  }

  #beside(place: string, there: boolean, label: string, icon: TemplateResult, step: 1 | -1) {
    return html`<div class="beside ${place}">
      <button
        class="round"
        title=${label}
        aria-label=${label}
        aria-disabled=${there ? 'false' : 'true'}
        @click=${() => there && this.#step(step)}
      >
        ${icon}
      </button>
    </div>`
  }

  #tool(label: string, icon: TemplateResult, possible: boolean, act: () => void) {
    return html`<button
      class="round"
      title=${label}
      aria-label=${label}
      aria-disabled=${possible ? 'false' : 'true'}
      @click=${() => possible && act()}
    >
      ${icon}
    </button>`
  }

  get #frame(): PictureFrame | null {
    return this.renderRoot.querySelector('picture-frame')
  }

  /** What the whole picture takes of the room. */
  get #shown() {
    const { offsetWidth = 0, offsetHeight = 0 } = this.#frame ?? {}
    return { width: offsetWidth, height: offsetHeight }
  }

  #most(): number {
    return mostScale(this.#shown, Math.max(0, ...(this.image?.sources ?? []).map(({ width }) => width)))
  }

  /** Pixel by pixel, where that is closer than twice as large. */
  #near(): number {
    return Math.max(2, this.#most() / 2)
  }

  #look(view: View, gliding = false): void {
    this.#gliding = gliding
    const { clientWidth: width, clientHeight: height } = this
    this.view = within(view, this.#shown, { width, height }, this.#most())
  }

  #drag({ x, y }: Point): void {
    // At the last one it gives way, but does not go.
    const free = x < 0 ? this.hasAfter : this.hasBefore
    this.#gliding = false
    this.pulled = { x: free ? x : x / 4, y }
  }

  #drop({ across, down }: { across?: 1 | -1; down?: boolean }): void {
    if (down) return this.#leave()
    this.#gliding = true
    this.pulled = middle
    // Who hears it waits until it is known whether there is one.
    if (across) this.#step(across)
  }

  #step(step: 1 | -1): void {
    this.dispatchEvent(new CustomEvent('step', { detail: step }))
  }

  /** Its picture comes in from the side on which it was. */
  enterFrom(step: 1 | -1): void {
    this.#from = step
  }

  #leave(): void {
    this.dispatchEvent(new Event('leave', { bubbles: true, composed: true }))
  }

  #isAtTop(): boolean {
    const page = (this.getRootNode() as ShadowRoot).host
    return (page.closest('dialog')?.scrollTop ?? 0) <= 0
  }
}

customElements.define('image-stage', ImageStage)
