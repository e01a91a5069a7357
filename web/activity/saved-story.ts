import { msg } from '@lit/localize'
import { css, html, LitElement, nothing } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { AccountRef, Id, ImageView } from '../../server/views.ts'
import { Fact } from '../facts.ts'
import { asKnown, imageFacts, pathOf } from '../images/data.ts'
import { grid } from '../ui/icons.ts'
import { notify } from '../ui/notices.ts'
import { styled } from '../ui/styled.ts'
import { base, buttons } from '../ui/styles.ts'
import { counted, parts } from '../language/counted.ts'
import { newInWords } from '../words.ts'
import '../images/like-button.ts'
import '../ui/time-ago.ts'
import '../accounts/account-photo.ts'
import { mosaic, mostCells } from './mosaic.ts'
import { personLink } from './person-link.ts'
import { StoryPicture } from './story-picture.ts'
import { CAPTION, markStyles, storyStyles } from './story-styles.ts'

/** What somebody saved in one go: one picture, or several that share its box and may become more. Fires `look` when all of them are shown. */
export class SavedStory extends LitElement {
  static override properties = {
    by: { attribute: false },
    images: { attribute: false },
    sorted: { attribute: false },
    fresh: { attribute: false },
    at: {},
    width: { type: Number },
    ratio: { type: Number },
    eager: { type: Boolean },
    open: { state: true },
    marked: { state: true },
  }
  by: AccountRef | undefined
  /** As the box shows them. */
  images: ImageView[] = []
  /** The same, newest first. */
  sorted: ImageView[] = []
  /** Ids of those that joined since the reader looked. */
  fresh: ReadonlySet<Id> = new Set()
  /** When the newest was saved. */
  at = ''
  width = 0
  /** Height by width of the box of the pictures. */
  ratio = 1
  eager = false
  open = false
  /** Ids of those that were fresh when they were opened: until they are closed. */
  marked: ReadonlySet<Id> = new Set()

  static override styles = [
    base,
    buttons,
    storyStyles,
    markStyles,
    css`
      .mosaic {
        position: relative;
        height: calc(100% - ${CAPTION}px);
        overflow: hidden;
        border-radius: var(--radius-m);
        isolation: isolate;
      }
      .cell {
        position: absolute;
        top: 0;
        inset-inline-start: 0;
      }
      .mark {
        position: absolute;
        z-index: var(--z-mark);
        top: var(--space-2);
        inset-inline-start: var(--space-2);
        cursor: pointer;
      }
      .mark:hover {
        background: var(--accent-hover);
      }
      .mark:focus-visible {
        border-radius: var(--radius-full);
        outline-color: var(--on-image);
      }
      /* Small to look at, and large enough for a finger. */
      .mark::after {
        content: '';
        position: absolute;
        inset: -0.625rem;
      }
      .all {
        flex: none;
        margin-inline-end: -0.5rem;
      }
    `,
  ]

  constructor() {
    super()
    new Fact(this, imageFacts, () => this.images[0]?.id)
  }

  /** Whoever was at a picture that is taken back goes on at its neighbour. */
  override update(changed: Map<string, unknown>): void {
    const focused = this.shadowRoot?.activeElement
    const index = focused instanceof StoryPicture ? this.#pictures.indexOf(focused) : -1
    super.update(changed)
    if (index >= 0 && !focused?.isConnected) void this.#focusAt(index)
  }

  get #pictures(): StoryPicture[] {
    return [...this.renderRoot.querySelectorAll<StoryPicture>('story-picture')]
  }

  async #focusAt(index: number): Promise<void> {
    const pictures = this.#pictures
    const neighbour = pictures[Math.min(index, pictures.length - 1)]
    await neighbour?.updateComplete
    neighbour?.focus({ preventScroll: true })
  }

  override render() {
    const { by, images, at } = this
    const [lead] = images
    if (!by || !lead) return nothing
    const many = images.length > 1
    const { title, lang = nothing } = asKnown(lead)
    const saved = msg('{count, plural, one {{name} saved # image} other {{name} saved # images}}')
    const label = many ? counted(saved, images.length, { name: by.name }) : title
    return html`<article aria-label=${label}>
      ${this.#mosaic()}
      <div class="caption">
        <account-photo .account=${by} size="36"></account-photo>
        ${
          many
            ? html`<p class="words">
                  <span class="heading">${parts<unknown>(saved, images.length, { name: personLink(by) })}</span>
                  <span class="when"><time-ago .at=${at}></time-ago></span>
                </p>
                <button
                  class="button quiet icon all"
                  aria-haspopup="dialog"
                  aria-label=${counted(msg('{count, plural, one {Show the image} other {Show all # images}}'), images.length)}
                  @click=${this.#show}
                >
                  ${grid}
                </button>`
            : html`<p class="words">
                  <a class="title" dir="auto" lang=${lang} href=${pathOf(lead)}>${title}</a>
                  <span class="when"
                    ><span class="did">${msg(html`${personLink(by)} saved this`)}</span> ·
                    <time-ago .at=${at}></time-ago
                  ></span>
                </p>
                <like-button .imageId=${lead.id} .heading=${title}></like-button>`
        }
      </div>
      ${
        many || this.open
          ? html`<story-dialog
              .heading=${label}
              .images=${this.sorted.filter(({ id }) => !this.fresh.has(id))}
              .marked=${this.marked}
              .waiting=${this.fresh.size}
              .open=${this.open}
              @more=${this.#look}
              @close=${this.#close}
            ></story-dialog>`
          : nothing
      }
    </article>`
  }

  #mosaic() {
    const { images, width, ratio } = this
    const [lead] = images
    const upright = lead !== undefined && lead.height > lead.width
    const cells = mosaic(images.length, width, Math.round(width * ratio), upright)
    const rest = images.length - mostCells
    return html`<div class="mosaic">
      ${repeat(
        images.slice(0, mostCells),
        image => image.id,
        (image, index) => {
          const cell = cells[index] ?? { left: 0, top: 0, width: 0, height: 0 }
          const last = rest > 0 && index === mostCells - 1
          // By transform: a picture that makes room for another is no layout shift.
          const place = {
            width: `${cell.width}px`,
            height: `${cell.height}px`,
            transform: `translate(calc(var(--mirror) * ${cell.left}px), ${cell.top}px)`,
          }
          return html`<div class="cell" ${styled(place)}>
            <story-picture
              .image=${image}
              .width=${Math.max(cell.width, (cell.height * image.width) / image.height)}
              .rest=${last ? rest : 0}
              .total=${images.length}
              ?eager=${this.eager}
              @click=${last ? this.#show : nothing}
            ></story-picture>
          </div>`
        },
      )}
      ${
        this.fresh.size > 0 && images.length > 1
          ? html`<button
              class="mark"
              aria-haspopup="dialog"
              aria-label=${counted(msg('{count, plural, one {# new, look at it} other {# new, look at them}}'), this.fresh.size)}
              @click=${this.#show}
            >
              ${newInWords(this.fresh.size)}
            </button>`
          : nothing
      }
    </div>`
  }

  #show = async (): Promise<void> => {
    // What was pressed may go now; this button stays, and gets the keyboard back when the dialog closes.
    this.renderRoot.querySelector<HTMLElement>('.all')?.focus({ preventScroll: true })
    try {
      await import('./story-dialog.ts')
    } catch {
      return notify(msg('This could not be opened. Check your connection, or reload.'), 'error')
    }
    this.#look()
    this.open = true
  }

  #look = (): void => {
    this.marked = new Set([...this.marked, ...this.fresh])
    this.dispatchEvent(new Event('look'))
  }

  #close = (): void => {
    this.open = false
    this.marked = new Set()
  }
}

customElements.define('saved-story', SavedStory)
