// Who may call other machines, and with what. A package that stands in neither list is one of which nobody has said.
import type { Import } from './source.ts'

/**
 * What calls somebody, and the files of server/ that may use it. connection.ts, visit.ts and post.ts go to addresses that people give,
 * and refuse those that may not be reached. The others go where the administrator has configured, which may well be private, and
 * take no address from anybody else.
 */
const callers: [module: RegExp, users: RegExp][] = [
  [/^undici$/, /^media\/(connection|visit|post|s3-client)\.ts$/],
  [/^(node:)?dns(\/promises)?$/, /^media\/connection\.ts$/],
  // Of it only what signs and encrypts (see below): media/post.ts sends.
  [/^web-push$/, /^(push\/push|notifications\/keys)\.ts$/],
  [/^aws4fetch$/, /^media\/s3-client\.ts$/],
  [/^openid-client$/, /^providers\/client\.ts$/],
  [/^nodemailer$/, /^mail\/mail\.ts$/],
  [/^pg$/, /^database\/db\.ts$/],
  [/^pg-boss$/, /^(database\/db|jobs\/jobs)\.ts$/],
  [/^ioredis$/, /^channels\/redis\.ts$/],
  // A program can be one that calls.
  [/^(node:)?child_process$/, /^(media\/(confinement|decoder-process)|dev)\.ts$/],
  [/^(vite|@vitejs\/plugin-basic-ssl)$/, /^dev\.ts$/],
]

/** Packages that call nobody. */
const silent = new Set([
  ...['@electric-sql/pglite', '@koa/router', '@node-rs/argon2', '@simplewebauthn/server', '@socket.io/redis-adapter'],
  ...['@lit/localize', '@lit/localize/init/install.js', '@lit/localize/internal/runtime-msg.js', 'intl-messageformat'],
  ...['busboy', 'htmlparser2', 'ipaddr.js', 'koa', 'kysely', 'mmdb-lib', 'otpauth', 'pino', 'prom-client', 'sharp'],
  ...['socket.io', 'thumbhash', 'uqr', 'yazl', 'zod'],
])

/** Node's own that can both call and be called, and what of them calls nobody. */
const network = /^(node:)?(https?|http2|net|tls|dgram)$/
const called = /^\{(\s*(type\s+\w+|createServer|createSecureServer|isIP|isIPv4|isIPv6)(\s+as\s+\w+)?\s*,?)*\s*\}$/

/** What is wrong with an import of a file in server/, if anything. */
export function whyOutbound(path: string, { target, names }: Import): string | undefined {
  const caller = callers.find(([module]) => module.test(target))
  if (caller) return caller[1].test(path.replace('server/', '')) ? undefined : `imports ${target}`
  if (network.test(target)) return called.test(names) ? undefined : `imports ${names || 'all'} of ${target}`
  const isPackage = !/^(node:|server\/|web\/|tests\/)/.test(target)
  return isPackage && !silent.has(target) ? `imports ${target}, of which nobody has said whether it calls` : undefined
}

/** Node's own ways to call that need no import; methods of the same names, and their declarations, are no calls of them. */
export const globalCaller =
  /(?<![.\w$])(?:fetch\s*\((?![^()]*\)\s*[:{])|new\s+(?:WebSocket|WebSocketStream|EventSource)\b)|\b(?:globalThis|global)\s*(?:\?\.|\.)\s*(?:fetch|WebSocket|EventSource)\b/g

/** The one function of web-push that calls, however it is taken out of it. */
export const pushCaller = /\bsendNotification\b/g
