// What nothing refers to any more goes: pictures, and files that are nobody's.
import type { Kysely } from 'kysely'
import type { Context } from '../context.ts'
import type { Database } from '../database/tables.ts'
import { servedName, type Store } from '../media/store.ts'
import { deleteUnused, listUnusedOriginals, listUnusedServed, lockFilesAlone, markUnused } from './queries.ts'

/** Seconds for which everything stays, referred to or not: more than any save takes, and time to undo. */
const day = 86_400
const picturesAtOnce = 100
/** Few, because nobody can store a picture while they are looked at a second time and removed. */
const filesAtOnce = 20
/** Milliseconds after which a run leaves the rest to another day. */
const longestRun = 600_000

export interface Sweep {
  /** Two hexadecimal digits each: only what begins so is looked at. Absent: those whose hour it is. */
  prefixes?: string[]
  seconds?: number
}

export interface Swept {
  pictures: number
  files: number
  bytes: number
}

/** All that begins with one of 256 prefixes in the course of a day, a twenty-fourth each hour: no run needs to know of another. */
export function prefixesOf(hour: number): string[] {
  return Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0')).filter(
    (_, index) => index % 24 === hour,
  )
}

/**
 * Removes pictures that nothing has referred to for a day, and files that have been nobody's for a day. May run beside itself, on
 * any node, and be killed at any point: what is left is found again.
 */
export async function sweepPictures(
  ctx: Context,
  { prefixes = prefixesOf(new Date().getUTCHours()), seconds = day }: Sweep = {},
): Promise<Swept> {
  const until = Date.now() + longestRun
  const swept: Swept = { pictures: 0, files: 0, bytes: 0 }
  for (const prefix of shuffle(prefixes)) {
    if (Date.now() > until) break
    await sweepPrefix(ctx, prefix, seconds, swept)
  }
  const anything = swept.pictures + swept.files > 0
  ctx.log[anything ? 'info' : 'debug'](swept, 'unused pictures and files were swept')
  return swept
}

async function sweepPrefix(ctx: Context, prefix: string, seconds: number, swept: Swept): Promise<void> {
  const files = filesOf(ctx)
  // After every hash that begins so: hexadecimal digits end at f.
  const range = { from: prefix, to: `${prefix}g` }
  await markUnused(ctx.db, range.from, range.to)
  for (;;) {
    const deleted = await ctx.db
      .transaction()
      .execute(trx => deleteUnused(trx, { ...range, seconds, most: picturesAtOnce }))
    if (deleted.length === 0) break
    swept.pictures += deleted.length
    // Their files have hashes of their own, and so another turn: but they are known now.
    const served = deleted.flatMap(({ sources }) => sources.map(({ url }) => servedName(url)))
    await removeUnused(ctx, files.served, served, seconds, swept)
  }
  for (const kind of Object.values(files)) {
    let names: string[] = []
    for await (const { name, modified } of kind.store.list(prefix)) {
      if (isOld(modified, seconds)) names.push(name)
      if (names.length < picturesAtOnce) continue
      await removeUnused(ctx, kind, names, seconds, swept)
      names = []
    }
    await removeUnused(ctx, kind, names, seconds, swept)
  }
}

interface FileKind {
  store: Store
  listUnused(db: Kysely<Database>, names: string[]): Promise<string[]>
}

function filesOf({ media: { store, originals } }: Context): Record<'served' | 'originals', FileKind> {
  return {
    served: {
      store,
      listUnused: async (db, names) => (await listUnusedServed(db, names.map(store.url))).map(servedName),
    },
    originals: {
      store: originals,
      async listUnused(db, names) {
        const unused = new Set(await listUnusedOriginals(db, names.map(hashOf)))
        return names.filter(name => unused.has(hashOf(name)))
      },
    },
  }
}

async function removeUnused(
  ctx: Context,
  { store, listUnused }: FileKind,
  names: string[],
  seconds: number,
  swept: Swept,
): Promise<void> {
  // Nearly all are used, which needs no lock to be seen.
  const unused = names.length > 0 ? await listUnused(ctx.db, names) : []
  for (let start = 0; start < unused.length; start += filesAtOnce) {
    await ctx.db.transaction().execute(async trx => {
      await lockFilesAlone(trx)
      const still = await listUnused(trx, unused.slice(start, start + filesAtOnce))
      await Promise.all(
        still.map(async name => {
          const facts = await store.stat(name)
          // Somebody has put it again in the meantime, and will refer to it.
          if (!facts || !isOld(facts.modified, seconds)) return
          await store.remove(name)
          swept.files++
          swept.bytes += facts.bytes
        }),
      )
    })
  }
}

const isOld = (modified: Date, seconds: number) => modified.getTime() <= Date.now() - seconds * 1_000

const hashOf = (name: string) => name.slice(0, 64)

/** So that no prefix is always the one for which the time of a run was too short. */
function shuffle(prefixes: string[]): string[] {
  return prefixes
    .map(prefix => ({ prefix, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ prefix }) => prefix)
}
