// The letters that nearly every page shows come in small files of their own: they are there when the first frame is drawn, also on a slow
// line. Made of the packages' files; what is left of those comes when a page has such letters.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'
import type { Plugin } from 'vite'

const packages = fileURLToPath(new URL('node_modules/', import.meta.url))
const folder = join(packages, '.cache/bowerbird-letters')

const ascii = String.fromCodePoint(...Array.from({ length: 0x7f - 0x20 }, (_, index) => 0x20 + index))
/** In fonts.css they are told apart by the same ranges. */
const basic = `${ascii}\u00a0·×–—‘’“”…•→`
const latin1 = String.fromCodePoint(...Array.from({ length: 0x100 - 0xa1 }, (_, index) => 0xa1 + index))
const rest = `${latin1}ıŒœʻʼˆ˚˜\u0304\u0308\u0329‚„†‡‰‹›⁄€™↑↓−∕`.replace(/[·×]/g, '')

const files = {
  figtree: '@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2',
  newsreader: '@fontsource/newsreader/files/newsreader-latin-400-normal.woff2',
}

/** `@letters/<family>-basic.woff2` and `-rest.woff2`. */
export function letters(): Plugin {
  return {
    name: 'letters',
    async config() {
      await mkdir(folder, { recursive: true })
      await Promise.all(Object.entries(files).map(([family, file]) => cut(family, join(packages, file))))
      // While one works at it, the folder is served from where it is.
      return { resolve: { alias: { '@letters': folder } }, server: { fs: { allow: [join(packages, '..')] } } }
    },
  }
}

async function cut(family: string, path: string): Promise<void> {
  const font = await readFile(path)
  for (const [part, text] of Object.entries({ basic, rest })) {
    const some = await subsetFont(font, text, {
      targetFormat: 'woff2',
      variationAxes: axes(family),
      noLayoutClosure: family === 'newsreader',
    })
    await writeFile(join(folder, `${family}-${part}.woff2`), some)
  }
}

/** Nothing of ours is thinner or bolder. */
const axes = (family: string) => (family === 'figtree' ? { wght: { min: 400, max: 700 } } : undefined)
