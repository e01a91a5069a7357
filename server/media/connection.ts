// Where a connection may lead: looked at as its name is resolved, and once more when it stands, before a byte is sent.
import { lookup as resolveName } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { hostAndPort, isPublicAddress } from './address.ts'

export type Lookup = (hostname: string) => Promise<{ address: string; family: number }[]>

export const publicLookup: Lookup = name => resolveName(name, { all: true })

/** Why a visit failed, for the log alone: the person is told the same whatever it was. */
export class Failure extends Error {}

/**
 * A connector for this address alone. Literal addresses are looked at before (`whyRefused`): a lookup is not made for them.
 * @param allowed `host:port` exceptions
 * @param timeout milliseconds, the resolution of the name included
 */
export function guardedConnector(
  url: URL,
  { allowed, lookup, timeout }: { allowed: string[]; lookup: Lookup; timeout: number },
): buildConnector.connector {
  const isExempt = allowed.includes(hostAndPort(url))

  // undici ignores a lookup that is given with each connection: only the one of its constructor counts.
  const checkedLookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname).then(
      addresses => {
        const [one] = addresses
        const bad = isExempt ? undefined : addresses.find(({ address }) => !isPublicAddress(address))
        if (!one) callback(new Failure(`${hostname} has no address`), '', 0)
        else if (bad) callback(new Failure(`${hostname} resolves to ${bad.address}`), '', 0)
        else if (options.all) callback(null, addresses)
        else callback(null, one.address, one.family)
      },
      error => callback(error, '', 0),
    )
  }
  const connect = buildConnector({ allowH2: false, timeout, lookup: checkedLookup, maxCachedSessions: 0 })

  return (options, callback) =>
    connect(options, (error, socket) => {
      if (error) return callback(error, null)
      if (isExempt || isPublicAddress(socket.remoteAddress ?? '')) return callback(null, socket)
      const failure = new Failure(`connected to ${socket.remoteAddress}`)
      socket.on('error', () => {}).destroy()
      callback(failure, null)
    })
}
