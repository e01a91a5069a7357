// What the owner of an image has said of it in the language that is spoken. As web/images/translated.ts.
import type { ImageView } from '../views.ts'
import { currentLanguage } from './language.ts'

/** With its title and alternative text as they are read in that language, each where there is one. */
export function translated<Image extends Pick<ImageView, 'title' | 'alt' | 'translations'>>(image: Image): Image {
  const said = image.translations.find(({ language }) => language === currentLanguage())
  return said ? { ...image, title: said.title || image.title, alt: said.alt || image.alt } : image
}
