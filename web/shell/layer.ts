// What lies over a page, opened and taken away as one goes back and forth.
import { focusTile } from '../images/beside.ts'
import { ImageLightbox } from '../images/image-lightbox.ts'
import type { Entry } from '../router.ts'
import { focusHeading } from './focus-heading.ts'
import { focusedIn, type KeptPages } from './kept-pages.ts'
import { openLightbox } from './open-lightbox.ts'

interface Laid {
  entry: Entry
  box: ImageLightbox
  /** What had the focus in the page below. */
  focused: HTMLElement | undefined
}

export class Layer {
  readonly #kept: KeptPages
  readonly #cover: (covered: boolean) => void
  #laid: Laid | undefined

  /** @param cover tells that the page below is to be out of reach, or in reach again */
  constructor(kept: KeptPages, cover: (covered: boolean) => void) {
    this.#kept = kept
    this.#cover = cover
  }

  get key(): string | undefined {
    return this.#laid?.entry.key
  }

  /** How many entries lie over the page. */
  get depth(): number {
    return this.#laid?.entry.over?.depth ?? 0
  }

  get focused(): HTMLElement | undefined {
    return this.#laid?.focused
  }

  /** As it was left, if it was. */
  open(entry: Entry, below: HTMLElement): ImageLightbox {
    const kept = entry.returning ? this.#kept.get(entry.key)?.page : undefined
    return kept instanceof ImageLightbox ? kept : openLightbox(entry.url, below)
  }

  async lay(entry: Entry, box: ImageLightbox, room: HTMLElement, focused: HTMLElement | undefined): Promise<void> {
    const below = this.#laid ? this.#laid.focused : focused
    this.putAside()
    this.#laid = { entry, box, focused: below }
    box.addEventListener('leave', this.#leave)
    room.append(box)
    await box.updateComplete
    if (this.#laid?.box !== box) return
    // Only now that the focus has somewhere to be.
    this.#cover(true)
    const kept = this.#kept.get(entry.key)
    if (kept?.page !== box) return focusHeading(box.page, box.dialog)
    box.dialog.scrollTop = kept.scroll
    kept.focused?.focus({ preventScroll: true })
  }

  /** Takes it away and keeps it for the way back to it. */
  putAside(): void {
    const laid = this.#laid
    if (!laid) return
    this.#laid = undefined
    const { box, entry } = laid
    box.removeEventListener('leave', this.#leave)
    this.#kept.keep(entry.key, { page: box, path: '', scroll: box.dialog.scrollTop, focused: focusedIn(box) })
    box.remove()
    this.#cover(false)
  }

  /** The page below is the page again: at the image that was looked at last. */
  lift(main: HTMLElement): void {
    const laid = this.#laid
    if (!laid) return
    this.putAside()
    void this.#giveBackFocus(laid, main)
  }

  async #giveBackFocus({ box, focused }: Laid, main: HTMLElement): Promise<void> {
    const { beside, shownId } = box
    if (shownId === box.imageId && focused?.isConnected) return focused.focus({ preventScroll: true })
    if (beside?.isConnected) beside.reveal(shownId)
    if (await focusTile(beside?.isConnected ? beside : main, shownId)) return
    const last = focused?.isConnected ? focused : main
    if (document.activeElement === document.body || main.contains(document.activeElement))
      last.focus({ preventScroll: true })
  }

  readonly #leave = (): void => {
    if (this.#laid) history.go(-this.depth)
  }
}
