import { msg } from '@lit/localize'
import { html, LitElement } from 'lit'
import { base } from './styles.ts'
import { styled } from './styled.ts'
import type { TileKind } from './masonry-wall.ts'
import './masonry-wall.ts'
import './skeleton-box.ts'

/** Height by width, as pictures happen to be. */
const shapes = [1.25, 0.75, 1, 1.4, 0.7, 1.1, 0.8, 1.3, 0.66, 1.5, 0.9, 1.2]

const kind: TileKind<number> = {
  key: shape => String(shape),
  height: (shape, width) => width * shape + 60,
  // The caption of a tile is air, and so it stays.
  render: (shape, width) => html`<skeleton-box ${styled({ height: `${width * shape}px` })}></skeleton-box>`,
}

/** A wall before its pictures are known: the same columns, gaps and corners. */
export class WallSkeleton extends LitElement {
  static override properties = { columns: { attribute: false } }
  static override styles = base
  /** As `masonry-wall` has them. */
  columns = { least: 240, narrow: 2, most: 6 }

  override render() {
    const { least, narrow, most } = this.columns
    return html`<p class="unseen" role="status">${msg('Loading…')}</p>
      <masonry-wall
        inert
        whole
        .least=${least}
        .narrow=${narrow}
        .most=${most}
        .items=${shapes}
        .kind=${kind}
      ></masonry-wall>`
  }
}

customElements.define('wall-skeleton', WallSkeleton)
