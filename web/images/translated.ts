// What the owner of an image has said of it in the language of the interface. As server/language/translated.ts.
import type { Spoken } from '../../server/protocol-own.ts'
import type { ImageView } from '../../server/views.ts'
import { locale } from '../locale.ts'

/** In which language its title is, when that is a translation. */
interface Told {
  lang?: Spoken | undefined
}

/**
 * With its title and alternative text as they are read in that language, each where there is one. To be asked for anew whenever it is drawn: the
 * language may have changed.
 */
export function translated<Image extends Pick<ImageView, 'title' | 'alt'> & Partial<ImageView>>(
  image: Image,
): Image & Told {
  // What this device has kept from earlier may have none.
  const said = image.translations?.find(({ language }) => language === locale.spoken)
  return said
    ? {
        ...image,
        title: said.title || image.title,
        alt: said.alt || image.alt,
        lang: said.title ? said.language : undefined,
      }
    : image
}
