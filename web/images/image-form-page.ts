import { msg } from '@lit/localize'
import { css, html, LitElement } from 'lit'
import { PageTitle } from '../page.ts'
import { base, page } from '../ui/styles.ts'
import './image-form.ts'

/** A picture to save; `url`, `title` and `pageUrl` may be given in the address, as the bookmarklet does. */
export class ImageFormPage extends LitElement {
  static override properties = { query: { attribute: false } }
  query = new URLSearchParams()

  static override styles = [
    base,
    page,
    css`
      :host {
        max-width: 68rem;
      }
    `,
  ]

  constructor() {
    super()
    new PageTitle(this, () => msg('Save an image'))
  }

  override render() {
    return html`<header class="head">
        <div>
          <h1 tabindex="-1">${msg('Save an image')}</h1>
          <p>${msg('From your device, or from an address on the web.')}</p>
        </div>
      </header>
      <image-form
        .url=${this.query.get('url') ?? ''}
        .heading=${this.query.get('title') ?? ''}
        .pageUrl=${this.query.get('pageUrl') ?? ''}
      ></image-form>`
  }
}

customElements.define('image-form-page', ImageFormPage)
