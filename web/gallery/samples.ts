// People and pictures that never change, and what is known of them.
import type { AccountRef, AccountSeenView, ImageSeenView, OwnAccountView, RelationView } from '../../server/views.ts'
import { learnAccount } from '../accounts/data.ts'
import { learnImage } from '../images/data.ts'
import { session } from '../session.ts'

const MINUTE = 60_000

/** As the server writes times. */
export function ago(minutes: number): string {
  return new Date(Date.now() - minutes * MINUTE).toISOString()
}

const person = (username: string, name: string, photo: string | null = null): AccountRef => ({ username, name, photo })

export const ada = person('ada', 'Ada Lovelace', drawing(24, 1, 1))
export const grace = person('grace', 'Grace Hopper')
export const yuki = person('yuki', '濱田 由紀')
export const leila = person('leila', 'ليلى حداد')
export const long = person(
  'wolfeschlegelsteinhausenbergerdorff',
  'Hubert Blaine Wolfeschlegelsteinhausenbergerdorff senior',
)
export const me = person('me', 'Inês Carvalho', drawing(200, 1, 1))

const stranger: RelationView = {
  followedByMe: false,
  requestedByMe: false,
  followsMe: false,
  blockedByMe: false,
  mutedByMe: false,
}

function seen(
  account: AccountRef,
  relation: Partial<RelationView>,
  followers: number,
  images: number,
): AccountSeenView {
  return {
    ...account,
    bio: '',
    site: null,
    joinedAt: ago(40_000),
    followers,
    following: 3,
    images,
    private: false,
    followedByMe: relation.followedByMe ?? false,
    relation: { ...stranger, ...relation },
  }
}

export const accounts = [
  seen(ada, {}, 1, 1),
  seen(grace, { followsMe: true }, 0, 0),
  seen(yuki, { followedByMe: true }, 10_240, 10_000),
  seen(leila, { requestedByMe: true }, 128, 42),
  seen(long, {}, 3, 7),
]

/** A picture in one colour: hills, and something round over them. */
export function drawing(hue: number, width: number, height: number): string {
  const colour = (lightness: number, turn = 0) => `hsl(${(hue + turn) % 360} 42% ${lightness}%)`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * 600}" height="${height * 600}" viewBox="0 0 60 ${(60 * height) / width}" preserveAspectRatio="xMidYMid slice"><rect width="60" height="200" fill="${colour(78)}"/><circle cx="42" cy="16" r="7" fill="${colour(92, 30)}"/><path d="M0 34 16 20l14 13 12-9 18 16v200H0z" fill="${colour(52)}"/><path d="M0 44l22-10 16 9 22-8v200H0z" fill="${colour(34)}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

interface Sample extends Partial<ImageSeenView> {
  hue: number
  width: number
  height: number
}

export function image(id: string, { hue, width, height, ...more }: Sample): ImageSeenView {
  return {
    id,
    slug: id,
    title: 'Hills in the morning',
    description: '',
    alt: 'Hills under a pale sun',
    translations: [],
    picture: `picture-${id}`,
    pageUrl: 'https://hills.example/',
    sourceUrl: null,
    width: width * 600,
    height: height * 600,
    placeholder: '',
    color: '#b7a58f',
    sources: [{ url: drawing(hue, width, height), type: 'image/jpeg', width: width * 600, height: height * 600 }],
    by: ada,
    likes: 0,
    views: 0,
    bookmarkedAt: ago(3),
    animated: false,
    heldUntil: null,
    likedByMe: false,
    keptAs: null,
    ...more,
  }
}

export const hills = image('hills', { hue: 30, width: 3, height: 2 })
export const images = [
  hills,
  image('dunes', { hue: 20, width: 3, height: 4, title: 'Dunes', likes: 1, by: grace }),
  image('forest', { hue: 140, width: 1, height: 1, title: '森の朝', likes: 10_240, likedByMe: true, by: yuki }),
  image('sea', { hue: 210, width: 4, height: 3, title: 'البحر عند الفجر', likes: 12, by: leila, keptAs: 'mine' }),
  image('long', {
    hue: 280,
    width: 2,
    height: 3,
    title: 'A title that goes on for as long as anybody may write one, which is longer than any tile is wide',
    likes: 999,
    by: long,
  }),
  image('held', { hue: 340, width: 3, height: 2, title: 'Mine alone for a while', by: me, heldUntil: ago(-0.5) }),
]

/** Nothing of it can be loaded. */
export const broken = image('broken', {
  hue: 0,
  width: 3,
  height: 2,
  alt: 'A picture that does not come',
  sources: [{ url: 'data:image/jpeg;base64,AA==', type: 'image/jpeg', width: 1800, height: 1200 }],
})
export const onItsWay = { ...hills, sources: [], placeholder: '1QcSHQRnh493V4dIh4eXh1h4kJUI', color: '#b7a58f' }

/** Somebody is here, and what is shown of others has been told. */
export function stock(): void {
  const own: OwnAccountView = {
    ...seen(me, {}, 12, 34),
    role: 'person',
    email: 'ines@example.org',
    emailConfirmed: true,
    newEmail: null,
    hasPassword: true,
    bornOn: null,
    language: 'en',
    timeZone: 'UTC',
    restoredAt: null,
    saveDelay: 60,
  }
  session.set(own)
  for (const account of accounts) learnAccount(account)
  for (const one of [...images, broken]) learnImage(one)
}
