import { html, LitElement } from 'lit'
import { translationStyles } from '../images/image-translations.ts'
import { fields } from '../ui/field-styles.ts'
import { selects } from '../ui/select-styles.ts'
import { base, buttons, page } from '../ui/styles.ts'
import { type Choice, choice, options, pretend } from './choices.ts'
import { elements } from './elements.ts'
import { foundations } from './foundations.ts'
import { galleryStyles } from './gallery-styles.ts'
import { largerPieces } from './larger-pieces.ts'
import { pieces } from './pieces.ts'
import { section, state } from './state.ts'
import { lonelyWall, smallWall, wallOf } from './ten-thousand.ts'

/** Every element of the house in every state, and switches for how it is looked at. */
export class GalleryPage extends LitElement {
  static override styles = [base, buttons, page, fields, selects, translationStyles, galleryStyles]

  override firstUpdated(): void {
    // As often as elements render what they hold.
    const turn = () => pretend(document)
    turn()
    requestAnimationFrame(() => requestAnimationFrame(turn))
    setTimeout(turn, 500)
  }

  override render() {
    const width = choice('width')
    return html`${new URLSearchParams(location.search).has('bare') ? '' : this.#switches()}
    ${width === 'all' ? this.#everything() : this.#framed(width)}`
  }

  #switches() {
    const names = Object.keys(options) as Choice[]
    return html`<form class="switches" @change=${(event: Event) => (event.currentTarget as HTMLFormElement).submit()}>
      <h1>Gallery</h1>
      ${names.map(
        name =>
          html`<label>
            ${name}
            <select name=${name}>
              ${options[name].map(value => html`<option ?selected=${choice(name) === value}>${value}</option>`)}
            </select>
          </label>`,
      )}
    </form>`
  }

  /** A window of that width: only so do all of the styles know of it. */
  #framed(width: string) {
    const address = new URL(location.href)
    address.searchParams.delete('width')
    address.searchParams.set('bare', '')
    return html`<iframe title="Narrow" width=${width} height="844" src=${address.href}></iframe>`
  }

  #everything() {
    if (choice('show') === 'ten thousand') return wallOf(10_000)
    return html`${foundations()}${elements()}
    ${section('Walls', state('masonry-wall', smallWall(), 'wide'), state('one image', lonelyWall()))}
    ${pieces()}${largerPieces()}`
  }
}

customElements.define('gallery-page', GalleryPage)
