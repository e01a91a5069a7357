// What reliability research has collected against fetching (2.6), through every entry of the product itself.
import dns from 'node:dns/promises'
import { createServer, type Server } from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ErrorView } from '../server/views.ts'
import { laterEntries } from './support/called-later.ts'
import { entries, startCrowd } from './support/entries.ts'
import { inner, malformed, names, redirects } from './support/forbidden.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { startOidc, type Oidc } from './support/oidc.ts'
import { signUp, somePicture } from './support/people.ts'
import { startPushService, type PushService } from './support/push-service.ts'

// The names of the outside internet. Each test has a hostile domain of its own, whose names may lead elsewhere each time.
const hostile: Record<string, string[][]> = names
const asked = new Map<string, number>()
async function lookUp(name: string) {
  const count = asked.get(name) ?? 0
  asked.set(name, count + 1)
  const answers = name === 'pub.example' ? [['127.0.0.1']] : hostile[name.split('.')[0]!]
  if (!answers) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' })
  const addresses = answers[Math.min(count, answers.length - 1)]!
  return addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
}

const realLookup = dns.lookup
function answerNames(by: unknown): void {
  dns.lookup = by as typeof dns.lookup
  // Also for modules that have imported it by its name.
  syncBuiltinESMExports()
}

let instance: Instance
let canary: { port: number; hits: () => number; close(): void }
let standIn: { server: Server; url: string }
let picture: Buffer
let oidc: Oidc
let service: PushService
beforeAll(async () => {
  answerNames(lookUp)
  canary = await startCanary()
  picture = await somePicture()
  ;[standIn, oidc, service] = await Promise.all([startStandIn(), startOidc(), startPushService()])
  const { port } = new URL(standIn.url)
  instance = await startInstance({
    // Jobs that cannot call somebody say so.
    LOG_LEVEL: 'fatal',
    FETCH_ALLOW: `pub.example:${port},pub.example:1,${service.host}`,
    // The canary's port is as good as any: addresses alone protect it.
    FETCH_PORTS: `80,443,${canary.port}`,
    OIDC_FORGE_ISSUER: oidc.issuer,
    OIDC_FORGE_CLIENT_ID: oidc.clientId,
    OIDC_FORGE_CLIENT_SECRET: oidc.clientSecret,
  })
  oidc.serve([`${instance.node(0).url}/api/providers/forge/callback`])
})
afterAll(async () => {
  answerNames(realLookup)
  await instance.close()
  standIn.server.close()
  oidc.close()
  service.close()
  canary.close()
})

/** One port on both loopback addresses that nothing may ever connect to. */
async function startCanary() {
  let hits = 0
  const servers = ['127.0.0.1', '::1'].map(host => ({
    host,
    server: createTcpServer(socket => (hits++, socket.destroy())),
  }))
  let port = 0
  for (const { host, server } of servers) {
    await new Promise<void>((resolve, reject) => {
      // A machine without IPv6 has one canary less.
      server.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'EADDRNOTAVAIL' ? resolve() : reject(error),
      )
      server.listen(port, host, resolve)
    })
    port ||= (server.address() as AddressInfo).port
  }
  return { port, hits: () => hits, close: () => servers.forEach(({ server }) => server.close()) }
}

/** A public site: a picture, or a redirect to where the query says. */
async function startStandIn() {
  const server = createServer((request, response) => {
    const to = new URL(request.url!, 'http://pub.example').searchParams.get('to')
    if (to === null) response.end(picture)
    else response.writeHead(302, { location: to }).end('elsewhere')
  }).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  return { server, url: `http://pub.example:${(server.address() as AddressInfo).port}/` }
}

let domains = 0
/** The addresses with the canary's port and a new domain. */
function atCanary(urls: string[]): string[] {
  const domain = `d${domains++}.example`
  return urls.map(url => url.replaceAll(/\bP\b/g, String(canary.port)).replaceAll(/\bD\b/g, domain))
}

/** What is not as it should be: by address, so that a failure names it. */
const except = (told: Map<string, ErrorView | undefined>, expected: ErrorView) =>
  [...told].filter(([, view]) => JSON.stringify(view) !== JSON.stringify(expected))

// At the same time, because a connection to nowhere may take seconds.
describe.concurrent.each(entries)('by $name', entry => {
  const next = startCrowd(entry, node => signUp(instance, 'ada', { node }))
  let unreachable: ErrorView
  beforeAll(async () => {
    unreachable = (await entry.ask(await next(), 'http://unheard-of.example/'))!
  })

  let line: Promise<unknown> = Promise.resolve()
  /** What is told for each address; a few are asked for at the same time, and those of one test after those of another. */
  function askAll(urls: string[]): Promise<Map<string, ErrorView | undefined>> {
    const asked = line.then(() => askSome(urls))
    line = asked.catch(() => {})
    return asked
  }

  async function askSome(urls: string[]): Promise<Map<string, ErrorView | undefined>> {
    const told = new Map<string, ErrorView | undefined>()
    const left = [...urls]
    const lanes = Array.from({ length: entry.atOnce }, async () => {
      for (let url = left.shift(); url !== undefined; url = left.shift())
        told.set(url, await entry.ask(await next(), url))
    })
    await Promise.all(lanes)
    return told
  }

  test('a picture of a public site can be had', async () => {
    expect((await askAll([standIn.url])).get(standIn.url)?.code).toBeUndefined()
  })

  test('what is not there is told in one sentence, whatever the reason', async () => {
    expect(unreachable).toEqual({ code: 'unreachable', message: expect.stringMatching(/^[A-Z].* address.*\.$/) })
    const told = await askAll(['http://pub.example:1/', `${standIn.url}?to=/?to=/?to=/?to=`])
    expect(except(told, unreachable)).toEqual([])
  })

  test('what is no address is refused before anything is looked up', async () => {
    const told = await askAll(atCanary(malformed))
    expect([...told].filter(([, view]) => view?.code !== 'invalid')).toEqual([])
    expect(canary.hits()).toBe(0)
  })

  test('no inner address is called, however it is spelt, and nobody can tell it from one that is not there', async () => {
    expect(except(await askAll(atCanary(inner)), unreachable)).toEqual([])
    expect(canary.hits()).toBe(0)
  })

  test('no name leads to an inner address', async () => {
    const told = await askAll(atCanary(Object.keys(names).map(name => `http://${name}.D:P/`)))
    expect(except(told, unreachable)).toEqual([])
    expect(canary.hits()).toBe(0)
  })

  test('no redirect leads to an inner address', async () => {
    const told = await askAll(atCanary(redirects).map(to => `${standIn.url}?to=${encodeURIComponent(to)}`))
    expect(except(told, unreachable)).toEqual([])
    expect(canary.hits()).toBe(0)
  })
})

describe.concurrent.each(laterEntries)('by $name, of which nobody hears', ({ callAll }) => {
  const title = 'no inner address is called, however it is spelt and whatever its name resolves to'
  test(title, { timeout: 120_000 }, async () => {
    const urls = atCanary([...inner, ...Object.keys(names).map(name => `http://${name}.D:P/`)])

    const called = await callAll({ instance, oidc, service }, urls)

    expect(called).toBeGreaterThan(urls.length - 5)
    const looked = urls.map(url => new URL(url).hostname).filter(host => host.split('.')[0]! in names)
    expect(looked.filter(host => !asked.has(host))).toEqual([])
    expect(canary.hits()).toBe(0)
  })
})
