// What the first frame needs stands in the page itself: its style, and the script of web/boot. A node says in its policy that these two may
// be there, by their hashes. The service worker keeps the page as it is before, whose code and style it has at hand.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'

const entry = fileURLToPath(new URL('web/boot/boot.ts', import.meta.url))

export function boot(): Plugin {
  let root = ''
  let sheets: string[] = []
  return {
    name: 'boot',
    apply: 'build',
    generateBundle: {
      order: 'pre',
      // No piece of code that comes later brings the style once more: the letters would begin anew, and be others.
      handler(_options, bundle) {
        sheets = []
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk' || !chunk.viteMetadata) continue
          sheets.push(...chunk.viteMetadata.importedCss)
          chunk.viteMetadata.importedCss.clear()
        }
      },
    },
    configResolved(config) {
      root = config.build.outDir
    },
    async writeBundle() {
      const path = join(root, 'index.html')
      const [sheet, ...others] = sheets
      if (!sheet || others.length > 0) throw new Error('The style of the page is more than one file, or none.')
      const css = (await readFile(join(root, sheet), 'utf8')).trim()
      await writeFile(path, await writeInto(await readFile(path, 'utf8'), css))
    },
  }
}

async function writeInto(page: string, css: string): Promise<string> {
  const script = await buildBoot()
  const code = /<script type="module" crossorigin src="([^"]+)"><\/script>/
  if (!code.test(page)) throw new Error('The page does not name its code as it used to.')
  const letters = ['figtree-basic', 'newsreader-basic'].map(name => {
    const [file] = new RegExp(`/assets/${name}[^)]*`).exec(css) ?? []
    if (!file) throw new Error(`The style does not name ${name}.`)
    return `<link rel="preload" as="font" type="font/woff2" crossorigin href="${file}">`
  })
  if (/<\/(script|style)/.test(css + script)) throw new Error('A style or a script would end before its end.')
  return (
    page
      .replace(code, (_tag, source: string) => `<link rel="modulepreload" crossorigin href="${source}" id="interface">`)
      // A browser waits a moment for letters that it knows of before it draws, and does without them in the whole page if they are late.
      .replace(
        '  </head>',
        () => `    ${letters.join('')}\n    <style>${css}</style>\n    <script>${script}</script>\n  </head>`,
      )
  )
}

async function buildBoot(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: entry, output: { format: 'iife' } },
      modulePreload: false,
    },
  })
  return (output as Rolldown.RolldownOutput).output[0].code.trim()
}
