// `npm test` starts the services for everybody; vitest alone, on one file, starts them here.
import { startRedis } from './services.ts'
import { startDatabases } from './templates.ts'

export default async function start() {
  if (process.env.TEST_DATABASE_URL && process.env.TEST_REDIS_URL) return undefined
  const [databases, redis] = await Promise.all([startDatabases(), startRedis()])
  Object.assign(process.env, databases.variables, { TEST_REDIS_URL: redis.url })
  return async () => {
    await Promise.all([databases.stop(), redis.stop()])
  }
}
