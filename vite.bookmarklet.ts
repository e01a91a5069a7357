// The bookmarklet is built by itself, into one script that needs nothing else, and handed to the interface as text.
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'
import { ORIGIN, SAID } from './web/bookmarklet/address.ts'

const entry = fileURLToPath(new URL('web/bookmarklet/main.ts', import.meta.url))

/** One statement; `ORIGIN` and `SAID` stand in it where the origin and the words have to be put. */
export async function buildBookmarklet(): Promise<string> {
  const output = await build({
    configFile: false,
    logLevel: 'warn',
    define: { BOWERBIRD_ORIGIN: JSON.stringify(ORIGIN), BOWERBIRD_SAID: SAID },
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: entry, output: { format: 'iife' } },
      modulePreload: { polyfill: false },
    },
  })
  return (output as Rolldown.RolldownOutput).output[0].code.trim()
}

/** `import { script } from 'virtual:bookmarklet'` */
export function bookmarklet(): Plugin {
  const name = 'virtual:bookmarklet'
  return {
    name: 'bookmarklet',
    resolveId: id => (id === name ? `\0${name}` : undefined),
    async load(id) {
      if (id === `\0${name}`) return `export const script = ${JSON.stringify(await buildBookmarklet())}`
    },
  }
}
