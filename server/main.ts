// Reads the configuration, starts one node, and stops it cleanly on a signal.
import { createApp } from './app.ts'
import { readConfig, type Config } from './config.ts'
import { explain } from './explain.ts'

let config: Config | undefined
try {
  config = readConfig(process.env)
  const app = await createApp(config)
  const { port } = await app.listen()
  app.ctx.log.info({ port, host: config.host }, `Bowerbird is open at ${config.publicUrl.origin}`)
  if (!config.smtpUrl) app.ctx.log.warn('SMTP_URL is not set: mails are printed to this log.')

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
  process.stderr.write(`${explain(error, config)}\n`)
  process.exit(1)
}
