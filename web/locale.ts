// How dates and numbers are written for whoever is here; the session keeps it up to date.
interface Locale {
  language: string | undefined
  timeZone: string | undefined
}

export const locale: Locale = { language: undefined, timeZone: undefined }

/** The chosen language, or else that of the page, as the browser's country has it. */
export const languageOf = (): string => locale.language ?? languageHere()

function languageHere(): string {
  const page = document.documentElement.lang || 'en'
  return navigator.languages.find(one => one === page || one.startsWith(`${page}-`)) ?? page
}
