// The web app manifest (https://www.w3.org/TR/appmanifest/) in the language of whoever installs it.
import { msg } from '@lit/localize'
import { currentLanguage } from '../language/language.ts'
import { directionOf } from '../language/spoken.ts'

/** By what the file of the build says. */
const words: Record<string, () => string> = {
  'A live home for the images you find on the web.': () => msg('A live home for the images you find on the web.'),
  'Save an image': () => msg('Save an image'),
  Everything: () => msg('Everything'),
  Notifications: () => msg('Notifications'),
  'A wall of what people here have found': () => msg('A wall of what people here have found'),
  'The same wall on a phone': () => msg('The same wall on a phone'),
  'An image, and who likes it': () => msg('An image, and who likes it'),
}

/** @param file as the build has it, in English */
export function manifestHere(file: string): string {
  const language = currentLanguage()
  const said = (_key: string, value: unknown) => (typeof value === 'string' ? (words[value]?.() ?? value) : value)
  return JSON.stringify({ ...(JSON.parse(file, said) as object), lang: language, dir: directionOf(language) })
}
