import { spawn } from 'node:child_process'
import { startRedis } from './support/services.ts'
import { makeTemplateFolder, startDatabases } from './support/templates.ts'
const [databases, redis] = await Promise.all([startDatabases(), startRedis()])
const template = await makeTemplateFolder()
const times = Number(process.env.TIMES ?? 1)
let rc = 0
for (let i = 0; i < times; i++) {
  rc ||= await new Promise<number>(done => spawn('vitest', ['run', ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, ...databases.variables, ...template.variables, ...databases.aside, TEST_REDIS_URL: redis.url } }).on('close', code => done(code ?? 1)))
}
await template.remove(); await redis.stop(); await databases.stop(); process.exit(rc)
