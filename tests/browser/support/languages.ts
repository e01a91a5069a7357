// A window in another language, as when its browser is told to prefer one.
import type { BrowserContext, Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Spoken } from '../../../server/protocol-own.ts'
import { readUnits } from '../../../vite.languages.ts'
import { pseudoModule } from '../../support/pseudo.ts'

/** For everybody who has not chosen one; all that is shown stays, and says so. */
export async function prefer(page: Page, language: Spoken): Promise<void> {
  await page.evaluate(tag => {
    Object.defineProperty(navigator, 'languages', { value: [tag], configurable: true })
    dispatchEvent(new Event('languagechange'))
  }, language)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
}

/** From now on German is the language that nobody speaks. */
export async function makePseudo(context: BrowserContext): Promise<void> {
  const body = pseudoModule()
  await context.route(/\/assets\/de-[\w-]+\.js$/, route => route.fulfill({ contentType: 'text/javascript', body }))
}

/** What is said for an English message, by the interface or by a node; `count` and `values` are those of its plural. */
export type Say = (english: string, count?: number, values?: Record<string, string>) => string

export function sayIn(language: Spoken): Say {
  const known = new Map(['web', 'server'].flatMap(side => [...readSide(side, language)]))
  return (english, count, values) => {
    const said = known.get(english)
    if (!said) throw new Error(`“${english}” is no message, or has no translation.`)
    if (count === undefined) return said
    const message = new IntlMessageFormat(said.replaceAll('#', '{short}').replaceAll("'", "''"), language)
    return String(message.format({ ...values, count, short: new Intl.NumberFormat(language).format(count) }))
  }
}

function readSide(side: string, language: Spoken): Map<string, string> {
  const file = join(import.meta.dirname, `../../../${side}/languages/${language}.xlf`)
  const plain = (parts: { text: string; id?: string }[]) =>
    parts.map(({ text, id }) => (id === undefined ? text : `{${id}}`)).join('')
  return new Map(readUnits(readFileSync(file, 'utf8')).map(({ source, target }) => [plain(source), plain(target)]))
}
