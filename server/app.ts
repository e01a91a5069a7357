// One node: its context, every feature mounted, and the way to stop it without losing anything.
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { sql } from 'kysely'
import { pino } from 'pino'
import { photoWork } from './accounts/photo-work.ts'
import { tellHealth } from './administration/health.ts'
import { createVisitors } from './channels/eyes.ts'
import { openChannelLayer, type ChannelLayer } from './channels/layer.ts'
import { acceptSockets, type Sessions } from './channels/sockets.ts'
import { socketsOf, tabsOf } from './channels/groups.ts'
import { createTally } from './channels/tally.ts'
import type { Config } from './config.ts'
import { consumers } from './consumers.ts'
import type { Context } from './context.ts'
import { linkWork } from './credentials/links.ts'
import { resetWork } from './credentials/password.ts'
import { openDataDir } from './database/data-dir.ts'
import { openDatabase } from './database/db.ts'
import { exportWork } from './exports/work.ts'
import { listFollowedGroups, listFollowers } from './follows/follows.ts'
import { gauge } from './http/metrics.ts'
import type { Readiness } from './http/health.ts'
import { releaseWork } from './images/release.ts'
import { createJobs } from './jobs/jobs.ts'
import { createMedia, type MediaOptions } from './media/media.ts'
import { mailWork } from './mail/mail.ts'
import { createGate } from './pictures/gate.ts'
import { keepViews } from './popular/keeping.ts'
import { dutiesOf } from './duties.ts'
import { pushWork } from './push/push.ts'
import { saveWork } from './saves/work.ts'
import { shareWork } from './shares/work.ts'
import { findToken, findTokenOwner, isOfToken, isToken, listValidTokens } from './tokens/tokens.ts'
import { listLimits } from './policy/audience.ts'
import { createWeb } from './web.ts'
import { findSession, findStanding, listValidSessions } from './sessions/sessions.ts'

export interface App {
  ctx: Context
  layer: ChannelLayer
  http: HttpServer
  listen(): Promise<{ port: number }>
  /** Stops taking requests, lets sockets go elsewhere, finishes what has begun. At most 30 s. */
  close(): Promise<void>
}

export async function createApp(config: Config, mediaOptions?: MediaOptions): Promise<App> {
  const log = pino({ level: config.logLevel, errorKey: 'error' })
  await openDataDir(config.dataDir)
  const database = await openDatabase(config, log)
  const { db, watch } = database
  const http = createHttpServer({
    maxHeaderSize: 16 * 1024,
    requestTimeout: 300_000,
    headersTimeout: 20_000,
    // Longer than any proxy keeps an idle connection (Caddy 120 s, Traefik 90, nginx and load balancers 60): the one who asks is the
    // one who closes, or a POST meets a connection that is closing, and nobody may send it again.
    keepAliveTimeout: 125_000,
  })
  const gate = createGate(db)
  const layer = await openChannelLayer({
    config,
    http,
    db: watch,
    log,
    listMembers: groups => listFollowers(watch, groups),
    listLimits: accountIds => listLimits(watch, accountIds),
    heard: gate.heard,
  })
  const { io, tail, audience, bus } = layer
  const media = createMedia(config, log, mediaOptions)
  const jobs = createJobs(database.jobs, log)
  const sessions: Sessions = {
    find: token => (isToken(token) ? findToken(ctx, token) : findSession(ctx, token)),
    look: identity => (identity.scopes ? findTokenOwner(ctx, identity) : findStanding(ctx, identity)),
    async listValid(ids) {
      const ofSessions = ids.filter(id => !isOfToken(id))
      const valid = new Map<string, string | null>(await listValidSessions(ctx, ofSessions))
      for (const id of await listValidTokens(ctx, ids)) valid.set(id, null)
      return valid
    },
    async listGroups({ accountId, sessionId }) {
      return new Set([tabsOf(accountId), socketsOf(sessionId), ...(await listFollowedGroups(ctx, accountId))])
    },
  }
  const ctx: Context = {
    config,
    log,
    db,
    groups: layer.groups,
    presence: layer.presence,
    views: createTally(bus, 'views'),
    visitorOf: createVisitors(config, bus),
    media,
    sessions,
    jobs: jobs.queue,
  }
  const keeping = keepViews(ctx)
  const readiness: Readiness = {
    accepting: true,
    database: () => sql`select 1`.execute(watch).then(() => true),
    redis: bus && (() => bus.ping()),
  }
  http.on('request', await createWeb({ ctx, consumers, readiness, gate }))
  const stopAccepting = acceptSockets({ ctx, io, tail, audience, consumers })
  await jobs.start(dutiesOf(ctx), [
    linkWork(ctx),
    mailWork(ctx),
    photoWork(ctx),
    pushWork(ctx),
    resetWork(ctx),
    saveWork(ctx),
    exportWork(ctx),
    releaseWork(ctx),
    shareWork(ctx),
  ])

  let jobCounts = { queued: 0, failed: 0 }
  const { sockets } = io.of('/')
  gauge('sockets', 'Open sockets', () => sockets.size)
  gauge('groups', 'Groups with members on this node', () => io.of('/').adapter.rooms.size - sockets.size)
  gauge('tail_lag_seconds', 'From the record of the last event to its delivery', () => tail.stats.lag)
  gauge('hint_lag_seconds', 'From the sending of the last hint of another node to its arrival', layer.hintLag)
  gauge('tail_failures', 'Times that the log could not be read', () => tail.stats.failures)
  gauge('horizon_age_seconds', 'How long an open transaction has held back the log', () => tail.stats.horizonAge)
  gauge('ring_events', 'Events kept in memory for who comes back', () => tail.ring.size())
  gauge('redis_up', 'Whether hints get through', () => (bus?.ready() ? 1 : 0))
  gauge('pool_connections', 'Database connections', () => database.poolStats().total)
  gauge('pool_waiting', 'Requests that wait for a database connection', () => database.poolStats().waiting)
  gauge('visits_running', 'Visits to other sites that are under way', () => media.visits().running)
  gauge('visits_waiting', 'Visits to other sites that wait for a slot', () => media.visits().waiting)
  gauge('visit_seconds_longest', 'The longest that a visit has held its slot', () => media.visits().longest / 1_000)
  gauge('jobs_queued', 'Jobs that wait, over all nodes', () => jobCounts.queued)
  gauge('jobs_failed', 'Jobs that have failed, over all nodes', () => jobCounts.failed)
  const countJobs = setInterval(() => {
    jobs.counts().then(
      counts => (jobCounts = counts),
      (error: unknown) => log.debug({ error }, 'jobs could not be counted'),
    )
  }, 15_000)

  const upgraded = new Set<Duplex>()
  http.on('upgrade', (_request, socket: Duplex) => {
    upgraded.add(socket)
    socket.once('close', () => upgraded.delete(socket))
  })

  const endHealth = tellHealth(ctx, () => ({
    sockets: sockets.size,
    tailLag: tail.stats.lag,
    redis: bus ? (bus.ready() ? 'up' : 'down') : 'none',
  }))

  async function shutDown(): Promise<void> {
    clearInterval(countJobs)
    await endHealth()
    stopAccepting()
    const answered = new Promise(resolve => http.close(resolve))
    // Closed like this a client comes again by itself, after its own random delay; in slices, so that they do not all do so at once.
    const open = [...sockets.values()]
    const slice = Math.max(50, Math.ceil(open.length / 20))
    for (let start = 0; start < open.length; start += slice) {
      for (const socket of open.slice(start, start + slice)) socket.conn.close()
      if (start + slice < open.length) await new Promise(resolve => setTimeout(resolve, 250))
    }
    // Whoever is out of reach does not answer the farewell, and would keep the node for as long as it waits for anybody.
    const hangUp = setTimeout(() => upgraded.forEach(socket => socket.destroy()), 2_000)
    // A connection whose last request is answered is idle, and would be kept open for the next one.
    const closeIdle = setInterval(() => http.closeIdleConnections(), 100)
    await Promise.race([answered, new Promise(resolve => setTimeout(resolve, 20_000).unref())])
    clearInterval(closeIdle)
    clearTimeout(hangUp)
    http.closeAllConnections()
    await jobs.close()
    await keeping.close()
    await layer.close()
    await media.close()
    await database.close()
  }

  let closing: Promise<void> | undefined
  return {
    ctx,
    layer,
    http,
    async listen() {
      await new Promise<void>((resolve, reject) => {
        http.once('error', reject)
        http.listen(config.port, config.host, resolve)
      })
      return { port: (http.address() as AddressInfo).port }
    },
    close() {
      readiness.accepting = false
      return (closing ??= shutDown())
    },
  }
}
