import { msg } from '@lit/localize'
import { html, LitElement } from 'lit'
import { base } from './styles.ts'
import { styled } from './styled.ts'
import './masonry-wall.ts'
import './skeleton-box.ts'

/** Height by width, as pictures happen to be. */
const shapes = [1.25, 0.75, 1, 1.4, 0.7, 1.1, 0.8, 1.3, 0.66, 1.5, 0.9, 1.2]

/** A wall before its pictures are known: the same columns, gaps and corners. */
export class WallSkeleton extends LitElement {
  static override properties = { least: { type: Number }, narrow: { type: Number }, most: { type: Number } }
  static override styles = base
  least = 240
  narrow = 2
  most = 6

  override render() {
    const tiles = shapes.map((shape, index) => ({
      key: String(index),
      height: (width: number) => width * shape + 60,
      // The caption of a tile is air, and so it stays.
      render: (width: number) => html`<skeleton-box ${styled({ height: `${width * shape}px` })}></skeleton-box>`,
    }))
    return html`<p class="unseen" role="status">${msg('Loading…')}</p>
      <masonry-wall
        inert
        .least=${this.least}
        .narrow=${this.narrow}
        .most=${this.most}
        .tiles=${tiles}
      ></masonry-wall>`
  }
}

customElements.define('wall-skeleton', WallSkeleton)
