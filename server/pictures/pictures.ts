// Pictures: bytes that are stored once, whoever keeps them and however often.
import { msg } from '@lit/localize'
import type { Transaction } from 'kysely'
import { change } from '../channels/change.ts'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { AppError } from '../errors.ts'
import type { Incoming } from '../media/media.ts'
import { namesOf } from '../media/originals.ts'
import { servedName, type Store } from '../media/store.ts'
import type { ImageSource } from '../views.ts'
import {
  claimPicture,
  findPicture,
  insertPicture,
  listUnusedOriginals,
  lockFiles,
  lockFilesAlone,
  type KeptPicture,
} from './queries.ts'

export type { KeptPicture } from './queries.ts'

/**
 * The picture that these bytes are: the one that somebody has kept already, without decoding them, else a new one. It stays for at
 * least a day even if nothing refers to it. The incoming file is used up, whatever comes of it; the turns of people are the caller's.
 * @throws {AppError} as `Media.develop`
 */
export async function keepPicture(ctx: Context, incoming: Incoming): Promise<KeptPicture> {
  try {
    for (let attempt = 1; attempt <= 3; attempt++) {
      const known = await findPicture(ctx.db, incoming.hash)
      if (known && (!known.unused || (await claimPicture(ctx.db, known.id)))) return pick(known)

      const { original, ...picture } = await ctx.media.develop(incoming, { keep: true })
      const kept = await change(ctx, async trx => {
        const standing = await holdFiles(trx, filesOf(ctx, original, picture.sources))
        return standing ? insertPicture(trx, picture) : undefined
      })
      if (kept) return kept
    }
    throw notStored()
  } finally {
    await incoming.discard()
  }
}

/** A stored file by its name in one of the two stores. */
export interface FileOf {
  store: Store
  name: string
}

/**
 * Keeps the sweep from removing any file until the transaction ends, and answers whether all of these are there. Whoever writes a
 * row that relies on stored files asks this first, in the same transaction; when one is missing, it must be stored again.
 */
export async function holdFiles(trx: Transaction<Database>, files: FileOf[]): Promise<boolean> {
  await lockFiles(trx)
  const standing = await Promise.all(files.map(({ store, name }) => store.has(name)))
  return standing.every(Boolean)
}

/** The same, for whoever cannot store them again. @throws {AppError} unavailable when one of them is gone */
export async function requireFiles(trx: Transaction<Database>, files: FileOf[]): Promise<void> {
  if (!(await holdFiles(trx, files))) throw notStored()
}

/** Removes an original at once, unless something refers to it: bytes that are to be no image after all. */
export async function dropOriginal({ db, media }: Context, hash: string): Promise<void> {
  await db.transaction().execute(async trx => {
    await lockFilesAlone(trx)
    if ((await listUnusedOriginals(trx, [hash])).length > 0)
      await Promise.all(namesOf(hash).map(media.originals.remove))
  })
}

function notStored(): AppError {
  return new AppError('unavailable', msg('That picture could not be stored. Try again in a moment.'), { retryAfter: 5 })
}

function filesOf({ media }: Context, original: string, sources: ImageSource[]): FileOf[] {
  return [
    { store: media.originals, name: original },
    ...sources.map(({ url }) => ({ store: media.store, name: servedName(url) })),
  ]
}

const pick = ({ id, hash, perceptualHash }: KeptPicture): KeptPicture => ({ id, hash, perceptualHash })
