// npm run dev: the interface from Vite, which reloads as it changes, in front of a node that starts again as it changes.
// npm run dev -- --https does the same over HTTPS, with a certificate made on the spot.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createNetServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import basicSsl from '@vitejs/plugin-basic-ssl'
import { createServer } from 'vite'
import { readConfig } from './config.ts'

const https = process.argv.includes('--https')
const root = fileURLToPath(new URL('..', import.meta.url))
const { port } = readConfig(process.env)
const inner = await freePort()
const publicUrl = `${https ? 'https' : 'http'}://localhost:${port}`

const node = spawn(
  process.execPath,
  ['--watch-path=server', '--watch-path=sql', '--watch-preserve-output', 'server/main.ts'],
  {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      NODE_ENV: 'development',
      PORT: String(inner),
      PUBLIC_URL: publicUrl,
      TRUSTED_PROXIES: '1',
    },
  },
)

const target = `http://127.0.0.1:${inner}`
const vite = await createServer({
  configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
  plugins: https ? [basicSsl()] : [],
  server: {
    host: 'localhost',
    port,
    strictPort: true,
    proxy: {
      '^/(api/|(media|healthz|readyz|metrics)(/|$))': { target, xfwd: true },
      '/socket.io': { target, ws: true, xfwd: true },
    },
  },
})
await vite.listen()
process.stdout.write(`Bowerbird for developers is open at ${publicUrl}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    node.kill('SIGTERM')
    await Promise.all([vite.close(), node.exitCode === null && once(node, 'exit')])
    process.exit(0)
  })
}

async function freePort(): Promise<number> {
  const probe = createNetServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}
