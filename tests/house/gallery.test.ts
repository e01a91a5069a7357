// The gallery shows all of web/ui; and nobody who builds Bowerbird gets it.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSources } from './source.ts'

const root = join(import.meta.dirname, '../..')
const sources = readSources(root, ['web'])
const gallery = sources.filter(({ path }) => path.startsWith('web/gallery/'))
const shown = gallery.map(({ text }) => text).join('\n')

const elements = sources
  .filter(({ path }) => path.startsWith('web/ui/'))
  .flatMap(({ text }) => [...text.matchAll(/customElements\.define\('([\w-]+)'/g)].map(([, name]) => name!))

test('there are elements in web/ui', () => expect(elements.length).toBeGreaterThan(10))

test.each(elements)('the gallery shows <%s>', name => {
  expect(shown).toMatch(new RegExp(`<${name}[\\s>]`))
})

test('every drawing of the house is in it', () => {
  const drawings = sources.find(({ path }) => path === 'web/ui/icons.ts')!.text.matchAll(/^export const (\w+)/gm)
  for (const [, name] of drawings)
    if (name !== 'line') expect(shown).toMatch(new RegExp(`'${name}'|icons\\.${name}\\b`))
})

test('nothing outside the gallery asks for it, and the build begins elsewhere', async () => {
  const askers = sources.filter(({ path, text }) => !path.startsWith('web/gallery/') && /\/gallery\//.test(text))
  expect(askers.map(({ path }) => path)).toEqual([])
  const config = await readFile(join(root, 'vite.config.ts'), 'utf8')
  // Vite begins a build at index.html unless it is told otherwise.
  expect(config).not.toMatch(/\binput\b/)
})
