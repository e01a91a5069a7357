// What the tests of stored pictures look at: rows, and the files that they rely on.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { Context } from '../../server/context.ts'
import { servedName } from '../../server/media/store.ts'
import { holdFiles } from '../../server/pictures/pictures.ts'
import type { ImageSource } from '../../server/views.ts'

export const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
export const incomingOf = (ctx: Context, bytes: Buffer) => ctx.media.receive(Readable.from([bytes]))

export async function isRow({ db }: Context, hash: string): Promise<boolean> {
  return (await sql`select from picture where hash = ${hash}`.execute(db)).rows.length > 0
}

/** Which of these a store still has; the originals here are PNG. */
export async function standing({ media }: Context, names: string[]): Promise<string[]> {
  const found = await Promise.all(
    names.map(async name => (await media.store.has(name)) || (await media.originals.has(name))),
  )
  return names.filter((_, index) => found[index])
}

export const filesOf = (hash: string, sources: ImageSource[]) => [
  `${hash}.png`,
  ...sources.map(({ url }) => servedName(url)),
]

/** Pictures of which a file is missing, as somebody would find who looks while nobody sweeps. */
export async function listBroken(ctx: Context, hashes: string[]): Promise<string[]> {
  return ctx.db.transaction().execute(async trx => {
    await holdFiles(trx, [])
    const { rows } = await sql<{ hash: string; sources: ImageSource[] }>`
      select hash, sources from picture where hash = any(${hashes}::text[])`.execute(trx)
    const broken: string[] = []
    for (const { hash, sources } of rows) {
      const names = filesOf(hash, sources)
      if ((await standing(ctx, names)).length < names.length) broken.push(hash)
    }
    return broken
  })
}
