import { msg } from '@lit/localize'
import { html } from 'lit'
import { everybody } from '../activity/data.ts'
import { Live, Watch } from '../live.ts'
import { PageTitle } from '../page.ts'
import { heardEverybody } from '../socket.ts'
import { SlicedElement } from '../ui/sliced-element.ts'
import { base, buttons, page } from '../ui/styles.ts'
import '../ui/empty-state.ts'
import '../popular/wall-tabs.ts'
import type { ImageWall } from './image-wall.ts'
import './image-wall.ts'

/** Everything that anybody has saved, newest first; what comes while one looks waits in the pill. */
export class ImagesPage extends SlicedElement {
  static override styles = [base, buttons, page]

  constructor() {
    super()
    new PageTitle(this, () => msg('Everything'))
    new Watch(this, everybody, () => 'everybody')
    new Live(this)
      .on('activity:recorded', ({ verb, target }) => {
        if (verb === 'bookmarked' && target?.kind === 'image') this.#wall?.offer(target.image)
      })
      // Mine, also while nobody else can see it.
      .on('image:saved', ({ image }) => this.#wall?.offer(image))
      // What everybody did is not replayed to those who only looked in.
      .on('live:caught-up', () => heardEverybody() || this.#wall?.look())
  }

  get #wall(): ImageWall | null {
    return this.renderRoot?.querySelector('image-wall') as ImageWall | null
  }

  override render() {
    return html`<header class="head">
        <div>
          <h1 tabindex="-1">${msg('Everything')}</h1>
          <p>${msg('All that people here have saved, newest first.')}</p>
        </div>
        <wall-tabs></wall-tabs>
      </header>
      <image-wall .label=${msg('All images, newest first')}>
        <empty-state
          .heading=${msg('The first picture is yours to save')}
          .text=${msg('Nobody has saved anything here yet. Bring something beautiful.')}
        >
          <a class="button primary" href="/images/new">${msg('Save an image')}</a>
          <a class="button quiet" href="/bookmarklet">${msg('Save from any page')}</a>
        </empty-state>
      </image-wall>`
  }
}

customElements.define('images-page', ImagesPage)
