// The community: people who join, keep pictures, like and follow, through the same verbs as everybody else.
import { randomBytes } from 'node:crypto'
import type { ImageView } from '../views.ts'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { getAccount, signUp } from '../accounts/accounts.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { followAccount } from '../follows/follows.ts'
import { bookmarkImage, listImages, type NewImage } from '../images/images.ts'
import { likeImage } from '../likes/likes.ts'
import { viewImage } from '../popular/popular.ts'
import { createPainter } from './painter.ts'
import { people } from './people.ts'
import type { Person } from './people.ts'
import type { Picture } from './pictures.ts'
import { updateBio } from './queries.ts'
import { createRandom } from './random.ts'

/** The first run is quick up to here, then goes on at the pace of people. */
export const fullAt = 80
/** From here on they only like and follow. */
export const mostPictures = 400

export interface Community {
  readonly members: number
  readonly pictures: number
  /** Lets people join and keep pictures until there is something to see. */
  fill(progress: () => void): Promise<void>
  /** Goes on until the signal: somebody does something every few seconds. */
  live(progress: () => void): Promise<void>
  close(): Promise<void>
}

/** @param passwords of those whom a visitor may sign in as; the others get one that nobody knows. */
export async function createCommunity(
  ctx: Context,
  passwords: Record<string, string>,
  signal: AbortSignal,
): Promise<Community> {
  const members: { id: string; person: Person }[] = []
  let pictures = 0
  for (const person of people) {
    const found = await getAccount(ctx, person.username, null).catch(ignore('not_found'))
    if (!found) continue
    members.push({ id: found.id, person })
    pictures += found.view.images
  }

  const random = createRandom(Date.now())
  const painter = createPainter()
  let seed = pictures
  let ahead: Promise<Picture> | undefined

  async function join(): Promise<void> {
    const person = people.find(({ username }) => !members.some(member => member.person.username === username))
    if (!person) return
    const { username, name, bio } = person
    const password = passwords[username] ?? randomBytes(18).toString('base64url')
    const { accountId } = await signUp(ctx, { username, name, password, email: `${username}@example.org` })
    await updateBio(ctx.db, accountId, bio)
    members.push({ id: accountId, person })
  }

  async function bookmark(): Promise<void> {
    const next = ahead ?? painter.paint(seed)
    seed++
    // Painted while this one is developed.
    ahead = painter.paint(seed)
    const { bytes, title, description, alt, pageUrl, motif } = await next
    const fond = members.filter(({ person }) => person.likes.includes(motif))
    const { id } = random.pick(fond.length ? fond : members)
    const made = await keep(id, { title, description, alt, pageUrl }, bytes).catch(ignore('conflict'))
    if (made) pictures++
  }

  async function keep(id: string, image: NewImage, bytes: Buffer): Promise<ImageView> {
    const incoming = await ctx.media.receive(Readable.from([bytes]))
    return bookmarkImage(ctx, id, image, incoming, { sourceUrl: null })
  }

  async function like(): Promise<void> {
    const { images } = await listImages(ctx, null, { limit: 50 })
    if (!images.length) return
    // The newest are the most likely to be seen.
    const image = images[Math.floor(random.next() ** 2 * images.length)]!
    const others = members.filter(({ person }) => person.username !== image.by.username)
    if (others.length) await likeImage(ctx, random.pick(others).id, image.id).catch(ignore('not_found'))
  }

  /** Visitors come by, a few at each time; what catches the eye of one catches that of others. */
  async function look(): Promise<void> {
    const { images } = await listImages(ctx, null, { limit: 50 })
    if (!images.length) return
    const image = images[Math.floor(random.next() * images.length)]!
    // Always the same for an image: the demo need not remember it.
    const appeal = 1 + ((Number(image.id) * 7) % 11)
    for (let visitors = random.whole(0, appeal); visitors > 0; visitors--) {
      const who = `v${randomBytes(6).toString('hex')}`
      await viewImage(ctx, { accountId: null, eyes: { who, network: null } }, image.id).catch(ignore('not_found'))
    }
  }

  async function follow(): Promise<void> {
    const { id, person } = random.pick(members)
    const username = random.chance(0.9) ? random.pick(person.follows) : random.pick(people).username
    if (username === person.username) return
    await followAccount(ctx, id, username).catch(ignore('not_found'))
  }

  /** What goes wrong for one of them is told in the log; the others go on. */
  async function attempt(deed: () => Promise<void>): Promise<void> {
    try {
      await deed()
    } catch (error) {
      if (signal.aborted) return
      ctx.log.warn({ error }, 'somebody in the demo could not do what they wanted')
      await rest(1_000)
    }
  }

  async function rest(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal }).catch(() => undefined)
  }

  return {
    get members() {
      return members.length
    },
    get pictures() {
      return pictures
    },
    async fill(progress) {
      while (!signal.aborted && (pictures < fullAt || members.length < people.length)) {
        await attempt(members.length < Math.min(people.length, 3 + pictures / 4) ? join : bookmark)
        progress()
        if (members.length < 3) continue
        for (let times = random.whole(1, 3); times > 0; times--) await attempt(like)
        for (let times = 3; times > 0; times--) await attempt(look)
        if (random.chance(0.6)) await attempt(follow)
      }
    },
    async live(progress) {
      while (!signal.aborted) {
        await rest(random.between(2_000, 6_000))
        if (signal.aborted) return
        const chance = random.next()
        await attempt(chance < 0.4 && pictures < mostPictures ? bookmark : chance < 0.88 ? like : follow)
        await attempt(look)
        progress()
      }
    },
    close: painter.close,
  }
}

function ignore(code: AppError['code']): (error: unknown) => undefined {
  return error => {
    if (!(error instanceof AppError) || error.code !== code) throw error
  }
}
