// The only reader of the environment: parsed once, frozen; a wrong value stops the start with one line that names it.
import { resolve } from 'node:path'
import { z } from 'zod'
import { readOidc, type OidcProvider } from './config-oidc.ts'
import { sourceLanguage, spokenLanguages } from './language/spoken.ts'
import type { S3Config } from './media/s3-client.ts'
import type { Spoken } from './protocol-own.ts'

export interface Config {
  port: number
  host: string
  /** The one origin that people use, without a path. */
  publicUrl: URL
  /** Absolute path: the embedded database and the pictures. */
  dataDir: string
  /** Undefined: the embedded database in `dataDir`. */
  databaseUrl: string | undefined
  /** Undefined: this node is alone. */
  redisUrl: string | undefined
  /** Lower case; with a port where the entry has one. */
  allowedHosts: string[]
  /** A storage that speaks S3, for the pictures; undefined: in `dataDir`. */
  s3: S3Config | undefined
  /** How many proxies in front may set X-Forwarded-*. */
  trustedProxies: number
  /** The mail server; undefined: mails are printed to the log. */
  smtpUrl: URL | undefined
  /** Who mails come from, as a mail header has it. */
  mailFrom: string
  /** OpenID Connect providers by which people may sign in, by their label. */
  oidc: OidcProvider[]
  /** `host:port` exceptions to the outbound address policy. */
  fetchAllow: string[]
  /** The ports of other sites that may be called. */
  fetchPorts: string[]
  /** Whether AVIF is decoded (reliability of its decoder: off unless asked for). */
  decodeAvif: boolean
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Whether long-polling is offered beside websockets; several nodes then need sticky sessions. */
  polling: boolean
  /** MiB that the hash of a password takes: what makes guessing costly. */
  passwordMemory: number
  /** Days for which an absent client can still be given what it missed. */
  eventRetentionDays: number
  /** For whom neither an account nor a browser names one that is spoken. */
  defaultLanguage: Spoken
  /** Whether errors and queries may be described to developers. */
  development: boolean
}

/** What keeps a node from starting, and is no bug: the message is one line that says what to do. */
export class StartError extends Error {}
export class ConfigError extends StartError {}

const list = z.string().transform(text =>
  text
    .split(',')
    .map(entry => entry.trim().toLowerCase())
    .filter(Boolean),
)
const flag = z.enum(['0', '1', 'true', 'false']).transform(text => text === '1' || text === 'true')
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine(number => number >= least && number <= most)
const url = (...protocols: string[]) =>
  z.string().refine(text => URL.canParse(text) && protocols.includes(new URL(text).protocol))

/** Each variable: what it must look like, and an example for whoever got it wrong. */
const variables = {
  PORT: [whole(0, 65_535), 'must be a port number from 0 to 65535', 'PORT=3000'],
  HOST: [z.string().regex(/^[\w.:-]+$/), 'must be a host name or address to listen on', 'HOST=0.0.0.0'],
  PUBLIC_URL: [
    url('http:', 'https:').regex(/^https?:\/\/[^/?#@]+\/?$/i),
    'must be an http or https origin without a path',
    'PUBLIC_URL=https://pictures.example.org',
  ],
  DATA_DIR: [z.string().min(1), 'must be a folder', 'DATA_DIR=./data'],
  DATABASE_URL: [
    url('postgres:', 'postgresql:'),
    'must be a PostgreSQL address',
    'DATABASE_URL=postgres://bowerbird:secret@localhost:5432/bowerbird',
  ],
  REDIS_URL: [url('redis:', 'rediss:'), 'must be a Redis address', 'REDIS_URL=redis://localhost:6379'],
  S3_ENDPOINT: [
    url('http:', 'https:').regex(/^https?:\/\/[^/?#@]+\/?$/i),
    'must be an http or https origin without a path',
    'S3_ENDPOINT=https://s3.example.org',
  ],
  S3_BUCKET: [
    z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
    'must be the name of a bucket, 3 to 63 lower-case letters, digits, dots and hyphens',
    'S3_BUCKET=bowerbird',
  ],
  S3_REGION: [z.string().regex(/^[\w-]{1,64}$/), 'must be the name of a region', 'S3_REGION=us-east-1'],
  S3_ACCESS_KEY_ID: [z.string().regex(/^[!-~]{1,256}$/), 'must be an access key', 'S3_ACCESS_KEY_ID=bowerbird'],
  S3_SECRET_ACCESS_KEY: [
    z.string().regex(/^[!-~]{1,256}$/),
    'must be the secret of the access key',
    'S3_SECRET_ACCESS_KEY=the-secret',
  ],
  ALLOWED_HOSTS: [
    list.refine(hosts => hosts.length > 0 && hosts.every(host => /^(\[[\da-f:]+\]|[\w.-]+)(:\d+)?$/.test(host))),
    'must be host names separated by commas',
    'ALLOWED_HOSTS=pictures.example.org,localhost:3000',
  ],
  TRUSTED_PROXIES: [whole(0, 10), 'must be the number of proxies in front, from 0 to 10', 'TRUSTED_PROXIES=1'],
  SMTP_URL: [
    url('smtp:', 'smtps:'),
    'must be the address of a mail server',
    'SMTP_URL=smtps://bowerbird:secret@mail.example.org',
  ],
  MAIL_FROM: [
    z
      .string()
      .max(320)
      .regex(/^([^<>"\r\n]+ )?<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/),
    'must be an e-mail address, with or without a name',
    'MAIL_FROM=Bowerbird <bowerbird@example.org>',
  ],
  FETCH_ALLOW: [
    list.refine(entries => entries.every(entry => /^(\[[\da-f:]+\]|[\w.-]+):\d+$/.test(entry))),
    'must be host:port entries separated by commas',
    'FETCH_ALLOW=intranet.example.org:8080',
  ],
  FETCH_PORTS: [
    list.refine(ports => ports.length > 0 && ports.every(port => /^[1-9]\d{0,4}$/.test(port) && Number(port) < 65_536)),
    'must be port numbers separated by commas',
    'FETCH_PORTS=80,443,8080,8443',
  ],
  DECODE_AVIF: [flag, 'must be 0 or 1', 'DECODE_AVIF=1'],
  LOG_LEVEL: [
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    'must be fatal, error, warn, info, debug, trace or silent',
    'LOG_LEVEL=info',
  ],
  POLLING: [flag, 'must be 0 or 1', 'POLLING=1'],
  PASSWORD_MEMORY: [whole(19, 1_024), 'must be a number of MiB from 19 to 1024', 'PASSWORD_MEMORY=64'],
  DEFAULT_LANGUAGE: [z.enum(spokenLanguages), `must be one of ${spokenLanguages.join(', ')}`, 'DEFAULT_LANGUAGE=de'],
  EVENT_RETENTION_DAYS: [whole(1, 365), 'must be a number of days from 1 to 365', 'EVENT_RETENTION_DAYS=14'],
} as const

type Variable = keyof typeof variables
type Parsed<Name extends Variable> = z.output<(typeof variables)[Name][0]>

/** @throws {ConfigError} whose message is one line: the variable, what is wrong with its value, an example. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  function read<Name extends Variable>(name: Name): Parsed<Name> | undefined {
    const text = environment[name]?.trim()
    if (!text) return undefined
    const [schema, problem, example] = variables[name]
    const result = schema.safeParse(text)
    // The value itself stays out of the message: it may hold a password.
    if (!result.success) throw new ConfigError(`${name} ${problem}, for example ${example}`)
    return result.data as Parsed<Name>
  }

  /** All of them or none: half a storage would be found out at the first picture. */
  function readS3(): Config['s3'] {
    const together = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const
    const [endpoint, bucket, accessKeyId, secretAccessKey] = together.map(read)
    const region = read('S3_REGION')
    if (!endpoint && !bucket && !accessKeyId && !secretAccessKey && !region) return undefined
    const missing = together.find(name => !read(name))
    if (missing)
      throw new ConfigError(
        `${missing} must be set beside the other S3_ variables, for example ${variables[missing][2]}`,
      )
    return {
      endpoint: new URL(endpoint!),
      bucket: bucket!,
      region: region ?? 'us-east-1',
      accessKeyId: accessKeyId!,
      secretAccessKey: secretAccessKey!,
    }
  }

  const port = read('PORT') ?? 3000
  const smtpUrl = read('SMTP_URL')
  const publicUrl = new URL(read('PUBLIC_URL') ?? `http://localhost:${port}`)
  return Object.freeze({
    port,
    host: read('HOST') ?? '127.0.0.1',
    publicUrl,
    dataDir: resolve(read('DATA_DIR') ?? './data'),
    databaseUrl: read('DATABASE_URL'),
    redisUrl: read('REDIS_URL'),
    s3: readS3(),
    allowedHosts: read('ALLOWED_HOSTS') ?? [publicUrl.hostname.toLowerCase()],
    trustedProxies: read('TRUSTED_PROXIES') ?? 0,
    smtpUrl: smtpUrl ? new URL(smtpUrl) : undefined,
    oidc: readOidc(environment, line => new ConfigError(line)),
    mailFrom: read('MAIL_FROM') ?? `Bowerbird <no-reply@${publicUrl.hostname}>`,
    fetchAllow: read('FETCH_ALLOW') ?? [],
    // Those of http and https: what is meant for people listens there.
    fetchPorts: read('FETCH_PORTS') ?? ['80', '443'],
    decodeAvif: read('DECODE_AVIF') ?? false,
    logLevel: read('LOG_LEVEL') ?? 'info',
    polling: read('POLLING') ?? false,
    passwordMemory: read('PASSWORD_MEMORY') ?? 64,
    eventRetentionDays: read('EVENT_RETENTION_DAYS') ?? 14,
    defaultLanguage: read('DEFAULT_LANGUAGE') ?? sourceLanguage,
    development: environment.NODE_ENV === 'development',
  })
}
