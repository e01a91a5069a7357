// From an address to the picture on a follower's screen, and how many saves two nodes keep up with, beside sharp alone.
import { readFileSync } from 'node:fs'
import { flag, numberFlag } from './flags.ts'
import { enrol, post, type Member } from '../cluster/support/member.ts'
import { median, printTable, quantile, format, times } from './report.ts'
import { residentKb } from './effort.ts'
import { bareSave } from './capture-bare.ts'
import { startGallery } from './capture-gallery.ts'
import { fillRings } from './capture-rings.ts'
import { readStages, type Stages } from './capture-stages.ts'
import { openFollower, openSaver } from './capture-windows.ts'
import { productFile, startServices, startTwo, type Server } from './servers.ts'

const latencies = numberFlag('latencies', 40)
const saves = numberFlag('saves', 2_000)
const only = flag('only', 'latency,sustained').split(',')

const services = await startServices()
const gallery = await startGallery()
const stops: (() => unknown)[] = [services.stop, gallery.close]
try {
  const nodes = await startTwo(productFile, { ...services.environment, FETCH_ALLOW: gallery.hosts.join() })
  stops.push(...nodes.map(node => node.stop))
  const [here, there] = nodes as [Server, Server]
  if (only.includes('latency')) await measureLatency(here, there)
  if (only.includes('sustained')) await measureSustained(nodes)
} finally {
  for (const stop of stops.reverse()) await stop()
}

/** One after the other: an address is given on one node, and the follower on the other has the bytes of the picture. */
async function measureLatency(here: Server, there: Server): Promise<void> {
  const ada = await enrol(here.url, 'ada')
  const bob = await enrol(there.url, 'bob')
  await post(there.url, bob, 'account:follow', { username: ada.username })
  const follower = await openFollower(there.url, bob)
  const whole: number[] = []
  const bare: number[] = []
  // The first few start the decoders and compile what is hot.
  for (let warm = 0; warm < 6; warm++) await once()
  whole.length = 0
  const before = await readStages(here.url)
  for (let round = 0; round < latencies; round++) {
    await once()
    bare.push(await bareSave(gallery.nextLarge()))
  }
  const stages = subtract(await readStages(here.url), before)
  follower.close()

  async function once(): Promise<void> {
    const seen = follower.seesNext()
    const began = performance.now()
    const answer = await post(here.url, ada, 'image:bookmark', { url: gallery.nextLarge(), title: 'A find' })
    if ('error' in answer) throw new Error(answer.error.message)
    await seen
    whole.push(performance.now() - began)
  }

  const mean = whole.reduce((sum, time) => sum + time, 0) / whole.length
  const rest = mean - Object.values(stages).reduce((sum, time) => sum + time, 0)
  const share = (milliseconds: number) => [format(milliseconds), `${((milliseconds / mean) * 100).toFixed(0)} %`]
  printTable(
    `Address given → the follower on the other node has the picture (JPEG of ${format(gallery.largeBytes / 1e6)} MB, ${latencies} times)`,
    ['', 'p50 ms', 'p95 ms', 'of bare p50'],
    [
      ['Bowerbird', format(median(whole)), format(quantile(whole, 0.95)), times(median(whole) / median(bare))],
      [
        'bare: fetch, the same files by sharp in one process, written',
        format(median(bare)),
        format(quantile(bare, 0.95)),
        '',
      ],
    ],
  )
  printTable(
    'Where the time goes',
    ['', 'mean ms', 'share'],
    [
      ...Object.entries(stages).map(([stage, time]) => [stage, ...share(time)]),
      ['deliver: the requests, the log, both nodes, the bytes of the picture', ...share(rest)],
    ],
  )
}

/** Many people save at once, by jobs, on both nodes. */
async function measureSustained(nodes: Server[]): Promise<void> {
  const people: Member[] = []
  // Nobody has more than 600 fetched in an hour.
  const savers = Math.max(8, 2 * Math.ceil(saves / 1_000))
  for (let person = 0; person < savers; person++) people.push(await enrol(nodes[person % 2]!.url, 'saver'))
  const bareTimes: number[] = []
  for (let round = 0; round < 30; round++) bareTimes.push(await bareSave(gallery.nextSmall()))
  const bareRate = 1_000 / median(bareTimes)

  await fillRings(services.environment.DATABASE_URL!, nodes)
  const rows: string[][] = []
  const step = Math.max(1, Math.round(saves / 10 / savers)) * savers
  for (let done = 0; done < saves; done += step) {
    const began = performance.now()
    await Promise.all(people.map((person, index) => saveAll(nodes[index % 2]!.url, person, step / people.length)))
    const rate = step / ((performance.now() - began) / 1000)
    const resident = nodes.map(({ pid }) => residentKb(pid) / 1024)
    const decoders = nodes.map(({ pid }) => childrenOf(pid).reduce((sum, child) => sum + residentKb(child) / 1024, 0))
    rows.push([String(done + step), format(rate), times(rate / bareRate), ...[...resident, ...decoders].map(format)])
  }
  printTable(
    `Saves a second by jobs, ${savers} people on 2 nodes (JPEG of ${format(gallery.smallBytes / 1e3)} kB; bare sharp in one process: ${format(bareRate)}/s)`,
    ['saves', 'a second', 'of bare', 'node 1 MB', 'node 2 MB', 'its decoders', 'its decoders'],
    rows,
  )
}

/** Resolves when all are images. */
async function saveAll(url: string, person: Member, count: number): Promise<void> {
  const saver = await openSaver(url, person)
  try {
    const ended = saver.seesEnds(count)
    for (let begun = 0; begun < count; begun += 50) {
      const batch = Array.from({ length: Math.min(50, count - begun) }, () => ({ url: gallery.nextSmall() }))
      const answer = await post(url, person, 'save:begin', { saves: batch })
      if ('error' in answer) throw new Error(answer.error.message)
    }
    await ended
  } finally {
    saver.close()
  }
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

/** Mean milliseconds of each stage between two readings. */
function subtract(after: Stages, before: Stages): Record<string, number> {
  const names = ['fetch', 'decode', 'store', 'commit'] as const
  return Object.fromEntries(
    names.map(name => [
      name,
      ((after[name].sum - before[name].sum) * 1000) / (after[name].count - before[name].count || 1),
    ]),
  )
}
