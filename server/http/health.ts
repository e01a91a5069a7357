// For the machine around a node: alive, able to serve, measured.
import Router from '@koa/router'
import { registry } from './metrics.ts'

export interface Readiness {
  /** False from the moment a stop begins. */
  accepting: boolean
  database(): Promise<boolean>
  /** Undefined for a node that is alone. */
  redis: (() => Promise<boolean>) | undefined
}

export function healthRoutes(readiness: Readiness): Router {
  const router = new Router()
  router.get('/healthz', http => {
    http.body = { alive: true }
  })
  router.get('/readyz', async http => {
    const database = await within(readiness.database())
    const redis = readiness.redis ? ((await within(readiness.redis())) ? 'up' : 'down') : 'none'
    // Without Redis a node goes on serving: it looks for events by itself.
    const ready = readiness.accepting && database
    http.status = ready ? 200 : 503
    http.set('Cache-Control', 'no-store')
    http.body = { ready, accepting: readiness.accepting, database: database ? 'up' : 'down', redis }
  })
  router.get('/metrics', async http => {
    http.type = registry.contentType
    http.body = await registry.metrics()
  })
  return router
}

/** False after two seconds: who asks would rather have an answer than wait. */
function within(probe: Promise<boolean>): Promise<boolean> {
  const timeout = new Promise<boolean>(resolve => setTimeout(resolve, 2_000, false).unref())
  return Promise.race([probe.catch(() => false), timeout])
}
