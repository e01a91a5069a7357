// What a screen reader is told: what has come to an end, never how far something is.
import { msg, str } from '@lit/localize'
import type { Id, SaveView } from '../../server/views.ts'
import { asKnown } from '../images/data.ts'
import { counted } from '../language/counted.ts'
import type { Arrival } from './ledger.ts'
import { areKept, areSaved, takenBackInWords } from './words.ts'

export class TrayNews {
  readonly #saved = new Set<Id>()
  readonly #takenBack = new Set<Id>()
  readonly #failed = new Set<string>()
  #sentence = ''

  /** The latest news in one sentence; the one before while there are none. */
  of(failed: SaveView[], arrivals: Arrival[]): string {
    const saved = arrivals.filter(({ image, state }) => state === 'saved' && fresh(this.#saved, image.id))
    const takenBack = arrivals.filter(({ image, state }) => state === 'taken-back' && fresh(this.#takenBack, image.id))
    // What fails once more is news once more.
    const wrong = failed.filter(({ id, error }) => fresh(this.#failed, `${id} ${error?.message}`))
    const [kept, refused] = [wrong.filter(({ error }) => error?.image), wrong.filter(({ error }) => !error?.image)]
    const sentences = [
      saved.length === 1 ? msg(str`“${saved[0] && asKnown(saved[0].image).title}” is saved.`) : '',
      saved.length > 1 ? areSaved(saved.length) : '',
      takenBack.length > 0 ? takenBackInWords(takenBack.length) : '',
      kept.length === 1 ? msg(str`You have “${kept[0]?.title}” already.`) : '',
      kept.length > 1 ? areKept(kept.length) : '',
      refused.length === 1 ? msg(str`“${refused[0]?.title}” could not be saved: ${refused[0]?.error?.message}`) : '',
      refused.length > 1
        ? counted(
            msg('{count, plural, one {# image could not be saved.} other {# images could not be saved.}}'),
            refused.length,
          )
        : '',
    ]
    this.#sentence = sentences.filter(Boolean).join(' ') || this.#sentence
    return this.#sentence
  }
}

function fresh<Key>(known: Set<Key>, key: Key): boolean {
  return !known.has(key) && Boolean(known.add(key))
}
