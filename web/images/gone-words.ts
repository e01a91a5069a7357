import { msg, str } from '@lit/localize'
import type { ImageView } from '../../server/views.ts'

/** Why an image is not here. @param taken whether it was taken back, rather than hidden from me @param mine whether by me */
export function goneInWords(
  image: ImageView | undefined,
  taken: boolean,
  mine: boolean,
): { heading: string; text: string } {
  if (mine) return { heading: msg('You have taken it back'), text: msg('It is gone from every window, and from here.') }
  const by = taken && image?.by.name
  return {
    heading: taken ? msg('This image was taken back') : msg('This image is not here'),
    text: by ? msg(str`${by} has taken it back. It is not here any more.`) : msg('It is not here any more.'),
  }
}
