// Which language the interface is in. English is what its code says; all else comes by itself, when somebody reads it.
import { whenIdle } from '../idle.ts'
import { locale } from '../locale.ts'
import { addressed } from './address.ts'
import { cookie, language } from './current.ts'
import { spokenFor } from './spoken.ts'

/** A node has looked at all that says something of the language; so has the worker. */
const root = document.documentElement
const speech = () => import('./speech.ts')

/** What the interface waits for before it is shown; undefined when it can be shown at once, in English. */
export const ready: Promise<void> | undefined = begin()

/** The language of an account, or of nobody: whoever has come by an address in a language stays with it. */
export function speakFor(tag: string | null | undefined): void {
  const next = spokenFor(tag)
  // What cannot be loaded now is said as it was, until the next time.
  if (next && (next !== language.get() || next !== cookie()))
    speech()
      .then(({ follow }) => follow(next))
      .catch(() => undefined)
}

function begin(): Promise<void> | undefined {
  const first = addressed ?? spokenFor(root.lang) ?? 'en'
  locale.spoken = first
  if (first === 'en') return void whenIdle(speech)
  return speech()
    .then(({ speak }) => speak(first))
    .catch(() => {
      // Better in English than not at all.
      locale.spoken = 'en'
      Object.assign(root, { lang: 'en', dir: 'ltr' })
    })
}
