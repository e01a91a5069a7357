// What a node counts, in Prometheus' format. One registry per process.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'

export const registry = new Registry()
collectDefaultMetrics({ register: registry, prefix: 'bowerbird_' })

const registers = [registry]
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export const metrics = {
  connections: new Counter({ name: 'bowerbird_connections_total', help: 'Sockets accepted', registers }),
  eventsTailed: new Counter({ name: 'bowerbird_events_tailed_total', help: 'Events handed on by the tail', registers }),
  hintFailures: new Counter({
    name: 'bowerbird_hint_failures_total',
    help: 'Redis commands of the adapter that failed',
    registers,
  }),
  viewsCounted: new Counter({ name: 'bowerbird_views_counted_total', help: 'Views that counted', registers }),
  viewsKept: new Counter({ name: 'bowerbird_views_kept_total', help: 'Views written to the database', registers }),
  verbSeconds: new Histogram({
    name: 'bowerbird_verb_seconds',
    help: 'Time to answer a request of a socket or of /api',
    labelNames: ['verb', 'outcome'],
    buckets: seconds,
    registers,
  }),
  saveSeconds: new Histogram({
    name: 'bowerbird_save_seconds',
    help: 'Time that the stages of a save take: queue, fetch, decode, store, commit',
    labelNames: ['stage'],
    buckets: seconds,
    registers,
  }),
  httpSeconds: new Histogram({
    name: 'bowerbird_http_seconds',
    help: 'Time to answer an HTTP call',
    labelNames: ['method', 'status'],
    buckets: seconds,
    registers,
  }),
}

/** Times one stage of a save. */
export async function timeStage<Result>(
  stage: 'fetch' | 'decode' | 'store' | 'commit',
  work: () => Promise<Result>,
): Promise<Result> {
  const end = metrics.saveSeconds.startTimer({ stage })
  try {
    return await work()
  } finally {
    end()
  }
}

/** A value that is read when it is asked for. The last node of a process to give it is the one that is read. */
export function gauge(name: string, help: string, read: () => number): void {
  const full = `bowerbird_${name}`
  registry.removeSingleMetric(full)
  new Gauge({
    name: full,
    help,
    registers,
    collect() {
      this.set(read())
    },
  })
}
