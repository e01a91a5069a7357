// The languages that Bowerbird speaks, as a browser names them and keeps them.
import type { Spoken } from '../../server/protocol-own.ts'

const all: Record<Spoken, true> = {
  en: true,
  es: true,
  'pt-BR': true,
  fr: true,
  de: true,
  ja: true,
  'zh-Hans': true,
  ar: true,
}
export const spokenLanguages = Object.keys(all) as Spoken[]

/** As server/language/spoken.ts: by language and script, whatever the country. Undefined where it is none of them. */
export function spokenFor(tag: string | null | undefined): Spoken | undefined {
  if (!tag || Object.hasOwn(all, tag)) return (tag || undefined) as Spoken | undefined
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return spokenLanguages.find(one => {
      const own = new Intl.Locale(one).maximize()
      return own.language === language && own.script === script
    })
  } catch {
    return undefined
  }
}

/** What this browser was told; nodes read it too. */
export const cookie = (): Spoken | undefined => spokenFor(/(?:^|; )language=([\w-]+)/.exec(document.cookie)?.[1])

export function remember(language: Spoken | undefined): void {
  if (language === cookie()) return
  const seconds = language ? 365 * 86_400 : 0
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `language=${language ?? ''}; Path=/; Max-Age=${seconds}; SameSite=Lax${secure}`
}
