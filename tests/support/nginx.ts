// The real nginx with the configuration of this repository, as an ordinary user on free ports.
import { existsSync, watch } from 'node:fs'
import { chown, copyFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { selfSigned } from './certificate.ts'
import { makeFolder, removeFolder, startDaemon, unprivilegedOwner } from './daemon.ts'
import type { Daemon } from './daemon.ts'
import { findNginx } from './tools.ts'

const repository = join(import.meta.dirname, '../..')

export interface Nginx {
  readonly pid: number
  /** Its own certificate authority, in PEM. */
  readonly certificate: string
  output(): string
  accessLog(): Promise<string>
  stop(): Promise<void>
}

/** What the template of nginx/ is filled with, apart from the places that the test makes itself. */
export interface NginxVariables {
  BOWERBIRD_HOST: string
  BOWERBIRD_PUBLIC_URL: string
  BOWERBIRD_HTTP_PORT: string
  BOWERBIRD_HTTPS_PORT: string
  /** `server 127.0.0.1:3000; server 127.0.0.1:3001;` */
  BOWERBIRD_NODES: string
  /** The DATA_DIR of the nodes; an ordinary user must be able to read it. */
  BOWERBIRD_DATA: string
  BOWERBIRD_WEB: string
}

/** @throws {Error} with nginx's own words when it refuses the configuration. */
export async function startNginx(variables: NginxVariables): Promise<Nginx> {
  const program = findNginx()
  if (!program) throw new Error('nginx is not installed: npm test says how.')
  const owner = unprivilegedOwner()
  const home = makeFolder(owner)
  const accessLog = join(home, 'access.log')
  await layOut(home, {
    ...variables,
    ...(await makeCertificate(home, variables.BOWERBIRD_HOST)),
    BOWERBIRD_RESOLVER: '127.0.0.1',
    BOWERBIRD_TEMP: home,
    BOWERBIRD_ACCESS_LOG: accessLog,
  })

  const pidFile = join(home, 'nginx.pid')
  const flags = ['-p', home, '-c', join(home, 'nginx.conf'), '-e', 'stderr', '-g', `daemon off; pid ${pidFile};`]
  const server = startDaemon(program, flags, { owner, cwd: home, lastSignal: 'SIGTERM' })
  await listening(server, home, pidFile)
  return {
    pid: server.pid,
    certificate: await readFile(join(home, 'certificate.pem'), 'utf8'),
    output: () => server.output(),
    accessLog: () => readFile(accessLog, 'utf8'),
    async stop() {
      await server.stop('SIGTERM')
      await removeFolder(home)
    },
  }
}

/** nginx.conf, snippets/ and conf.d/ as the container has them in /etc/nginx. */
async function layOut(home: string, variables: Record<string, string>) {
  const source = join(repository, 'nginx')
  await copyFile(join(source, 'nginx.conf'), join(home, 'nginx.conf'))
  await cp(join(source, 'snippets'), join(home, 'snippets'), { recursive: true })
  await copyFile('/etc/nginx/mime.types', join(home, 'mime.types'))
  await mkdir(join(home, 'conf.d'))
  for (const name of (await readdir(source)).filter(name => name.endsWith('.template'))) {
    const template = await readFile(join(source, name), 'utf8')
    await writeFile(join(home, 'conf.d', name.replace(/\.template$/, '')), substitute(template, variables))
  }
}

/** As envsubst with the container's filter: only the variables that begin with BOWERBIRD_. */
function substitute(template: string, variables: Record<string, string>): string {
  return template.replaceAll(/\$\{(BOWERBIRD_\w+)\}/g, (_, name: string) => {
    const value = variables[name]
    if (value === undefined) throw new Error(`nginx's template asks for ${name}, which nobody gives`)
    return value
  })
}

async function makeCertificate(home: string, host: string) {
  const { key, cert } = await selfSigned(`DNS:${host}`)
  const [certificateFile, keyFile] = [join(home, 'certificate.pem'), join(home, 'key.pem')]
  await writeFile(certificateFile, cert)
  await writeFile(keyFile, key, { mode: 0o600 })
  const owner = unprivilegedOwner()
  if (owner) await chown(keyFile, owner.uid, owner.gid)
  return { BOWERBIRD_TLS_CERTIFICATE: certificateFile, BOWERBIRD_TLS_KEY: keyFile }
}

/** nginx writes its pid once it listens. */
async function listening(server: Daemon, home: string, pidFile: string) {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const look = () => void (existsSync(pidFile) && resolve())
  const watcher = watch(home, look)
  void server.exited.then(() => reject(new Error(`nginx ended:\n${server.output()}`)))
  look()
  await promise.finally(() => watcher.close())
}
