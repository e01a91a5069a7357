// The service worker as one file with a name that stays: browsers ask for it under that name, and it may import nothing.
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const name = 'service-worker.js'
const entry = fileURLToPath(new URL('web/service-worker/service-worker.ts', import.meta.url))

export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: name, source: await bundle(true) })
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${name}`, (_request, response, next) => {
        bundle(false).then(
          source =>
            response.setHeader('Content-Type', 'text/javascript').setHeader('Cache-Control', 'no-cache').end(source),
          next,
        )
      })
    },
  }
}

async function bundle(minify: boolean): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, minify, target: 'es2022', lib: { entry, formats: ['iife'], name: 'worker' } },
  })
  const [result] = Array.isArray(built) ? built : [built]
  if (!result || !('output' in result)) throw new Error('The service worker was not built.')
  return result.output[0].code
}
