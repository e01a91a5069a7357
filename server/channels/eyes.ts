// As who somebody counts that looks: a person as themselves, a visitor by address and browser, a program as nobody. What stands for a visitor
// is hashed with a salt that lives for a day, in Redis or in memory: when it is forgotten, nobody can tell who it was.
import { createHash, randomBytes } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import ipaddr from 'ipaddr.js'
import type { Config } from '../config.ts'
import type { Identity } from '../policy/standing.ts'
import type { Bus } from './redis.ts'

export interface Eyes {
  /** The same for the same person, or the same browser at the same address today. */
  who: string
  /** Of a visitor, who may claim to be many. */
  network: string | null
}

/** @param address from which the connection comes */
export type VisitorOf = (headers: IncomingHttpHeaders, address: string | undefined) => Promise<Eyes>

/** A program acts for a person without looking: so does whoever has come by an access token. */
export function eyesOf(identity: Partial<Identity> | undefined, visitor: Eyes | undefined): Eyes | null {
  if (identity?.accountId) return identity.scopes ? null : { who: `p${identity.accountId}`, network: null }
  return visitor ?? null
}

const program =
  /(?<!cu)bot(s?\b|[/;_-])|crawl|spider|slurp|preview|scan|monitor|archive|fetch|facebookexternalhit|headless|lighthouse|pagespeed|python|curl|wget/i

/** Every browser begins like this, and hardly any program that does not want to pass for one. */
export function isBot({ 'user-agent': agent = '' }: IncomingHttpHeaders): boolean {
  return !/^(Mozilla\/5\.0 \(|Opera\/)/.test(agent) || program.test(agent)
}

/** Seconds; longer than the day, whose name is in its name. */
const saltFor = 25 * 3_600
const keepSalt = `
  redis.call('SET', KEYS[1], ARGV[1], 'NX', 'EX', ARGV[2])
  return redis.call('GET', KEYS[1])`

export function createVisitors({ trustedProxies }: Pick<Config, 'trustedProxies'>, bus: Bus | undefined): VisitorOf {
  let known = { day: '', salt: '', shared: false }

  /** The same on all nodes, where they can agree. */
  async function saltOfToday(): Promise<string> {
    const day = new Date().toISOString().slice(0, 10)
    if (known.day !== day) known = { day, salt: randomBytes(16).toString('base64url'), shared: false }
    const today = known
    if (!today.shared && bus?.ready()) {
      await bus.run(keepSalt, [`salt.${day}`], [today.salt, saltFor]).then(
        salt => Object.assign(today, { salt, shared: true }),
        () => undefined,
      )
    }
    return today.salt
  }

  return async (headers, address) => {
    const salt = await saltOfToday()
    const network = networkOf(seenFrom(headers, address, trustedProxies))
    const hash = (...parts: string[]) =>
      createHash('sha256')
        .update([salt, ...parts].join('\n'))
        .digest('base64url')
        .slice(0, 22)
    return { who: `v${hash(network, headers['user-agent'] ?? '')}`, network: hash(network) }
  }
}

/** The address that the outermost of the trusted proxies has seen, as Koa has it. */
export function seenFrom(headers: IncomingHttpHeaders, address: string | undefined, trustedProxies: number): string {
  const forwarded = trustedProxies > 0 ? headers['x-forwarded-for'] : undefined
  const told =
    forwarded === undefined
      ? []
      : String(forwarded)
          .split(/\s*,\s*/)
          .slice(-trustedProxies)
  return told[0] || address || ''
}

/** One household has a whole /64 of IPv6 addresses. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  return parsed.kind() === 'ipv6' ? (parsed as ipaddr.IPv6).parts.slice(0, 4).join(':') : parsed.toString()
}
