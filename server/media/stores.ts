// Where pictures rest: in a bucket that every node reaches, if one is configured, else in DATA_DIR.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { createDiskStore } from './disk-store.ts'
import { createS3Client, type S3Limits } from './s3-client.ts'
import { createS3Store } from './s3-store.ts'
import { servedTypes, type Store } from './store.ts'

export interface Stores {
  store: Store
  originals: Store
  exports: Store
  close(): Promise<void>
}

/** @param scratch on the same file system as DATA_DIR */
export function createStores(
  { s3, dataDir }: Pick<Config, 's3' | 'dataDir'>,
  scratch: string,
  log: Logger,
  limits?: Partial<S3Limits>,
): Stores {
  if (!s3) {
    const disk = (name: string) => {
      mkdirSync(join(dataDir, name), { recursive: true })
      return createDiskStore(join(dataDir, name), scratch)
    }
    return { store: disk('media'), originals: disk('originals'), exports: disk('exports'), close: async () => {} }
  }
  const client = createS3Client(s3, log, limits)
  // A node may start before its storage; but who configures it should not have to wait for the first picture to see a mistake.
  client.send({ method: 'HEAD', key: '' }).then(
    answer => {
      answer?.body.resume()
      if (!answer) log.error({ bucket: s3.bucket }, 'S3_BUCKET does not exist at S3_ENDPOINT')
    },
    () => log.error({ bucket: s3.bucket }, 'the picture storage cannot be used: check S3_ENDPOINT and the access key'),
  )
  return {
    store: createS3Store(client, 'media', servedTypes),
    originals: createS3Store(client, 'originals'),
    exports: createS3Store(client, 'exports', { zip: 'application/zip' }),
    close: client.close,
  }
}
