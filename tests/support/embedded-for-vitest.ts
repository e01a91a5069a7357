// The embedded database takes two seconds to be made: once for the run, and each instance begins with a copy.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'

export default async function prepare() {
  const folder = await mkdtemp(join(tmpdir(), 'bowerbird-template-'))
  const app = await createApp(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'error', PORT: '0' }))
  await app.close()
  process.env.TEST_EMBEDDED_TEMPLATE = folder
  return () => rm(folder, { recursive: true, force: true })
}
