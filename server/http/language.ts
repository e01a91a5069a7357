// Which language a call is answered in: that of the address, or of the page that calls; else of the account; else of the browser, which may
// have been told one here; else the instance's own.
import type { IncomingHttpHeaders } from 'node:http'
import type { Context as HttpContext, Middleware } from 'koa'
import type { Config } from '../config.ts'
import { currentLanguage, inLanguage, speak } from '../language/language.ts'
import { spokenFor, splitLanguage } from '../language/spoken.ts'
import type { Identity } from '../policy/standing.ts'
import type { Spoken } from '../protocol-own.ts'
import { plainCookie } from './cookies.ts'

/** What has no page in each language: calls, files, and what machines ask for. */
const notPages = /^\/(api|media|socket\.io|assets|icons|sitemap|metrics|healthz|readyz|oembed)(\/|$)|^\/[^/]*\./i

/** Wherever the address says a language, the call goes on without it: `http.state.addressed` has it then. */
export function speakLanguage(config: Config): Middleware {
  return (http, next) => {
    const split = /^(GET|HEAD)$/.test(http.method) ? splitLanguage(http.path) : undefined
    if (split && !notPages.test(split.path)) {
      http.path = split.path
      http.state.addressed = split.language
    }
    const language: Spoken | undefined = http.state.addressed ?? languageOfPage(http.headers['bowerbird-language'])
    http.state.languageKnown = language !== undefined
    const spoken = language ?? languageOfBrowser(config, http.headers)
    return inLanguage(spoken, next, formatOfBrowser(http.headers, spoken))
  }
}

/**
 * Once it is known who asks: their own language goes before that of their browser, not before that of the page; and
 * numbers are as their country has them, where that is of the same language. */
export function speakAs(http: HttpContext, identity: Identity | undefined): void {
  const language = spokenFor(identity?.language)
  if (language && (!http.state.languageKnown || language === currentLanguage()))
    speak(language, identity?.language ?? undefined)
}

/** What a page of ours says that it is in. */
export const languageOfPage = (given: unknown): Spoken | undefined =>
  typeof given === 'string' ? spokenFor(given) : undefined

export function languageOfBrowser({ defaultLanguage }: Config, headers: IncomingHttpHeaders): Spoken {
  const [known] = [plainCookie(headers, 'language'), ...accepted(headers['accept-language'])]
    .map(tag => spokenFor(tag))
    .filter(Boolean)
  return known ?? defaultLanguage
}

/** How the browser's country writes numbers and days in a language; as the interface finds it in web/locale.ts. */
export const formatOfBrowser = (headers: IncomingHttpHeaders, language: Spoken): string | undefined =>
  accepted(headers['accept-language'])
    .filter(tag => spokenFor(tag) === language)
    .map(countryOf)[0]

/** Without what else can be said in a tag, such as other digits: the country is what the interface goes by. */
function countryOf(tag: string): string {
  const { language, region } = new Intl.Locale(tag)
  return region ? `${language}-${region}` : language
}

/** The languages of RFC 9110, 12.5.4, those that are wanted most first. */
function accepted(header = ''): string[] {
  return header
    .slice(0, 1_000)
    .split(',')
    .map(part => {
      const [tag = '', ...parameters] = part.split(';').map(piece => piece.trim())
      const weight = parameters.find(piece => piece.startsWith('q='))?.slice(2) ?? '1'
      return { tag, weight: Number(weight) || 0 }
    })
    .filter(({ tag, weight }) => tag && tag !== '*' && weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
}
