// Keeping what somebody else has: the same picture on one's own wall, without fetching or decoding anything.
import { msg, str } from '@lit/localize'
import { countUse } from '../attempts/attempts.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { wholeNumber } from '../language/words.ts'
import type { ImageView } from '../views.ts'
import { appear } from './appear.ts'
import { notFound, refuseSecond } from './images.ts'
import { findKept } from './keep-queries.ts'
import { listAlike } from './queries.ts'

const mostKeptAMinute = 60

/**
 * Keeps the picture of an image that an account may see, with its page, title and alternative text (also in other languages), as any
 * other save. The description stays where it is: it is what the other person has to say, and would stand under another name. What a
 * private account shows goes no further than its followers: a press must not show it to everybody.
 * @throws {AppError} `not_found`; `conflict` with one's own image; `forbidden` for what not everybody may see; `too_many`
 */
export async function keepImage(ctx: Context, accountId: string, id: string): Promise<ImageView> {
  const found = await findKept(ctx.db, id, accountId)
  if (!found) throw notFound()
  await refuseSecond(ctx, accountId, found.hash)
  if (!found.public) throw isNotPublic()
  await countUse(
    ctx,
    { key: `keep:${accountId}`, most: mostKeptAMinute, seconds: 60 },
    msg(str`No more than ${wholeNumber(mostKeptAMinute)} images of others can be saved in a minute.`),
  )
  const { alike, owners } = await listAlike(ctx.db, accountId, found)
  // That others have the very same is no news to whoever has just found it with them.
  const others = alike.filter(({ same }) => !same)
  const { pictureId, title, alt, translations, pageUrl, sourceUrl } = found
  const row = { accountId, pictureId, title, alt, translations, pageUrl, sourceUrl, description: '', keptFrom: id }
  const view = await appear(ctx, row, {
    alike: others,
    owners: owners.filter((_, index) => !alike[index]?.same),
    // It may have been taken back, or withdrawn, since.
    async begin(trx) {
      const still = await findKept(trx, id, accountId)
      if (!still) throw notFound()
      if (!still.public) throw isNotPublic()
    },
  })
  if (view) return view
  await refuseSecond(ctx, accountId, found.hash)
  throw notFound()
}

const isNotPublic = () => new AppError('forbidden', msg('Not everybody may see this, so it cannot be saved from here.'))
