// The service worker as one file with a name that stays: browsers ask for it under that name, and it may import nothing. The version of the
// interface that it keeps is written into it, so that another version is another worker.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'
import { readMessages } from './vite.languages.ts'
import { keyOf } from './web/language/key.ts'
import { spokenLanguages } from './web/language/spoken.ts'
import type { Built } from './web/service-worker/built.ts'
import { words } from './web/service-worker/words.ts'

const name = 'service-worker.js'
const entry = fileURLToPath(new URL('web/service-worker/service-worker.ts', import.meta.url))
/** What can be opened without a connection. What else has been opened is kept as it is opened. */
const screens =
  /\/node_modules\/socket\.io-client\/|\/web\/(activity\/home-page|images\/(images-page|image-page|image-lightbox)|popular\/popular-page|accounts\/(person-page|welcome-page)|saves\/(image-form-page|save-tray|outbox)|notifications\/notifications-page|shell\/(floating|layer|look-choices|not-found-page|open-lightbox)|offline\/(begin|keeper|update|update-bar)|service-worker\/register|language\/speech)\.ts$/

type Files = Omit<Built, 'words'>

export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    generateBundle: {
      // After the page, which names its code.
      order: 'post',
      async handler(_options, bundle) {
        this.emitFile({ type: 'asset', fileName: name, source: await write(true, whatIsBuilt(bundle)) })
      },
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${name}`, (_request, response, next) => {
        write(false, { page: '', files: [], languages: {}, version: '' }).then(
          source =>
            response.setHeader('Content-Type', 'text/javascript').setHeader('Cache-Control', 'no-cache').end(source),
          next,
        )
      })
    },
  }
}

function whatIsBuilt(bundle: Rolldown.OutputBundle): Files {
  const index = bundle['index.html']
  const page = index?.type === 'asset' ? String(index.source) : ''
  if (!page) throw new Error('The page is not there when the service worker is written.')
  const files = new Set<string>()
  const add = (file: string): void => {
    const chunk = bundle[file]
    if (chunk?.type !== 'chunk' || files.has(file)) return
    files.add(file)
    chunk.imports.forEach(add)
  }
  for (const chunk of Object.values(bundle))
    if (chunk.type === 'chunk' && (chunk.isEntry || chunk.moduleIds.some(id => screens.test(id)))) add(chunk.fileName)
  // A node sends it in the page; what is kept asks for it like for its code.
  const style = Object.keys(bundle).find(file => file.endsWith('.css'))
  if (!style) throw new Error('The style is not there when the service worker is written.')
  files.add(style)
  const link = `<link rel="stylesheet" crossorigin href="/${style}">`
  const paths = [...files].sort().map(file => `/${file}`)
  const version = createHash('sha256')
    .update(page + paths.join())
    .digest('base64url')
  return {
    page: page.replace('</head>', `${link}</head>`).replace(/>\s+</g, '><'),
    files: paths,
    languages: filesOfLanguages(bundle),
    version: version.slice(0, 8),
  }
}

function filesOfLanguages(bundle: Rolldown.OutputBundle): Built['languages'] {
  const files: Record<string, string> = {}
  for (const chunk of Object.values(bundle)) {
    const [, language] =
      /\/web\/languages\/([\w-]+)\.xlf$/.exec((chunk.type === 'chunk' && chunk.facadeModuleId) || '') ?? []
    if (language) files[language] = `/${chunk.fileName}`
  }
  return files
}

/** In the words of the source where a catalogue has none. */
function wordsOfWorker(): Built['words'] {
  const source = words()
  const all = spokenLanguages.map(language => {
    const catalogue =
      language === 'en'
        ? {}
        : readMessages(readFileSync(new URL(`web/languages/${language}.xlf`, import.meta.url), 'utf8'))
    const said = Object.entries(source).map(([name, text]) => [name, catalogue[keyOf(text)] ?? text])
    return [language, Object.fromEntries(said)]
  })
  return Object.fromEntries(all) as Built['words']
}

async function write(minify: boolean, files: Files): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    define: { __BUILT__: JSON.stringify({ ...files, words: wordsOfWorker() } satisfies Built) },
    build: { write: false, minify, target: 'es2022', lib: { entry, formats: ['iife'], name: 'worker' } },
  })
  const [first] = Array.isArray(result) ? result : [result]
  if (!first || !('output' in first)) throw new Error('The service worker was not built.')
  return first.output[0].code
}
