import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import type { Id, ImageView } from '../../server/views.ts'
import { Observe } from '../observe.ts'
import { connection, connectNow } from '../socket.ts'
import { cross } from '../ui/icons.ts'
import { base, buttons } from '../ui/styles.ts'
import '../ui/connection-banner.ts'
import '../ui/toast-stack.ts'
import type { Beside } from './beside.ts'
import './image-page.ts'
import type { ImagePage } from './image-page.ts'

/** The page of an image over another page. It asks to be closed by firing `leave`; whoever has opened it takes it away. */
export class ImageLightbox extends LitElement {
  static override properties = {
    imageId: {},
    image: { attribute: false },
    meanwhile: {},
    beside: { attribute: false },
  }
  /** With which it was opened. */
  imageId = ''
  /** As far as it is known already. */
  image: ImageView | undefined
  /** The address of a smaller picture of it that is shown already. */
  meanwhile = ''
  /** The wall from which it was opened. */
  beside: (Beside & HTMLElement) | undefined

  static override styles = [
    base,
    buttons,
    css`
      dialog {
        width: 100%;
        max-width: none;
        height: 100%;
        max-height: none;
        padding: 0;
        border: 0;
        overflow: hidden auto;
        scroll-padding-bottom: calc(var(--tray-height, 0rem) + var(--space-4));
        overscroll-behavior: contain;
        background: var(--paper);
        color: var(--ink);
        animation: appear var(--fast) ease-out;
      }
      dialog:focus {
        outline: none;
      }
      dialog::backdrop {
        background: none;
      }
      .leave {
        position: fixed;
        z-index: 3;
        top: calc(var(--space-3) + env(safe-area-inset-top));
        inset-inline-end: var(--space-3);
        background: var(--glass);
        box-shadow: var(--shadow);
        color: var(--ink);
      }
      connection-banner {
        --header-height: 0rem;
        --bar-height: 0rem;
      }
      save-tray,
      toast-stack {
        --bar-height: 0rem;
      }
      @keyframes appear {
        from {
          opacity: 0;
        }
      }
      @media (min-width: 960px) {
        .leave {
          top: var(--space-4);
          inset-inline-end: var(--space-5);
          background: var(--sunken);
          box-shadow: none;
        }
      }
      @media print {
        dialog {
          position: static;
          height: auto;
          overflow: visible;
          background: none;
          animation: none;
        }
        .leave,
        connection-banner,
        save-tray,
        toast-stack {
          display: none;
        }
      }
    `,
  ]

  constructor() {
    super()
    new Observe(this, connection)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.#open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    // Taken out of the page it is no modal dialog any more: it becomes one again when it comes back.
    this.dialog.removeAttribute('open')
  }

  override firstUpdated(): void {
    const { page } = this
    Object.assign(page, { imageId: this.imageId, image: this.image, meanwhile: this.meanwhile, beside: this.beside })
    this.#open()
  }

  /** It goes on from image to image by itself. */
  get page(): ImagePage {
    return this.renderRoot.querySelector('image-page') as ImagePage
  }

  get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog') as HTMLDialogElement
  }

  /** The one that is shown. */
  get shownId(): Id {
    return this.page.imageId
  }

  override render() {
    return html`<dialog
      data-page
      autofocus
      tabindex="-1"
      aria-label=${msg('Image')}
      aria-roledescription=${msg('lightbox')}
      @cancel=${this.#cancel}
      @close=${this.#leave}
    >
      <image-page over></image-page>
      <button class="button icon leave" aria-label=${msg('Close')} title=${msg('Close')} @click=${this.#leave}>
        ${cross}
      </button>
      <connection-banner ?lost=${connection.get().state === 'offline'} @retry=${connectNow}></connection-banner>
      <save-tray></save-tray>
      <toast-stack></toast-stack>
    </dialog>`
  }

  #open(): void {
    if (this.isConnected && !this.dialog.open) this.dialog.showModal()
  }

  #cancel(event: Event): void {
    // Also what a field in it has cancelled arrives here: the choice of a file, say.
    if (event.target !== event.currentTarget) return
    event.preventDefault()
    this.#leave()
  }

  #leave(): void {
    if (this.isConnected) this.dispatchEvent(new Event('leave'))
  }
}

customElements.define('image-lightbox', ImageLightbox)
