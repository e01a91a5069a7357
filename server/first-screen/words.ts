// What the first screens say that the elements of web/ say as well, in the same words.
export const words = {
  house: 'A live home for the images you find on the web.',
  promise: 'A home for the images you find on the web.',
  lead: 'Keep a picture with the page it came from, follow people whose eye you trust, and see what they find the moment they find it.',
  everything: 'All that people here have saved, newest first.',
  people: 'Follow someone, and what they find comes to your home.',
  popular: 'What people look at and keep these days.',
}

const number = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
export const counted = (count: number, one: string, many: string) =>
  count === 1 ? `1 ${one}` : `${number.format(count)} ${many}`

const day = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' })
const month = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })
export const dayOf = (iso: string) => day.format(new Date(iso))
export const monthOf = (iso: string) => month.format(new Date(iso))

const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** As web/words.ts says it: an interface that has just begun takes it over, for a browser takes long to find these words by itself. */
export function timeAgo(iso: string, now: number = Date.now()): string {
  const seconds = (now - Date.parse(iso)) / 1000
  const [unit, length] = units.find(([, size]) => seconds >= size) ?? []
  return unit && length ? ago.format(-Math.floor(seconds / length), unit) : 'just now'
}

/** The host of an address as people know it. */
export const hostOf = (address: string) => new URL(address).host.replace(/^www\./, '')

/** Whether a link to it may be shown. */
export const isWebAddress = (address: string | null): address is string =>
  address !== null && URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
