import { html } from 'lit'
import '../images/image-tile.ts'
import type { TileKind } from '../ui/masonry-wall.ts'
import '../ui/masonry-wall.ts'
import { image, images } from './samples.ts'

type Sample = ReturnType<typeof image>

const kind: TileKind<Sample> = {
  key: ({ id }) => id,
  height: ({ width, height }, column) => Math.round((column * height) / width) + 60,
  render: (one, width) => html`<image-tile .image=${one} .width=${width}></image-tile>`,
}

/** A wall of so many: only what is near is in the page. */
export function wallOf(count: number) {
  const items = Array.from({ length: count }, (_, index) =>
    image(`one-of-${index}`, {
      hue: (index * 47) % 360,
      width: 3 + (index % 3),
      height: 2 + ((index * 7) % 5),
      title: `Number ${index + 1}`,
    }),
  )
  return html`<masonry-wall .items=${items} .kind=${kind} label="Ten thousand"></masonry-wall>`
}

export const smallWall = () => html`<masonry-wall whole .items=${images} .kind=${kind} label="A few"></masonry-wall>`
export const lonelyWall = () =>
  html`<masonry-wall whole .items=${images.slice(0, 1)} .kind=${kind} label="One"></masonry-wall>`
