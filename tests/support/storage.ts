// A real storage that speaks S3 (OpenStack Swift), empty but for one bucket, thrown away after use.
import { AwsClient } from 'aws4fetch'
import type { S3Config } from '../../server/media/s3-client.ts'
import { makeFolder, removeFolder, startDaemon } from './daemon.ts'
import { freePort } from './free-port.ts'
import { findSwift } from './tools.ts'

export interface Storage extends S3Config {
  /** The variables with which a node uses it. */
  environment: Record<string, string>
  /** A request as its owner, past our own client. */
  ask(method: string, path: string, body?: string): Promise<Response>
  /** Stops it in the middle of everything; what it has stays. */
  pause(): void
  resume(): void
  stop(): Promise<void>
}

export async function startStorage(): Promise<Storage> {
  if (!findSwift()) throw new Error('OpenStack Swift is not installed: npm test says how.')
  const folder = makeFolder()
  const ports = [await freePort(), await freePort(), await freePort(), await freePort()]
  // Debian's own Python: another one that comes first in PATH does not have Debian's modules.
  const server = startDaemon('/usr/bin/python3', [
    new URL('storage-server.py', import.meta.url).pathname,
    folder,
    ...ports.map(String),
  ])
  await server.printed(/ready/)

  const config = {
    endpoint: new URL(`http://127.0.0.1:${ports[0]}`),
    bucket: 'pictures',
    region: 'us-east-1',
    accessKeyId: 'test:tester',
    secretAccessKey: 'testing',
  }
  const client = new AwsClient({ ...config, service: 's3', retries: 0 })
  const ask = (method: string, path: string, body?: string) =>
    client.fetch(new URL(path, config.endpoint).href, { method, body })
  const created = await ask('PUT', `/${config.bucket}`)
  if (!created.ok) throw new Error(`no bucket: ${created.status} ${await created.text()} ${server.output()}`)
  return {
    ...config,
    environment: {
      S3_ENDPOINT: config.endpoint.origin,
      S3_BUCKET: config.bucket,
      S3_REGION: config.region,
      S3_ACCESS_KEY_ID: config.accessKeyId,
      S3_SECRET_ACCESS_KEY: config.secretAccessKey,
    },
    ask,
    pause: () => void process.kill(server.pid, 'SIGSTOP'),
    resume: () => void process.kill(server.pid, 'SIGCONT'),
    async stop() {
      await server.stop('SIGKILL')
      await removeFolder(folder)
    },
  }
}
