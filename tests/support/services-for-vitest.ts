// `npm test` starts the services for everybody; vitest alone, on one file, starts them here.
import { startPostgres, startRedis } from './services.ts'
import { makeTemplateDatabase } from './templates.ts'

export default async function start() {
  if (process.env.TEST_DATABASE_URL && process.env.TEST_REDIS_URL) return undefined
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  process.env.TEST_DATABASE_URL = postgres.url
  process.env.TEST_REDIS_URL = redis.url
  Object.assign(process.env, (await makeTemplateDatabase(postgres.url)).variables)
  return async () => {
    await Promise.all([postgres.stop(), redis.stop()])
  }
}
