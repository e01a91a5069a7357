// The contract with every client, as for images: saving them, and what becomes of them while they are looked at. Types only, no code.
import type { Spoken } from './protocol-own.ts'
import type { Empty, Page } from './protocol.ts'
import type { Cursor, Id, ImageSeenView, ImageSource, ImageView, TranslationView } from './views.ts'

export interface ImageRequests {
  'image:bookmark': [{ url: string; title: string; pageUrl?: string; description?: string; alt?: string }, ImageView]
  /** My own; whatever is absent stays as it is, and `translations` take the place of all there were. */
  'image:edit': [
    {
      id: Id
      title?: string
      description?: string
      alt?: string
      pageUrl?: string | null
      translations?: { language: Spoken; title?: string; alt?: string }[]
    },
    ImageView,
  ]
  /** My own: takes it back from every open window. Also the undo of a save. */
  'image:remove': [{ id: Id }, Empty]
  /** My own that is still held: everybody may see it now. */
  'image:release': [{ id: Id }, ImageView]
  /** The same picture on my own wall, with its page; `conflict` with my image when I have it. */
  'image:keep': [{ id: Id }, ImageView]
  /** What somebody who likes this may like too, the most related first; at most 24, and no picture twice. */
  'image:related': [{ id: Id }, { images: ImageSeenView[] }]
  /** Mails an image that everybody may see to one address; `replies` gives that address mine, for an answer. */
  'image:share': [{ id: Id; to: string; message?: string; replies?: boolean }, Empty]
  /** I have seen it: counted once an hour for each person or visitor, and neither for its owner nor for programs. */
  'image:view': [{ id: Id }, Empty]
  /**
   * I look at it from now on, and at nothing else by this connection, until `here` is false, it is unwatched or the socket ends. It is
   * watched as well, and `image:looking` says how many look. Over HTTP, and for programs, only how many.
   */
  'image:look': [{ id: Id; here?: boolean }, { people: number }]
  /** What is looked at, liked and kept most, with older things counting less; `by` is a username. */
  'image:popular': [{ by?: string } & Page, { images: ImageSeenView[]; next: string | null }]
}

/** What changed, with its new values only. */
export interface ImageChanged {
  id: Id
  /** Absent with `views` alone: that is a moment's word, and may be lost. */
  cursor?: Cursor
  likes?: number
  views?: number
  title?: string
  description?: string
  alt?: string
  pageUrl?: string | null
  translations?: TranslationView[]
  /** Better sources than the ones it began with. */
  sources?: ImageSource[]
  /** For its owner: null when it has been released. */
  heldUntil?: null
}

/** How many people look at an image, each once; a moment's word, and may be lost. */
export interface ImageLooking {
  id: Id
  people: number
}

export interface ImageBroadcasts {
  'image:changed': ImageChanged
  'image:looking': ImageLooking
}
