// What `msg` of @lit/localize says in each language. Each is a file of its own; what has no translation is said in English.
import { _installMsgImplementation, type msg } from '@lit/localize/init/install.js'
import type { StrResult } from '@lit/localize'
import { html, type TemplateResult } from 'lit'
import type { Spoken } from '../../server/protocol-own.ts'
import { locale } from '../locale.ts'
import { addressed, leaveAddress } from './address.ts'
import { cookie, language } from './current.ts'
import { isolate } from './isolate.ts'
import { GAP, keyOf } from './key.ts'
import { keepLanguageInLinks } from './links.ts'
import { renew } from './renew.ts'
import { spokenFor } from './spoken.ts'

/** By their keys; `{0}` is the first value of the source. */
type Messages = Record<string, string>

interface Worded {
  strings: TemplateStringsArray
  /** Which value of the source stands in each gap. */
  order: number[]
}

const files = import.meta.glob<Messages>('../languages/*.xlf', { import: 'default' })

let messages: Messages | undefined
/** By their source: a template is the same object each time. */
const worded = new Map<unknown, Worded | undefined>()
/** What was asked for last: whoever chooses twice gets what they have chosen last, whichever comes first. */
let wanted: Spoken | undefined

_installMsgImplementation(say as typeof msg)
locale.isolate = isolate
if (addressed) keepLanguageInLinks()
// Where nobody has said anything here, it is as the browser says, also when that changes.
addEventListener('languagechange', () => {
  if (!addressed && !cookie()) speak(ofBrowser()).catch(() => undefined)
})

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
  renew(document.body)
}

/** What somebody has chosen for this browser; null leaves it to the browser. It goes before the language in the address, which is left. */
export async function choose(tag: string | null): Promise<void> {
  const next = spokenFor(tag)
  // First, so that what cannot be loaded leaves all as it is.
  await speak(next ?? ofBrowser())
  remember(next)
  leaveAddress()
}

/** As an account says. */
export async function follow(next: Spoken): Promise<void> {
  if (!addressed && next !== language.get()) await speak(next)
  remember(next)
}

const ofBrowser = (): Spoken => navigator.languages.map(spokenFor).find(Boolean) ?? 'en'

function remember(next: Spoken | undefined): void {
  if (next === cookie()) return
  const seconds = next ? 365 * 86_400 : 0
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `language=${next ?? ''}; Path=/; Max-Age=${seconds}; SameSite=Lax${secure}`
}

function say(template: string | StrResult | TemplateResult): string | TemplateResult {
  if (typeof template === 'string') return wordsFor(template, [template])?.strings[0] ?? template
  const found = wordsFor(template.strings, template.strings)
  const strings = found?.strings ?? template.strings
  const values = found ? found.order.map(place => template.values[place]) : template.values
  if ('strTag' in template) return String.raw({ raw: strings }, ...values.map(isolate))
  return found ? html(strings, ...values) : template
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
