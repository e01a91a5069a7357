// A certificate that nobody vouches for.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** @param names for whom it is, as `IP:127.0.0.1` or `DNS:pub.example` */
export async function selfSigned(...names: string[]): Promise<{ key: Buffer; cert: Buffer }> {
  const folder = await mkdtemp(join(tmpdir(), 'bowerbird-certificate-'))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  await promisify(execFile)('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=self-signed.example', '-addext', `subjectAltName=${names.join()}`],
    ...['-keyout', keyFile, '-out', certFile],
  ])
  const [key, cert] = await Promise.all([readFile(keyFile), readFile(certFile)])
  await rm(folder, { recursive: true })
  return { key, cert }
}
