import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../server/config.ts'

describe('the configuration', () => {
  test('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      redisUrl: undefined,
      allowedHosts: ['localhost'],
      trustedProxies: 0,
      fetchAllow: [],
      fetchPorts: ['80', '443'],
    })
    expect(readConfig({ PORT: '4000' }).publicUrl.origin).toBe('http://localhost:4000')
  })

  test('takes a storage that speaks S3, all of it or nothing', () => {
    const storage = {
      S3_ENDPOINT: 'https://s3.example.org',
      S3_BUCKET: 'pictures',
      S3_ACCESS_KEY_ID: 'key',
      S3_SECRET_ACCESS_KEY: 'hunter2',
    }

    expect(readConfig({}).s3).toBeUndefined()
    expect(readConfig(storage).s3).toMatchObject({ bucket: 'pictures', region: 'us-east-1', accessKeyId: 'key' })
    expect(readConfig({ ...storage, S3_REGION: 'eu-central-1' }).s3?.region).toBe('eu-central-1')
    for (const name of Object.keys(storage)) {
      const problem = new RegExp(`^${name} must be set beside the other S3_ variables, for example ${name}=[^\\n]*$`)
      expect(() => readConfig({ ...storage, [name]: '' })).toThrow(problem)
      expect(() => readConfig({ ...storage, [name]: '' })).not.toThrow('hunter2')
    }
    expect(() => readConfig({ S3_REGION: 'us-east-1' })).toThrow(/^S3_ENDPOINT must/)
  })

  test('takes any number of OpenID Connect providers, each of them whole', () => {
    const google = {
      OIDC_GOOGLE_ISSUER: 'https://accounts.google.com',
      OIDC_GOOGLE_CLIENT_ID: 'bowerbird',
      OIDC_GOOGLE_CLIENT_SECRET: 'hunter2',
    }
    const forge = {
      OIDC_OUR_FORGE_ISSUER: 'http://127.0.0.1:8080/realms/ours',
      OIDC_OUR_FORGE_CLIENT_ID: 'bowerbird',
      OIDC_OUR_FORGE_CLIENT_SECRET: 'hunter2',
      OIDC_OUR_FORGE_LABEL: 'A forge',
    }

    expect(readConfig({}).oidc).toEqual([])
    expect(readConfig({ ...google, ...forge }).oidc).toMatchObject([
      { name: 'our-forge', label: 'A forge', clientId: 'bowerbird', clientSecret: 'hunter2' },
      { name: 'google', label: 'Google' },
    ])
    for (const name of Object.keys(google)) {
      const problem = new RegExp(`^${name} must be [^\\n]*, for example OIDC_GOOGLE_[^\\n]*$`)
      expect(() => readConfig({ ...google, [name]: '' })).toThrow(problem)
      expect(() => readConfig({ ...google, [name]: '' })).not.toThrow('hunter2')
    }
  })

  test.each([
    ['OIDC_GOOGLE_ISSUER', 'accounts.google.com'],
    ['OIDC_GOOGLE_ISSUER', 'http://accounts.google.com'],
    ['OIDC_GOOGLE_ISSUER', 'http://localhost.google.com'],
    ['OIDC_GOOGLE_ISSUER', 'https://accounts.google.com/?x=1'],
    ['OIDC_GOOGLE_LABEL', 'x'.repeat(41)],
    ['OIDC_GOOGLE_ISUER', 'https://accounts.google.com'],
    ['OIDC_ISSUER', 'https://accounts.google.com'],
  ])('refuses %s=%s', (name, value) => {
    const whole = {
      OIDC_GOOGLE_ISSUER: 'https://accounts.google.com',
      OIDC_GOOGLE_CLIENT_ID: 'bowerbird',
      OIDC_GOOGLE_CLIENT_SECRET: 'hunter2',
    }
    expect(() => readConfig({ ...whole, [name]: value })).toThrow(
      new RegExp(`^${name} must be [^\\n]*, for example OIDC_`),
    )
  })

  test('hashes passwords with 64 MiB unless it is told to take less or more', () => {
    expect(readConfig({}).passwordMemory).toBe(64)
    expect(readConfig({ PASSWORD_MEMORY: '19' }).passwordMemory).toBe(19)
  })

  test('takes an empty value for none', () => {
    expect(readConfig({ DATABASE_URL: '', REDIS_URL: ' ', ALLOWED_HOSTS: '' })).toMatchObject({
      databaseUrl: undefined,
    })
  })

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['HOST', 'a b'],
    ['PUBLIC_URL', 'pictures.example.org'],
    ['PUBLIC_URL', 'https://example.org/pictures'],
    ['PUBLIC_URL', 'ftp://example.org'],
    ['DATABASE_URL', 'mysql://hunter2@localhost/db'],
    ['REDIS_URL', 'localhost:6379'],
    ['SMTP_URL', 'mail.example.org'],
    ['SMTP_URL', 'https://hunter2@mail.example.org'],
    ['MAIL_FROM', 'nobody'],
    ['S3_ENDPOINT', 's3.example.org'],
    ['S3_ENDPOINT', 'https://s3.example.org/bucket'],
    ['S3_BUCKET', 'Has Spaces'],
    ['S3_REGION', 'hunter2 '.repeat(2)],
    ['S3_ACCESS_KEY_ID', 'has spaces'],
    ['S3_SECRET_ACCESS_KEY', 'hunter2 hunter2'],
    ['ALLOWED_HOSTS', 'https://example.org'],
    ['ALLOWED_HOSTS', ','],
    ['TRUSTED_PROXIES', '-1'],
    ['FETCH_ALLOW', 'intranet'],
    ['FETCH_PORTS', '80,http'],
    ['FETCH_PORTS', '0'],
    ['FETCH_PORTS', '65536'],
    ['DECODE_AVIF', 'maybe'],
    ['LOG_LEVEL', 'loud'],
    ['POLLING', '2'],
    ['PASSWORD_MEMORY', '18'],
    ['PASSWORD_MEMORY', '4096'],
    ['EVENT_RETENTION_DAYS', '0'],
  ])('refuses %s=%s in one line that names it and shows an example, and not the value', (name, value) => {
    let message = ''
    try {
      readConfig({ [name]: value })
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError)
      message = (error as Error).message
    }

    expect(message).toMatch(new RegExp(`^${name} must .*, for example ${name}=`))
    expect(message).not.toContain('\n')
    expect(message).not.toContain('hunter2')
  })

  test('that is wrong stops the start', () => {
    const main = join(import.meta.dirname, '../../server/main.ts')
    const { status, stderr } = spawnSync(process.execPath, [main], { env: { PATH: process.env.PATH, PORT: 'x' } })

    expect(status).toBe(1)
    expect(String(stderr)).toBe('PORT must be a port number from 0 to 65535, for example PORT=3000\n')
  })
})
