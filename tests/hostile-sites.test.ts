// Sites that mean no good, through every entry of the product itself. What each costs is measured in media/hostile-memory.test.ts.
import { readdir } from 'node:fs/promises'
import { get, createServer as createTlsServer } from 'node:https'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ErrorView } from '../server/views.ts'
import { selfSigned } from './support/certificate.ts'
import { entries, type Entry } from './support/entries.ts'
import { hostile, sentences } from './support/hostile.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { signUp, somePicture, type Person } from './support/people.ts'

const limits = { connect: 1_000, headers: 500, idle: 500, total: 5_000 }

/** Every entry has a host of its own at each site: one waits for the other where they visit the same. */
const hostOf = (site: string | number, entry: Entry) => `s${site}-e${entries.indexOf(entry)}.example`

let instance: Instance
let picture: Buffer
let plain: Site
let secure: Site & { visits: () => number }
const people: Person[] = []
const lookup = async () => [{ address: '127.0.0.1', family: 4 }]
beforeAll(async () => {
  picture = await somePicture()
  ;[plain, secure] = await Promise.all([startPlain(), startSecure()])
  const places = ['honest', ...hostile.keys()].map(site => ({ site, port: plain.port }))
  const allowed = [...places, { site: 'secure', port: secure.port }].flatMap(({ site, port }) =>
    entries.map(entry => `${hostOf(site, entry)}:${port}`),
  )
  instance = await startInstance({ FETCH_ALLOW: allowed.join() }, { lookup, fetchLimits: limits })
})
afterAll(async () => {
  await instance.close()
  plain.close()
  secure.close()
})

interface Site {
  port: number
  close(): void
}

async function open(server: Server): Promise<Site> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const close = () => (server.close(), sockets.forEach(socket => socket.destroy()))
  return { port: (server.address() as AddressInfo).port, close }
}

/** Every site of the table, by the number in the path; and one that serves a picture. */
const startPlain = () =>
  open(
    createServer(socket =>
      socket.once('data', asked => {
        const number = /^GET \/(\d+)\.png/.exec(String(asked))?.[1]
        if (number) hostile[Number(number)]!.serve(socket)
        else socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n'), picture]))
      }),
    ),
  )

/** A site whose certificate is right in everything, but nobody else's word is behind it. */
async function startSecure() {
  const certificate = await selfSigned(...entries.map(entry => `DNS:${hostOf('secure', entry)}`))
  let visits = 0
  const server = createTlsServer(certificate, (_, response) => (visits++, response.end(picture)))
  const site = await open(server)
  // Whoever does trust it is served.
  const servername = hostOf('secure', entries[0]!)
  await new Promise((resolve, reject) =>
    get({ port: site.port, host: '127.0.0.1', servername, ca: certificate.cert, agent: false }, answer =>
      answer.resume().on('end', resolve),
    ).on('error', reject),
  )
  return { ...site, visits: () => visits - 1 }
}

/** What somebody new is told by each entry; they ask at the same time. */
async function askAll(urlFor: (entry: Entry) => string): Promise<Record<string, ErrorView | undefined>> {
  const person = await signUp(instance, 'ada', { node: people.length % 2 ? 1 : 0 })
  people.push(person)
  const told = await Promise.all(entries.map(async entry => [entry.name, await entry.ask(person, urlFor(entry))]))
  return Object.fromEntries(told) as Record<string, ErrorView | undefined>
}

const expected = (view: (entry: Entry) => ErrorView | undefined) =>
  Object.fromEntries(entries.map(entry => [entry.name, view(entry)]))

describe.concurrent('every entry is rid of', () => {
  test.each(hostile.map((site, number) => ({ ...site, number })))('$name', async ({ told, number }) => {
    expect(await askAll(entry => `http://${hostOf(number, entry)}:${plain.port}/${number}.png`)).toEqual(
      expected(({ wants }) => told[wants]),
    )
  })

  test('a site whose certificate is signed by itself, as if it were not there', async () => {
    expect(await askAll(entry => `https://${hostOf('secure', entry)}:${secure.port}/kitten.png`)).toEqual(
      expected(({ wants }) => ({ code: 'unreachable', message: sentences[wants] })),
    )
    expect(secure.visits()).toBe(0)
  })
})

test('nothing of them is kept, no slot is held, and none was held for longer than it may', async () => {
  const { DATA_DIR } = instance.node(0).environment
  for (const folder of ['incoming', 'originals', 'media']) {
    const left = await readdir(join(DATA_DIR!, folder), { recursive: true, withFileTypes: true }).catch(() => [])
    expect(left.filter(entry => entry.isFile())).toEqual([])
  }
  expect(people.length).toBeGreaterThan(hostile.length)
  for (const person of people) {
    expect((await person.ask('image:list', { by: person.username })).images).toEqual([])
    expect((await person.ask('account:get', { username: person.username })).photo).toBeNull()
  }
  for (const { app } of instance.nodes) {
    expect(app.ctx.media.visits()).toMatchObject({ running: 0, waiting: 0 })
    expect(app.ctx.media.visits().longest).toBeGreaterThan(0)
    // A second to tidy up, and a timer may be late.
    expect(app.ctx.media.visits().longest).toBeLessThan(limits.total + 2_000)
    expect(app.ctx.media.decoding()).toEqual({ working: 0, waiting: 0 })
  }
})

test('the nodes go on: an honest picture can be had by every entry', async () => {
  for (const { url } of instance.nodes) expect((await fetch(`${url}/readyz`)).status).toBe(200)
  const told = await Promise.all(
    entries.map(async (entry, index) => {
      const bob = await signUp(instance, 'bob', { node: index % 2 ? 1 : 0 })
      return [entry.name, await entry.ask(bob, `http://${hostOf('honest', entry)}:${plain.port}/kitten`)]
    }),
  )
  expect(Object.fromEntries(told)).toEqual(expected(() => undefined))
})
