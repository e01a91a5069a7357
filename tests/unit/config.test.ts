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
