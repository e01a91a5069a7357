// Reads the configuration, starts one node, and stops it cleanly on a signal.
import { createApp } from './app.ts'
import { ConfigError, readConfig } from './config.ts'

try {
  const config = readConfig(process.env)
  const app = await createApp(config)
  const { port } = await app.listen()
  app.ctx.log.info({ port, host: config.host }, `Bowerbird is open at ${config.publicUrl.origin}`)

  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    app.ctx.log.info('stopping: sockets are told to come again, requests are finished')
    // Nobody waits longer than this for a node.
    setTimeout(() => process.exit(1), 29_000).unref()
    app.close().then(
      () => process.exit(0),
      error => {
        app.ctx.log.error({ error }, 'the stop failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : explain(error)}\n`)
  process.exit(1)
}

function explain(error: unknown): string {
  const { code, message, stack } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return 'The port is in use already. Stop the other program, or set another one: PORT=3001'
  if (code === 'ECONNREFUSED')
    return `A server cannot be reached (${message}). Is DATABASE_URL right, and PostgreSQL running?`
  return stack ?? message
}
