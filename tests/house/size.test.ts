// What a browser has to load before a public page is there, as the build has compressed it: `npm test` builds before it tests.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'

const built = join(import.meta.dirname, '../../dist/web')
const read = (path: string) => readFileSync(join(built, path), 'utf8')

interface Chunk {
  file: string
  name?: string
  imports?: string[]
  css?: string[]
}
const chunks = JSON.parse(read('.vite/manifest.json')) as Record<string, Chunk>

/** The files of a module of web/ and of all that it imports at once. */
function filesOf(module: string): string[] {
  const name = module.replace(/^.*\/|\.ts$/g, '')
  const start = chunks[module] ? module : Object.keys(chunks).find(key => chunks[key]!.name === name)
  if (!start) throw new Error(`The build has no ${module}.`)
  const seen = new Set<string>()
  const add = (key: string): void => {
    if (seen.has(key)) return
    seen.add(key)
    chunks[key]!.imports?.forEach(add)
  }
  add(start)
  return [...seen].map(key => chunks[key]!.file)
}

const bytesOf = (files: string[]) => files.reduce((sum, file) => sum + statSync(join(built, `${file}.br`)).size, 0)

describe('the code that a public page begins with is at most 45 kB', () => {
  test.each([
    ['everything', 'images/images-page.ts'],
    ['popular', 'popular/popular-page.ts'],
    ['the welcome of visitors', 'accounts/welcome-page.ts'],
    ['home', 'activity/home-page.ts'],
    ['a person', 'accounts/person-page.ts'],
    ['an image', 'images/image-page.ts'],
    ['search', 'search/search-page.ts'],
  ])('%s', (_name, page) => {
    const files = [...new Set([...filesOf('index.html'), ...filesOf(page)])]
    expect(files.length).toBeGreaterThan(3)
    expect(bytesOf(files)).toBeLessThanOrEqual(45_000)
  })
})

test('each page that a node draws names code that the build knows', () => {
  const folder = join(import.meta.dirname, '../../server/first-screen')
  const screens = ['wall-screens', 'image-screen', 'people-screen', 'person-screen', 'search-screen', 'first-screen']
  const named = screens.flatMap(name =>
    [...readFileSync(join(folder, `${name}.ts`), 'utf8').matchAll(/'([\w-]+\/[\w-]+-page\.ts)'/g)].map(
      ([, file]) => file!,
    ),
  )
  expect(named.length).toBeGreaterThanOrEqual(7)
  for (const module of named) expect(filesOf(module).length, module).toBeGreaterThan(3)
})

test('its style is at most 8 kB, and stands in the page with the script that comes before the code', () => {
  const page = read('index.html')
  const [, style = ''] = /<style>([^]*?)<\/style>/.exec(page) ?? []
  const [, script = ''] = /<script>([^]*?)<\/script>/.exec(page) ?? []
  expect(style.length).toBeGreaterThan(5_000)
  expect(script.length).toBeGreaterThan(500)
  expect(brotliCompressSync(style).length).toBeLessThanOrEqual(8_000)
  expect(page).not.toMatch(/<link rel="stylesheet"|<script[^>]* src=/)
  // And no piece of code that comes later brings it once more.
  const code = readdirSync(join(built, 'assets')).filter(file => file.endsWith('.js'))
  expect(code.filter(file => read(`assets/${file}`).includes('.css"'))).toEqual([])
  // All of it, before an image page or a wall is drawn into it.
  expect(statSync(join(built, 'index.html.br')).size).toBeLessThanOrEqual(8_000)
})
