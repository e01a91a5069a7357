// Signing in over HTTP beside the bare check of the same passwords: how much of a sign-in is not Argon2.
import { verify } from '@node-rs/argon2'
import { numberFlag } from './flags.ts'
import { hammer } from './http-load.ts'
import { connectTo } from './population.ts'
import { format, median, printTable, quantile, times } from './report.ts'
import { productFile, startServer, startServices } from './servers.ts'

const people = numberFlag('people', 40)
const signIns = numberFlag('requests', 60)
const rounds = numberFlag('rounds', 6)
/** As many passwords as a node checks at a time. */
const atOnce = 2
const password = 'correct horse battery'

const services = await startServices()
const stops = [services.stop]

async function signUp(url: string, number: number): Promise<string> {
  const username = `person_${number}`
  const body = { username, email: `${username}@example.org`, name: username, password }
  const answer = await fetch(`${url}/api/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`)
  return username
}

/** @returns seconds */
async function checkBare(hashes: string[], checks: number): Promise<number> {
  let started = 0
  async function one(): Promise<void> {
    while (started < checks) {
      if (!(await verify(hashes[started++ % hashes.length]!, password))) throw new Error('A password did not match.')
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: atOnce }, one))
  return (performance.now() - began) / 1_000
}

try {
  const node = await startServer(productFile, services.environment)
  stops.unshift(node.stop)
  const client = await connectTo(services.databaseUrl)
  stops.unshift(() => client.end())
  const usernames: string[] = []
  for (let number = 0; number < people; number++) {
    usernames.push(await signUp(node.url, number))
    // So many from one address in an hour are refused otherwise.
    await client.query('delete from throttle')
  }
  const { rows } = await client.query<{ hash: string }>('select password_hash as hash from account order by id')
  const hashes = rows.map(row => row.hash)

  const overHttp = () =>
    hammer({
      url: `${node.url}/api/session`,
      requests: signIns,
      connections: 16,
      body: request => JSON.stringify({ login: usernames[request % people], password }),
    })
  const rates: Record<'product' | 'bare', number[]> = { product: [], bare: [] }
  for (let round = -1; round < rounds; round++) {
    // Each goes first as often as the other: what else the machine does then falls on both.
    const bareFirst = round % 2 === 0
    const before = bareFirst ? await checkBare(hashes, signIns) : 0
    const seconds = await overHttp()
    const bare = bareFirst ? before : await checkBare(hashes, signIns)
    if (round < 0) continue
    rates.product.push(signIns / seconds)
    rates.bare.push(signIns / bare)
  }
  const shares = rates.product.map((rate, round) => rate / rates.bare[round]!)
  const [parameters] = /\$m=.*?\$/.exec(hashes[0]!) ?? ['']
  const range = (values: number[]) => `${format(quantile(values, 0))} – ${format(quantile(values, 1))}`
  printTable(
    `Sign-ins a second: Argon2id ${parameters.replaceAll('$', '')}, ${atOnce} at a time in both; one node, 16 connections`,
    ['', 'a second', 'least – most', 'share of bare, median of rounds'],
    [
      ['bare argon2 verify', format(median(rates.bare)), range(rates.bare), times(1)],
      ['sign-in over HTTP', format(median(rates.product)), range(rates.product), times(median(shares))],
    ],
  )
} finally {
  for (const stop of stops) await stop().catch(error => console.error(error))
}
