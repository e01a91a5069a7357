// Runs in a network namespace of its own, whose only interface has every address that leads inside: a canary listens on all of
// them, and the whole product is asked to fetch from them. Says on its last line what came of it.
import { execFileSync } from 'node:child_process'
import { connect, createServer } from 'node:net'
import { entries, startCrowd } from '../support/entries.ts'
import { inner, redirects } from '../support/forbidden.ts'
import { startInstance } from '../support/instance.ts'
import { signUp } from '../support/people.ts'
import { startSite } from '../support/site.ts'

export interface Outcome {
  /** Connections that the canary saw when it was called on purpose, of so many. */
  controls: [seen: number, made: number]
  hits: string[]
  /** Of each entry: how many addresses, and what was told about those for which it was not `unreachable`. */
  told: Record<string, { asked: number; other: Record<string, string> }>
}

const addresses = [
  ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', '198.18.0.1', '169.254.169.254', '169.254.170.2'],
  ...[
    '100.100.100.200',
    '192.0.0.192',
    '168.63.129.16',
    'fd00:ec2::254',
    'fec0::1',
    '2002:7f00:1::',
    '64:ff9b::7f00:1',
  ],
]
const ports = [80, 443, 22, 25, 6379, 5432]

execFileSync('ip', ['link', 'set', 'lo', 'up'])
for (const address of addresses) {
  execFileSync('ip', [
    'addr',
    'add',
    `${address}/${address.includes(':') ? 128 : 32}`,
    'dev',
    'lo',
    ...(address.includes(':') ? ['nodad'] : []),
  ])
}
let hits: string[] = []
for (const port of ports) {
  const canary = createServer(socket => {
    hits.push(`${socket.localAddress}:${port}`)
    socket.on('error', () => {}).end('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nSECRET')
  })
  await new Promise<void>(resolve => canary.listen(port, '::', resolve).unref())
}

// Whoever is not protected does reach them.
for (const address of [...addresses, '127.0.0.1', '::1']) {
  await new Promise(resolve => connect(80, address).resume().on('error', resolve).on('close', resolve))
}
const controls: Outcome['controls'] = [hits.length, addresses.length + 2]
hits = []

const site = await startSite()
const instance = await startInstance({ FETCH_ALLOW: site.host })
const standIn = redirects
  .filter(to => !to.includes('.D:'))
  .map((to, index) =>
    site.serve(`/${index}`, (_, response) => response.writeHead(302, { location: to.replace(':P', ':80') }).end()),
  )
const urls = [...inner.map(url => url.replace(':P', ':80')), ...standIn]
const told: Outcome['told'] = {}
for (const entry of entries) {
  const next = startCrowd(entry, () => signUp(instance, 'ada'))
  const other: Record<string, string> = {}
  const left = [...urls]
  const lanes = Array.from({ length: entry.atOnce }, async () => {
    for (let url = left.shift(); url !== undefined; url = left.shift()) {
      const code = (await entry.ask(await next(), url))?.code ?? 'worked'
      if (code !== 'unreachable') other[url] = code
    }
  })
  await Promise.all(lanes)
  told[entry.name] = { asked: urls.length, other }
}
await instance.close()
site.close()
console.log(JSON.stringify({ controls, hits, told } satisfies Outcome))
process.exit(0)
