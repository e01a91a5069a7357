import type { ImageView } from '../../server/views.ts'
import { besideIn, findBeside } from '../images/beside.ts'
import { ImageLightbox } from '../images/image-lightbox.ts'
import { imageAt, takeClicked } from './over.ts'

/** With all that is known of the image where it was clicked. @param page that it is to lie over */
export function openLightbox(url: URL, page: HTMLElement): ImageLightbox {
  const id = imageAt(url) ?? ''
  const clicked = takeClicked(url)
  const tile = clicked?.find((target): target is HTMLElement & { image: ImageView } => shows(target, id))
  const shown = tile?.shadowRoot?.querySelector('picture-frame')?.shadowRoot?.querySelector('img')
  return Object.assign(new ImageLightbox(), {
    imageId: id,
    beside: clicked ? besideIn(clicked) : findBeside(page),
    image: tile?.image,
    meanwhile: shown?.complete ? shown.currentSrc : '',
  })
}

function shows(target: EventTarget, id: string): boolean {
  return target instanceof HTMLElement && 'image' in target && (target.image as ImageView | undefined)?.id === id
}
