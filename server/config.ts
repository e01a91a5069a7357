// The only reader of the environment: parsed once, frozen; a wrong value stops the start with one line that names it.
import { resolve } from 'node:path'
import { z } from 'zod'

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
  /** How many proxies in front may set X-Forwarded-*. */
  trustedProxies: number
  /** `host:port` exceptions to the outbound address policy. */
  fetchAllow: string[]
  /** Whether AVIF is decoded (reliability of its decoder: off unless asked for). */
  decodeAvif: boolean
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Whether long-polling is offered beside websockets; several nodes then need sticky sessions. */
  polling: boolean
  /** Days for which an absent client can still be given what it missed. */
  eventRetentionDays: number
  /** Whether errors and queries may be described to developers. */
  development: boolean
}

export class ConfigError extends Error {}

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
  ALLOWED_HOSTS: [
    list.refine(hosts => hosts.length > 0 && hosts.every(host => /^(\[[\da-f:]+\]|[\w.-]+)(:\d+)?$/.test(host))),
    'must be host names separated by commas',
    'ALLOWED_HOSTS=pictures.example.org,localhost:3000',
  ],
  TRUSTED_PROXIES: [whole(0, 10), 'must be the number of proxies in front, from 0 to 10', 'TRUSTED_PROXIES=1'],
  FETCH_ALLOW: [
    list.refine(entries => entries.every(entry => /^(\[[\da-f:]+\]|[\w.-]+):\d+$/.test(entry))),
    'must be host:port entries separated by commas',
    'FETCH_ALLOW=intranet.example.org:8080',
  ],
  DECODE_AVIF: [flag, 'must be 0 or 1', 'DECODE_AVIF=1'],
  LOG_LEVEL: [
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    'must be fatal, error, warn, info, debug, trace or silent',
    'LOG_LEVEL=info',
  ],
  POLLING: [flag, 'must be 0 or 1', 'POLLING=1'],
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

  const port = read('PORT') ?? 3000
  const publicUrl = new URL(read('PUBLIC_URL') ?? `http://localhost:${port}`)
  return Object.freeze({
    port,
    host: read('HOST') ?? '127.0.0.1',
    publicUrl,
    dataDir: resolve(read('DATA_DIR') ?? './data'),
    databaseUrl: read('DATABASE_URL'),
    redisUrl: read('REDIS_URL'),
    allowedHosts: read('ALLOWED_HOSTS') ?? [publicUrl.hostname.toLowerCase()],
    trustedProxies: read('TRUSTED_PROXIES') ?? 0,
    fetchAllow: read('FETCH_ALLOW') ?? [],
    decodeAvif: read('DECODE_AVIF') ?? false,
    logLevel: read('LOG_LEVEL') ?? 'info',
    polling: read('POLLING') ?? false,
    eventRetentionDays: read('EVENT_RETENTION_DAYS') ?? 14,
    development: environment.NODE_ENV === 'development',
  })
}
