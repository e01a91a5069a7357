// The rounds of `deliveries` as tables.
import type { Latency, Saturation } from './deliveries-rounds.ts'
import { format, median, printTable, times } from './report.ts'

export type Row = { size: number; name: string } & (Saturation | { latency: Latency })

const names: Record<string, string> = {
  bare: 'bare ws + ioredis',
  log: 'product, rows into the log',
  verbs: 'product, likes over HTTP',
}

export function reportDeliveries(rows: Row[]): void {
  const cells = (size: number, name: string, key: keyof Saturation) =>
    rows.flatMap(row => (row.size === size && row.name === name && 'cpu' in row ? [row[key] ?? Number.NaN] : []))
  const middle = (size: number, name: string, key: keyof Saturation) => median(cells(size, name, key))
  const sizes = [...new Set(rows.map(row => row.size))]

  const saturated = sizes.flatMap(size =>
    Object.keys(names)
      .filter(name => cells(size, name, 'cpu').length > 0)
      .map(name => {
        const ratio = (key: keyof Saturation) => times(middle(size, name, key) / middle(size, 'bare', key))
        return [
          `${size} sockets, ${names[name]}`,
          format(middle(size, name, 'perSecond') / 1000),
          ratio('perSecond'),
          format(middle(size, name, 'cpu')),
          ratio('cpu'),
          format(middle(size, name, 'userCpu')),
          ratio('userCpu'),
          format(middle(size, name, 'instructions') / 1000),
          ratio('instructions'),
          format(middle(size, name, 'servicesCpu') / 1000),
          format(middle(size, name, 'bytes')),
        ]
      }),
  )
  printTable(
    'Saturated, two nodes, medians of the rounds (instructions where perf or --callgrind counts them; callgrind: user only)',
    [
      '',
      'k deliveries/s',
      'of bare',
      'CPU µs each',
      'of bare',
      'k instructions',
      'of bare',
      'PG+Redis ms/event',
      'bytes',
    ],
    [...saturated, ['Reach', '', '≥ 0.85×', '', '≤ 1.15×', '', '', '', '≤ 1.15×', '', '']],
  )

  const latencies = rows.flatMap(row => ('latency' in row ? [row] : []))
  if (latencies.length === 0) return
  printTable(
    'From the request (commit included) to the followers on the other node, five events a second',
    ['', 'p50 ms', 'p99 ms', 'p50 beyond bare, ms'],
    [
      ...latencies.map(({ size, name, latency }) => {
        const bare = latencies.find(row => row.size === size && row.name === 'bare')
        const beyond = bare && format(latency.p50 - bare.latency.p50)
        return [`${size} sockets, ${names[name]}`, format(latency.p50), format(latency.p99), beyond ?? '–']
      }),
      ['Reach', '', '', '≤ 5'],
    ],
  )
}
