// The Koa side of a node: guards first, then every feature's routes, then the interface.
import { fileURLToPath } from 'node:url'
import type { RequestListener } from 'node:http'
import Koa from 'koa'
import { accountRoutes } from './accounts/routes.ts'
import { apiRoutes } from './api/routes.ts'
import { calls } from './calls.ts'
import type { Consumers } from './channels/consumers.ts'
import type { Context } from './context.ts'
import { passwordRoutes } from './credentials/routes.ts'
import { createFirstScreen } from './first-screen/first-screen.ts'
import { findingRoutes } from './first-screen/routes.ts'
import { factorRoutes } from './factors/routes.ts'
import { allowHosts, answerErrors, measure, refuseForeignWrites, secureHeaders } from './http/guards.ts'
import { exportRoutes } from './exports/routes.ts'
import { healthRoutes, type Readiness } from './http/health.ts'
import { createIdentify } from './http/identity.ts'
import { speakLanguage } from './http/language.ts'
import { loadPages } from './http/pages.ts'
import { requestRoutes } from './http/requests.ts'
import { shareRoutes } from './http/share.ts'
import { imageRoutes } from './images/routes.ts'
import { mediaRoutes } from './media/routes.ts'
import type { Gate } from './pictures/gate.ts'
import { requireAccess } from './policy/standing.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { passkeyRoutes } from './passkeys/routes.ts'
import { preparePasswords } from './passwords/passwords.ts'
import { providerRoutes } from './providers/routes.ts'
import { saveRoutes } from './saves/routes.ts'
import { mailedShareRoutes } from './shares/routes.ts'
import { sessionRoutes } from './sign-in/routes.ts'

const interfaceFolder = fileURLToPath(new URL('../dist/web', import.meta.url))

interface Options {
  ctx: Context
  consumers: Consumers
  readiness: Readiness
  gate: Gate
}

export async function createWeb({ ctx, consumers, readiness, gate }: Options): Promise<RequestListener> {
  const { config, log, media } = ctx
  const koa = new Koa({ proxy: config.trustedProxies > 0, maxIpsCount: config.trustedProxies })
  koa.on('error', (error: NodeJS.ErrnoException) => {
    // Somebody closed the window while the answer was on its way.
    if (!/^(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE|HPE_.*)$/.test(error.code ?? '')) {
      log.error({ error }, 'an answer could not be sent')
    }
  })
  const identify = createIdentify(ctx)
  await preparePasswords(ctx.config)

  koa.use(measure(config))
  koa.use(speakLanguage(config))
  koa.use(secureHeaders(config))
  koa.use(answerErrors(log))
  // Before the check of hosts: a machine asks for its health under any name.
  koa.use(healthRoutes(readiness).routes())
  koa.use(allowHosts(config))
  // What the system shares comes from no site at all.
  koa.use(shareRoutes().routes())
  koa.use(refuseForeignWrites(config))
  const findViewer = async (http: Koa.Context) => {
    const identity = await identify(http)
    await requireAccess({ who: 'anyone', scope: 'read' }, identity, ctx.sessions.look)
    return identity?.accountId ?? null
  }
  koa.use(
    mediaRoutes(media.store, {
      mayShow: (url, http) => gate.mayShow(url, () => findViewer(http)),
      handsOver: config.trustedProxies > 0 && !config.s3,
    }),
  )
  koa.use(accountRoutes(ctx, identify).routes())
  koa.use(sessionRoutes(ctx, identify).routes())
  koa.use(passwordRoutes(ctx, identify).routes())
  koa.use(factorRoutes(ctx).routes())
  koa.use(passkeyRoutes(ctx, identify).routes())
  koa.use(exportRoutes(ctx, identify).routes())
  koa.use(imageRoutes(ctx, identify).routes())
  koa.use(providerRoutes(ctx, identify).routes())
  koa.use(notificationRoutes(ctx).routes())
  koa.use(mailedShareRoutes(ctx).routes())
  koa.use(saveRoutes(ctx, identify).routes())
  koa.use(apiRoutes(config, consumers, calls).routes())
  koa.use(requestRoutes(ctx, consumers, identify).routes())
  koa.use(findingRoutes(ctx).routes())
  koa.use(await loadPages(interfaceFolder, createFirstScreen(ctx, identify)))
  return koa.callback()
}
