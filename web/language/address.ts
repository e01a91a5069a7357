// The language that may stand before every path, as in `/de/images`: the rest of the interface knows paths without it.
import type { Spoken } from '../../server/protocol-own.ts'
import { spokenLanguages } from './spoken.ts'

const first = (path: string): Spoken | undefined =>
  spokenLanguages.find(one => path === `/${one}` || path.startsWith(`/${one}/`))

/** What the address of this page says, until another one is chosen. */
export let addressed: Spoken | undefined = first(location.pathname)

/** `/de/images` is `/images`. */
export function withoutLanguage(path: string): string {
  const language = first(path)
  return language ? path.slice(language.length + 1) || '/' : path
}

/** `/images` is `/de/images` where one has come in German. */
export const withLanguage = (path: string): string =>
  addressed ? `/${addressed}${withoutLanguage(path)}`.replace(/\/(?=$|[?#])/, '') : path

/** Where one is. */
export const herePath = (): string => withoutLanguage(location.pathname)

/** From now on the addresses of this window say no language. */
export function leaveAddress(): void {
  if (!addressed) return
  addressed = undefined
  history.replaceState(history.state, '', herePath() + location.search + location.hash)
}
