// The programs of others that the tests run against: where they are, and how they are installed.
import { execFileSync, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface Tool {
  /** How a person calls it. */
  name: string
  packages: string[]
  find(): string | undefined
}

const tools: Tool[] = [
  { name: 'PostgreSQL 15 or newer (server programs)', packages: ['postgresql'], find: findPostgres },
  { name: 'Redis 7 or newer', packages: ['redis-server'], find: findRedis },
  { name: 'nginx', packages: ['nginx'], find: findNginx },
  { name: 'Chromium', packages: ['chromium', 'fonts-liberation'], find: findChromium },
  { name: 'Chromium’s headless shell', packages: ['chromium-headless-shell'], find: findHeadlessChromium },
  { name: 'Firefox', packages: ['firefox-esr'], find: findFirefox },
  { name: 'openssl', packages: ['openssl'], find: () => findProgram('openssl') },
  { name: 'the malformed pictures of gdk-pixbuf', packages: ['gdk-pixbuf-tests'], find: findMalformedPictures },
  {
    name: 'OpenStack Swift (a storage that speaks S3)',
    packages: ['swift-proxy', 'swift-account', 'swift-container', 'swift-object'],
    find: findSwift,
  },
]

/** The folder that holds initdb and postgres. */
export function findPostgres(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  return [...versions.map(version => join(debian, version, 'bin')), ...searchPath()].find(
    folder =>
      isProgram(join(folder, 'initdb')) &&
      isProgram(join(folder, 'postgres')) &&
      versionOf(join(folder, 'postgres'), /PostgreSQL\) (\d+)/) >= 15,
  )
}

export function findRedis(): string | undefined {
  const program = findProgram('redis-server')
  return program && versionOf(program, /v=(\d+)/) >= 7 ? program : undefined
}

export function findNginx(): string | undefined {
  return findProgram('nginx')
}

export function findChromium(): string | undefined {
  return findProgram('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable')
}

/** The same browser without what shows its windows: it starts and draws in half the time. Where nobody offers it, the whole one. */
export function findHeadlessChromium(): string | undefined {
  return findProgram('chromium-headless-shell') ?? (findProgram('apt-get') ? undefined : findChromium())
}

/** The folder that holds the four servers of Swift. */
export function findSwift(): string | undefined {
  const servers = ['proxy', 'account', 'container', 'object'].map(server => `swift-${server}-server`)
  return searchPath().find(folder => servers.every(server => isProgram(join(folder, server))))
}

export function findFirefox(): string | undefined {
  return findProgram('firefox-esr', 'firefox')
}

/** The folder of the pictures with which gdk-pixbuf tests itself. */
export function findMalformedPictures(): string | undefined {
  return ['/usr/libexec', '/usr/lib'].map(folder => `${folder}/installed-tests/gdk-pixbuf`).find(existsSync)
}

export function findProgram(...names: string[]): string | undefined {
  return names.flatMap(name => searchPath().map(folder => join(folder, name))).find(isProgram)
}

/**
 * Installs what is missing when we are root on Debian or Ubuntu.
 * @throws {Error} whose message says what is missing, and how it is installed.
 */
export function ensureTools(wanted: Tool[] = tools): void {
  const missing = () => wanted.filter(tool => !tool.find())
  if (missing().length > 0 && process.getuid?.() === 0 && findProgram('apt-get')) install(missing())
  const absent = missing()
  if (absent.length === 0) return
  throw new Error(
    `What is run needs ${absent.map(tool => tool.name).join(', ')}.\n` +
      `On Debian or Ubuntu: sudo apt-get install --no-install-recommends ${packagesOf(absent).join(' ')}`,
  )
}

function install(wanted: Tool[]) {
  const packages = packagesOf(wanted)
  console.log(`Installing ${packages.join(' ')} …`)
  // Debian starts what it installs; a server that nobody asked for would take ports, and could fail the installation.
  const policy = '/usr/sbin/policy-rc.d'
  const ours = !existsSync(policy)
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  const clusters = '/etc/postgresql-common/createcluster.d'
  mkdirSync(clusters, { recursive: true })
  writeFileSync(join(clusters, 'bowerbird-tests.conf'), 'create_main_cluster = false\n')

  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  try {
    spawnSync('apt-get', ['update'], { env, stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env, stdio: 'inherit' })
  } finally {
    if (ours) rmSync(policy)
  }
}

function packagesOf(wanted: Tool[]): string[] {
  return wanted.flatMap(tool => tool.packages)
}

function searchPath(): string[] {
  // Debian keeps nginx where only root's PATH looks.
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'].filter(Boolean)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function versionOf(program: string, pattern: RegExp): number {
  try {
    return Number(pattern.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1] ?? 0)
  } catch {
    return 0
  }
}
