// docker-compose.yml, read as Docker reads it: there is no engine here to start it.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readConfig } from '../../server/config.ts'

interface Service {
  image?: string
  build?: { target: string }
  ports?: string[]
  environment: Record<string, string>
  env_file?: { path: string; required: boolean }[]
  volumes?: string[]
  networks: string[]
  healthcheck?: { test: string[] }
  restart?: string
  command?: string[]
  deploy?: { resources: { limits: { memory: string; cpus: string } } }
  depends_on?: Record<string, { condition: string }>
}

interface Compose {
  services: Record<'nginx' | 'node-1' | 'node-2' | 'database' | 'redis', Service>
  networks: Record<string, { internal?: boolean } | null>
  volumes: Record<string, null>
  secrets: Record<string, { file: string }>
}

const repository = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(repository, path), 'utf8')
const text = read('docker-compose.yml')

/** What somebody who follows .env.example writes into .env. */
const env: Record<string, string> = {
  BOWERBIRD_HOST: 'pictures.example.org',
  TLS_CERTIFICATE: './certificates/fullchain.pem',
  TLS_KEY: './certificates/privkey.pem',
  POSTGRES_PASSWORD: '5ea1ed',
  REDIS_PASSWORD: 'c0ffee',
}

const variable = /\$\{(\w+)(?:(:[?-])([^}]*))?\}/g

/** ${NAME}, ${NAME:-default} and ${NAME:?sentence} are filled in after parsing, so that what they bring stays text. */
const fill = (_: string, value: unknown) =>
  typeof value === 'string'
    ? value.replaceAll(variable, (_, name: string, operator?: string, rest = '') => {
        return env[name] || (operator === ':-' ? rest : '')
      })
    : value
const { services, networks, volumes, secrets } = JSON.parse(
  JSON.stringify(parse(text, { merge: true })),
  fill,
) as Compose
const nodes = [services['node-1'], services['node-2']]
const everyService = Object.entries(services)

const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0
test.runIf(hasCompose)('Docker Compose itself accepts the file', () => {
  const { status, stderr } = spawnSync('docker', ['compose', 'config', '--quiet'], {
    cwd: repository,
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})

test('there are nginx, two nodes from one image, PostgreSQL 17 and Redis 7', () => {
  expect(Object.keys(services)).toEqual(['nginx', 'node-1', 'node-2', 'database', 'redis'])
  expect(services['node-1']).toEqual(services['node-2'])
  expect(services.database.image).toMatch(/^postgres:17/)
  expect(services.redis.image).toMatch(/^redis:7/)
})

describe.each(everyService)('%s', (_, service) => {
  test('is watched, restarted, and kept within limits', () => {
    expect(service.healthcheck?.test.length).toBeGreaterThan(1)
    expect(service.restart).toBe('unless-stopped')
    expect(service.deploy?.resources.limits).toMatchObject({ memory: expect.any(String), cpus: expect.any(String) })
  })

  test('mounts only volumes, builds only stages and waits only for services that exist', () => {
    const stages = [...read('Dockerfile').matchAll(/ AS (\S+)$/gm)].map(match => match[1])
    if (service.build) expect(stages).toContain(service.build.target)
    for (const mount of service.volumes ?? []) expect(volumes).toHaveProperty(mount.split(':')[0] ?? '')
    for (const network of service.networks) expect(networks).toHaveProperty(network)
    for (const name of Object.keys(service.depends_on ?? {})) expect(services).toHaveProperty([name])
  })
})

test('only nginx can be reached from outside, and the database and Redis reach nobody', () => {
  expect(services.nginx.ports).toEqual(['80:80', '443:443'])
  expect(everyService.filter(([, service]) => service.ports).map(([name]) => name)).toEqual(['nginx'])
  expect(services.database.networks).toEqual(['back'])
  expect(services.redis.networks).toEqual(['back'])
  expect(services.nginx.networks).not.toContain('back')
  expect(networks.back?.internal).toBe(true)
})

test('the nodes share their pictures, and nginx may only read them', () => {
  for (const node of nodes) {
    expect(node.volumes).toEqual([`media:${node.environment.DATA_DIR}`])
  }
  expect(services.nginx.volumes).toEqual([`media:${services.nginx.environment.BOWERBIRD_DATA}:ro,nocopy`])
})

test('a node understands every variable that it is given', () => {
  const known = read('server/config.ts')
  for (const node of nodes) {
    for (const name of Object.keys(node.environment)) expect(known).toMatch(new RegExp(`^ {2}${name}: \\[`, 'm'))
    const config = readConfig(node.environment)
    expect(config).toMatchObject({
      port: 3000,
      trustedProxies: 1,
      dataDir: '/data',
      allowedHosts: [env.BOWERBIRD_HOST],
    })
    expect(config.publicUrl.origin).toBe('https://pictures.example.org')
    expect(config.databaseUrl).toBe('postgres://bowerbird:5ea1ed@database:5432/bowerbird')
    expect(config.redisUrl).toBe('redis://:c0ffee@redis:6379')
    expect(services.redis.command).toContain('c0ffee')
  }
})

test('nginx knows every node twice: as one that can fail, and as a last resort', () => {
  const listed = services.nginx.environment.BOWERBIRD_NODES!
  for (const name of ['node-1', 'node-2']) {
    const lines = listed.match(new RegExp(`server ${name}:3000 [^;]*;`, 'g'))
    expect(lines).toEqual([
      `server ${name}:3000 resolve max_fails=2 fail_timeout=5s;`,
      `server ${name}:3000 resolve backup max_fails=0;`,
    ])
  }
})

test('every setting reaches the nodes: from the file, from .env, or from nodes.env', () => {
  const known = [...read('server/config.ts').matchAll(/^ {2}([A-Z][A-Z\d_]+): \[/gm)].map(([, name = '']) => name)
  expect(known).toEqual(expect.arrayContaining(['PORT', 'SMTP_URL', 'ALLOWED_HOSTS', 'EVENT_RETENTION_DAYS']))
  const example = read('.env.example')
  const { environment } = (parse(text, { merge: true }) as Compose).services['node-1']
  for (const [name, value] of Object.entries(environment)) {
    if (value.startsWith(`\${${name}:-`)) {
      // It wins over nodes.env: so whoever looks for it must find it where it counts.
      expect(example, name).toMatch(new RegExp(`^${name}=`, 'm'))
    } else {
      expect(['PORT', 'HOST', 'PUBLIC_URL', 'TRUSTED_PROXIES', 'DATA_DIR', 'DATABASE_URL', 'REDIS_URL']).toContain(name)
    }
  }
  const written: Record<string, string> = {
    SMTP_URL: 'smtps://bowerbird:secret@mail.example.org',
    MAIL_FROM: 'Bowerbird <bowerbird@example.org>',
    ALLOWED_HOSTS: 'pictures.example.org,pictures.internal',
    DECODE_AVIF: '1',
    POLLING: '1',
    OIDC_GOOGLE_ISSUER: 'https://accounts.google.com',
    OIDC_GOOGLE_CLIENT_ID: 'bowerbird',
    OIDC_GOOGLE_CLIENT_SECRET: 'secret',
  }
  expect(known.filter(name => !(name in environment) && !(name in written))).toEqual([])
  for (const node of nodes) {
    // A file that need not be there, and which Compose reads before `environment`.
    expect(node.env_file).toEqual([{ path: 'nodes.env', required: false }])
    const config = readConfig({ ...written, ...node.environment })
    expect(config).toMatchObject({ mailFrom: written.MAIL_FROM, decodeAvif: true, polling: true })
    expect(config.smtpUrl?.host).toBe('mail.example.org')
    expect(config.allowedHosts).toContain('pictures.internal')
    expect(config.oidc).toMatchObject([{ name: 'google', clientSecret: 'secret' }])
  }
  // It holds passwords: neither the repository nor the image may have it.
  for (const ignored of ['.gitignore', '.dockerignore']) expect(read(ignored)).toMatch(/^nodes\.env$/m)
})

test('nginx is given exactly the variables that its template asks for', () => {
  const asked = read('nginx/bowerbird.conf.template').matchAll(/\$\{(\w+)\}/g)
  const names = [...new Set([...asked].map(match => match[1]))]
  expect(Object.keys(services.nginx.environment).sort()).toEqual(names.sort())
  for (const { file } of Object.values(secrets)) expect(file).toMatch(/\.pem$/)
})

test('every variable of the file is explained, and what must be given has a sentence instead of a default', () => {
  const documents = ['README.md', '.env.example'].filter(name => existsSync(join(repository, name)))
  const documented = documents.map(read).join('\n')
  const used = [...text.matchAll(variable)].map(([, name = '', operator, rest = '']) => ({ name, operator, rest }))
  for (const { name } of used) expect(documented).toMatch(new RegExp(`\\b${name}\\b`))
  for (const name of Object.keys(env)) {
    const operators = used.filter(use => use.name === name && use.operator)
    expect(operators.length, name).toBeGreaterThan(0)
    for (const { operator, rest } of operators) {
      expect(operator, name).toBe(':?')
      expect(rest).toMatch(/^Set [A-Z_]+ .*\.env/)
    }
  }
})

test('the image is run by nobody special, is asked for its readiness, and stops on SIGTERM', () => {
  const runtime =
    read('Dockerfile')
      .split(/^FROM /m)
      .at(-1) ?? ''
  expect(runtime).toMatch(/^node:24-bookworm-slim AS node\n/)
  expect(runtime).toMatch(/^USER node$/m)
  expect(runtime).toMatch(/^HEALTHCHECK .*\\\n.*\/readyz/m)
  expect(runtime).toMatch(/^STOPSIGNAL SIGTERM$/m)
  expect(runtime).toMatch(/^CMD \["node", "server\/main\.ts"\]$/m)
})
