// Every request of the sockets, also as POST /api/<noun>/<verb>: mounted once, from the same map.
import Router from '@koa/router'
import { eyesOf, isBot } from '../channels/eyes.ts'
import { answerRequest, type Consumers } from '../channels/consumers.ts'
import type { Context } from '../context.ts'
import { httpStatus } from '../errors.ts'
import type { Identify } from './identity.ts'
import { readJson } from './json.ts'

export function requestRoutes(ctx: Context, consumers: Consumers, identify: Identify): Router {
  const router = new Router()
  for (const name of Object.keys(consumers)) {
    router.post(`/api/${name.replace(':', '/')}`, async http => {
      const input = await readJson(http)
      const identity = await identify(http)
      const caller = {
        accountId: identity?.accountId ?? null,
        sessionId: identity?.sessionId ?? null,
        scopes: identity?.scopes ?? null,
        provedAt: identity?.provedAt ?? null,
        connection: null,
        eyes: async () =>
          isBot(http.headers)
            ? null
            : eyesOf(identity, identity ? undefined : await ctx.visitorOf(http.headers, http.req.socket.remoteAddress)),
        join() {},
        leave() {},
        watch: <Snapshot>(_group: string, read: (isOf: () => void) => Promise<Snapshot>) => read(() => {}),
      }
      const answer = await answerRequest(ctx, consumers, caller, name, input)
      http.status = 'error' in answer ? httpStatus(answer.error.code) : 200
      http.set('Cache-Control', 'no-store')
      http.body = answer
    })
  }
  return router
}
