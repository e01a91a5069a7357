import { msg } from '@lit/localize'
import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import type { ImageView } from '../../server/views.ts'
import { notify } from '../ui/notices.ts'
import { base, buttons } from '../ui/styles.ts'
import { pathOf } from './data.ts'
import { chain, copies, printer } from './icons.ts'
import { download } from '../ui/icons.ts'

/** What one may take away of an image: its address, its picture, its file, or a sheet of paper. */
export class ImageActions extends LitElement {
  static override properties = { image: { attribute: false } }
  image: ImageView | undefined

  static override styles = [
    base,
    buttons,
    css`
      ul {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-1);
      }
      .button.icon {
        border-radius: 50%;
      }
    `,
  ]

  override render() {
    const { image } = this
    if (!image) return nothing
    const save = msg('Download')
    return html`<ul aria-label=${msg('Take it with you')}>
      ${this.#act(msg('Copy the link'), chain, () => this.#copyLink(image))}
      ${this.#act(msg('Copy the picture'), copies, () => this.#copyPicture(image))}
      <li>
        <a class="button quiet icon" href="/api/images/${image.id}/file" download title=${save} aria-label=${save}
          >${download}</a
        >
      </li>
      ${this.#act(msg('Print'), printer, () => print())}
    </ul>`
  }

  #act(label: string, icon: TemplateResult, act: () => void) {
    return html`<li>
      <button class="button quiet icon" title=${label} aria-label=${label} @click=${act}>${icon}</button>
    </li>`
  }

  async #copyLink(image: ImageView): Promise<void> {
    const link = location.origin + pathOf(image)
    try {
      await navigator.clipboard.writeText(link)
      notify(msg('The link is copied.'))
    } catch {
      notify(msg('Your browser does not let us copy. The link stands in its address bar.'), 'error')
    }
  }

  async #copyPicture(image: ImageView): Promise<void> {
    const { canCopyPictures, copyPicture } = await import('./copy-picture.ts')
    if (!canCopyPictures())
      return notify(msg('Your browser cannot copy pictures from here. Download it instead.'), 'error')
    try {
      await copyPicture(image)
      notify(msg('The picture is copied.'))
    } catch {
      notify(msg('The picture could not be copied. Download it instead.'), 'error')
    }
  }
}

customElements.define('image-actions', ImageActions)
