// Every SQL statement about keeping what somebody else has.
import { sql, type Kysely } from 'kysely'
import type { Database } from '../database/tables.ts'
import { contentVisible } from '../policy/visible.ts'
import type { TranslationView } from '../views.ts'
import { visibleTo } from './queries.ts'

export interface Kept {
  pictureId: string
  /** SHA-256 of the bytes as they came, in hex. */
  hash: string
  perceptualHash: string
  title: string
  alt: string
  translations: TranslationView[]
  pageUrl: string | null
  sourceUrl: string | null
  /** Whether everybody may see it. */
  public: boolean
}

/** What would be kept of an image that the viewer may see. */
export async function findKept(db: Kysely<Database>, id: string, viewerId: string): Promise<Kept | undefined> {
  const { rows } = await sql<Kept>`
    select image.picture_id::text, picture.hash, picture.perceptual_hash, image.title, image.alt, image.translations, image.page_url,
      image.source_url, ${contentVisible(null)} as public
    from image join picture on picture.id = image.picture_id join account on account.id = image.account_id
    where image.id = ${id} and ${visibleTo(viewerId)}`.execute(db)
  return rows[0]
}
