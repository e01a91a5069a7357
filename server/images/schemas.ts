// What may be said of an image, however it comes in.
import { msg } from '@lit/localize'
import { z } from 'zod'
import { spokenLanguages } from '../language/spoken.ts'
import { caption, id, pictureAddress, text } from '../schemas.ts'

const title = text(200, () => msg('The title')).min(1, { error: () => msg('Give the picture a title.') })

export const NewImage = caption.extend({ title })

export const NewImageByAddress = NewImage.extend({
  url: pictureAddress,
})

/** What says nothing is none. */
const translations = z
  .array(
    z.object({
      language: z.enum(spokenLanguages, { error: () => msg('Choose a language that Bowerbird speaks.') }),
      title: text(200, () => msg('The translated title')).default(''),
      alt: text(1_000, () => msg('The translated alternative text')).default(''),
    }),
  )
  .refine(all => new Set(all.map(({ language }) => language)).size === all.length, {
    error: () => msg('Give each language once.'),
  })
  .transform(all => all.filter(({ title: said, alt }) => said || alt))

/** Of an edit: what is absent stays. */
export const ChangedImage = z.object({
  id,
  title: title.optional(),
  description: text(5_000, () => msg('The description')).optional(),
  alt: text(1_000, () => msg('The alternative text')).optional(),
  pageUrl: caption.shape.pageUrl.unwrap().optional(),
  translations: translations.optional(),
})
