// What a person may say of a picture, however it comes in.
import { z } from 'zod'
import { text, webAddress } from '../schemas.ts'

export const NewImage = z.object({
  title: text(200, 'The title').min(1, 'Give the picture a title.'),
  description: text(5_000, 'The description').default(''),
  alt: text(1_000, 'The alternative text').default(''),
  pageUrl: webAddress('The page’s address').nullable().default(null),
})

export const NewImageByAddress = NewImage.extend({
  url: text(2_000, 'The address').min(1, 'Enter the address of a picture.'),
})
