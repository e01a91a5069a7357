// What the first screens say that the elements of web/ say as well, in the same words; and numbers and times as they write them.
import { msg } from '@lit/localize'
import { agoOf, counted } from '../language/words.ts'

export const words = {
  house: () => msg('A live home for the images you find on the web.'),
  promise: () => msg('A home for the images you find on the web.'),
  lead: () =>
    msg(
      'Keep a picture with the page it came from, follow people whose eye you trust, and see what they find the moment they find it.',
    ),
  everything: () => msg('All that people here have saved, newest first.'),
  people: () => msg('Follow someone, and what they find comes to your home.'),
  popular: () => msg('What people look at and keep these days.'),
}

export const likesInWords = (count: number) => counted(msg('{count, plural, one {# like} other {# likes}}'), count)
export const imagesInWords = (count: number) => counted(msg('{count, plural, one {# image} other {# images}}'), count)
export const followersInWords = (count: number) =>
  counted(msg('{count, plural, one {# follower} other {# followers}}'), count)

/** As web/words.ts says it: an interface that has just begun takes it over, for a browser takes long to find these words by itself. */
export const timeAgo = (iso: string, now: number = Date.now()): string => agoOf(iso, now) ?? msg('just now')

/** The host of an address as people know it. */
export const hostOf = (address: string) => new URL(address).host.replace(/^www\./, '')

/** Whether a link to it may be shown. */
export const isWebAddress = (address: string | null): address is string =>
  address !== null && URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
