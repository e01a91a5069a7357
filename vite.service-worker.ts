// The service worker as one file with a name that stays: browsers ask for it under that name, and it may import nothing. The version of the
// interface that it keeps is written into it, so that another version is another worker.
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { build, type Plugin, type Rolldown } from 'vite'

const name = 'service-worker.js'
const entry = fileURLToPath(new URL('web/service-worker/service-worker.ts', import.meta.url))
/** What can be opened without a connection. What else has been opened is kept as it is opened. */
const screens =
  /\/node_modules\/socket\.io-client\/|\/web\/(activity\/home-page|images\/(images-page|image-page|image-lightbox)|popular\/popular-page|accounts\/(person-page|welcome-page)|saves\/(image-form-page|save-tray|outbox)|notifications\/notifications-page|shell\/(floating|layer|look-choices|not-found-page|open-lightbox)|offline\/(begin|keeper|update|update-bar)|service-worker\/register|language\/speech)\.ts$/

interface Built {
  page: string
  files: string[]
  version: string
}

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
        write(false, { page: '', files: [], version: '' }).then(
          source =>
            response.setHeader('Content-Type', 'text/javascript').setHeader('Cache-Control', 'no-cache').end(source),
          next,
        )
      })
    },
  }
}

function whatIsBuilt(bundle: Rolldown.OutputBundle): Built {
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
    version: version.slice(0, 8),
  }
}

async function write(minify: boolean, built: Built): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    define: { __BUILT__: JSON.stringify(built) },
    build: { write: false, minify, target: 'es2022', lib: { entry, formats: ['iife'], name: 'worker' } },
  })
  const [first] = Array.isArray(result) ? result : [result]
  if (!first || !('output' in first)) throw new Error('The service worker was not built.')
  return first.output[0].code
}
