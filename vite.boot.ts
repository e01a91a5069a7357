// What the first frame needs stands in the page itself: its style, and the script of web/boot. A node says in its policy that these two may
// be there, by their hashes. The service worker keeps the page as it is before, whose code and style it has at hand.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'

const entry = fileURLToPath(new URL('web/boot/boot.ts', import.meta.url))

export function boot(): Plugin {
  let root = ''
  return {
    name: 'boot',
    apply: 'build',
    configResolved(config) {
      root = config.build.outDir
    },
    async writeBundle() {
      const path = join(root, 'index.html')
      await writeFile(path, await writeInto(await readFile(path, 'utf8'), root))
    },
  }
}

async function writeInto(page: string, root: string): Promise<string> {
  const script = await buildBoot()
  const style = /<link rel="stylesheet" crossorigin href="([^"]+)">/
  const code = /<script type="module" crossorigin src="([^"]+)"><\/script>/
  const sheet = style.exec(page)?.[1]
  if (!sheet || !code.test(page)) throw new Error('The page does not name its style and its code as it used to.')
  const css = (await readFile(join(root, sheet), 'utf8')).trim()
  const letters = ['figtree-latin-wght-normal', 'newsreader-latin-400-normal'].map(name => {
    const [file] = new RegExp(`/assets/${name}[^)]*`).exec(css) ?? []
    if (!file) throw new Error(`The style does not name ${name}.`)
    return `<link rel="preload" as="font" type="font/woff2" crossorigin href="${file}">`
  })
  if (/<\/(script|style)/.test(css + script)) throw new Error('A style or a script would end before its end.')
  return (
    page
      .replace(code, (_tag, source: string) => `<link rel="modulepreload" crossorigin href="${source}" id="interface">`)
      // A browser waits a moment for letters that it knows of before it draws, and does without them in the whole page if they are late.
      .replace(style, () => `${letters.join('')}\n    <style>${css}</style>\n    <script>${script}</script>`)
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
