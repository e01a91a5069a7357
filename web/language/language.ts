// The language of the interface: which one it is, and what `msg` of @lit/localize says in it. Each is a file of its own, which is asked for when
// somebody reads it; what has no translation is said in English.
import { _installMsgImplementation, type msg } from '@lit/localize/init/install.js'
import type { StrResult } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import type { Spoken } from '../../server/protocol-own.ts'
import { firstSession } from '../first-screen.ts'
import { locale } from '../locale.ts'
import { Value } from '../observe.ts'
import { addressed, leaveAddress } from './address.ts'
import { GAP, keyOf } from './key.ts'
import { cookie, remember, spokenFor } from './spoken.ts'

/** By their keys; `{0}` is the first value of the source. */
type Messages = Record<string, string>

interface Worded {
  strings: TemplateStringsArray
  /** Which value of the source stands in each gap. */
  order: number[]
}

const files = import.meta.glob<Messages>('../languages/*.xlf', { import: 'default' })

/** What is shown. */
export const language = new Value<Spoken>('en')

let messages: Messages | undefined
/** By their source: a template is the same object each time. */
const worded = new Map<unknown, Worded | undefined>()
/** What was asked for last: whoever chooses twice gets what they have chosen last, whichever comes first. */
let wanted: Spoken = 'en'

_installMsgImplementation(say as typeof msg)

/** Undefined when the interface can be shown at once, in English; else what it waits for. */
export const ready: Promise<void> | undefined = begin()

/** From now on everything is said in it, where it stands: nothing is loaded anew, and nothing that somebody has typed is touched. */
export async function speak(next: Spoken): Promise<void> {
  wanted = next
  const loaded = next === 'en' ? undefined : await files[`../languages/${next}.xlf`]?.()
  if (wanted !== next) return
  messages = loaded
  worded.clear()
  locale.spoken = next
  Object.assign(document.documentElement, { lang: next, dir: next === 'ar' ? 'rtl' : 'ltr' })
  language.set(next)
}

/** What somebody has chosen for this browser. It goes before the language in the address, which is left. */
export async function choose(tag: string | null): Promise<void> {
  const next = spokenFor(tag)
  remember(next)
  leaveAddress()
  await speak(next ?? ofBrowser())
}

/** The language of an account, or of nobody's: whoever has come by an address in a language stays with it. */
export function speakFor(tag: string | null | undefined): void {
  const next = spokenFor(tag)
  if (next) remember(next)
  if (!addressed && next && next !== wanted) void speak(next)
}

function begin(): Promise<void> | undefined {
  const first =
    addressed ?? spokenFor(firstSession?.account?.language) ?? cookie() ?? spokenFor(document.documentElement.lang)
  if (!first || first === 'en') return void speak('en')
  // Better in English than not at all.
  return speak(first).catch(() => speak('en'))
}

const ofBrowser = (): Spoken => navigator.languages.map(spokenFor).find(Boolean) ?? 'en'

function say(template: string | StrResult | TemplateResult): string | TemplateResult {
  if (typeof template === 'string') return wordsFor(template, [template])?.strings[0] ?? template
  const found = wordsFor(template.strings, template.strings)
  const strings = found?.strings ?? template.strings
  const values = found ? found.order.map(place => template.values[place]) : template.values
  return 'strTag' in template ? String.raw({ raw: strings }, ...values) : found ? html(strings, ...values) : template
}

function wordsFor(source: unknown, strings: readonly string[]): Worded | undefined {
  if (!messages) return undefined
  if (!worded.has(source)) worded.set(source, read(messages[keyOf(strings.join(GAP))]))
  return worded.get(source)
}

function read(text: string | undefined): Worded | undefined {
  if (text === undefined) return undefined
  const parts = text.split(/\{(\d+)\}/)
  const strings = parts.filter((_, index) => index % 2 === 0)
  const order = parts.filter((_, index) => index % 2 === 1).map(Number)
  return { strings: Object.assign(strings, { raw: strings }), order }
}
