// How dates and numbers are written for whoever is here; the session keeps it up to date.
interface Locale {
  language: string | undefined
  timeZone: string | undefined
}

export const locale: Locale = { language: undefined, timeZone: undefined }

/** The chosen language, or else that of the page. */
export const languageOf = (): string => locale.language ?? (document.documentElement.lang || 'en')
