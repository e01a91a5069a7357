// The description of the API, for programs: made when it is first asked for.
import { createHash } from 'node:crypto'
import Router from '@koa/router'
import type { Consumers } from '../channels/consumers.ts'
import type { Config } from '../config.ts'
import { describeApi, type Call } from './openapi.ts'

export function apiRoutes(config: Config, consumers: Consumers, calls: Call[]): Router {
  const router = new Router()
  let made: { text: string; etag: string } | undefined
  router.get('/api/openapi.json', http => {
    made ??= describe()
    http.set({ 'Cache-Control': 'no-cache', ETag: made.etag })
    http.type = 'application/json'
    http.status = 200
    http.body = http.fresh ? null : made.text
    if (http.fresh) http.status = 304
  })
  return router

  function describe() {
    const text = JSON.stringify(describeApi(config.publicUrl, consumers, calls))
    return { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` }
  }
}
