// In which language something is said: that of whoever it is said to, for as long as the work for them goes on.
import { AsyncLocalStorage } from 'node:async_hooks'
import { _installMsgImplementation, type msg } from '@lit/localize/init/install.js'
import { runtimeMsg } from '@lit/localize/internal/runtime-msg.js'
import type { Spoken } from '../protocol-own.ts'
import { messagesOf } from './catalogue.ts'
import { isolate } from './isolate.ts'
import { sourceLanguage } from './spoken.ts'

interface Speech {
  language: Spoken
  /** Of BCP 47: how numbers and dates are written, which may be a country's way, or that of a language which we do not speak. */
  format: string | undefined
}

/** One for the process, as @lit/localize is: tests load this file more than once. */
const place = Symbol.for('bowerbird.speech')
const known = (globalThis as { [place]?: AsyncLocalStorage<Speech> })[place]
const speech = known ?? new AsyncLocalStorage<Speech>()

// From here on `msg` of @lit/localize, wherever it is called, finds its words in the catalogue of that language.
if (!known) {
  Object.assign(globalThis, { [place]: speech })
  _installMsgImplementation(say as typeof msg)
}

function say(...[template, options]: Parameters<typeof msg>): ReturnType<typeof msg> {
  const language = currentLanguage()
  const isolated =
    typeof template !== 'string' && 'strTag' in template
      ? { ...template, values: (template.values as unknown[]).map(value => isolate(value, language)) }
      : template
  return runtimeMsg(messagesOf(language), isolated, options)
}

/** Of whoever is being answered or written to; the language of the messages where that is nobody. */
export const currentLanguage = (): Spoken => speech.getStore()?.language ?? sourceLanguage

/** For `Intl`. */
export const currentFormat = (): string => speech.getStore()?.format ?? currentLanguage()

/** Runs the work, and everything that it waits for, in a language. */
export function inLanguage<Result>(language: Spoken, work: () => Result, format?: string): Result {
  return speech.run({ language, format }, work)
}

/** From here on the work that is going on is in this language: only once it has begun is it known for whom it is done. */
export function speak(language: Spoken, format?: string): void {
  const store = speech.getStore()
  if (store) Object.assign(store, { language, format })
}
