// The contract with every client, as for finding things by words. Types only, no code.
import type { Page } from './protocol.ts'
import type { AccountSeenView, ImageSeenView } from './views.ts'

export type SearchKind = 'images' | 'people'

/** Of the kind that was asked for; the others are empty. */
export interface Found {
  images: ImageSeenView[]
  accounts: AccountSeenView[]
  next: string | null
}

export interface SearchRequests {
  /**
   * By words and their beginnings, whatever their case and accents; when little is found, also by what is near to them. Best first; images
   * when no kind is given.
   */
  'search:find': [{ text: string; kind?: SearchKind } & Page, Found]
}
