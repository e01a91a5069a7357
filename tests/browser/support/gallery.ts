// The gallery of web/gallery, built for the tests and for nobody else.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type InlineConfig, preview } from 'vite'
import { languages } from '../../../vite.languages.ts'
import { letters } from '../../../vite.letters.ts'

export interface Gallery {
  /** http://localhost:port, without a slash at the end. */
  address: string
  close(): Promise<void>
}

export async function openGallery(): Promise<Gallery> {
  const root = join(import.meta.dirname, '../../../web')
  const outDir = await mkdtemp(join(tmpdir(), 'bowerbird-gallery-'))
  // Neither what pages of others are given nor what is compressed.
  const common = {
    configFile: false,
    root,
    logLevel: 'error',
    plugins: [languages(), letters()],
  } satisfies InlineConfig
  const target = { target: 'es2022', cssTarget: ['chrome123'], assetsInlineLimit: 0, minify: false, emptyOutDir: true }
  await build({ ...common, build: { ...target, outDir, rolldownOptions: { input: join(root, 'gallery.html') } } })
  const server = await preview({ ...common, build: { outDir }, preview: { host: 'localhost', port: 0 } })
  const [address] = server.resolvedUrls?.local ?? []
  return {
    address: new URL(address ?? '').origin,
    async close() {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
