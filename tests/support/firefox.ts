#!/usr/bin/env node
// The system's Firefox, as Playwright can drive it: started with the arguments that it is given, behind a relay which answers what
// this Firefox does not know yet and no test needs.
import { spawn } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { WebSocket, WebSocketServer, type RawData } from 'ws'
import { findFirefox } from './tools.ts'

/** Sent for each window. What a window should prefer is set in playwright.config.ts. */
const needless = ['emulation.setMediaFeaturesOverride']

const given = process.argv.slice(2)
// What it keeps beside its profile goes with it.
const env = { ...process.env, HOME: given[given.indexOf('--profile') + 1] ?? process.env.HOME }
const firefox = spawn(findFirefox() ?? 'firefox', given, { env, stdio: ['ignore', 'inherit', 'pipe'] })
firefox.on('error', error => console.error(error.message)).on('close', code => process.exit(code ?? 1))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => firefox.kill(signal))

createInterface({ input: firefox.stderr }).on('line', line => {
  const [, said, address] = /^(.* listening on )(ws:\S+)$/.exec(line) ?? []
  if (!said || !address) return console.error(line)
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('listening', () => console.error(`${said}ws://127.0.0.1:${(server.address() as AddressInfo).port}`))
  server.on('connection', (driver, { url }) => relay(driver, new WebSocket(address + url)))
})

/** Each Firefox has one driver, and ends with it. */
function relay(driver: WebSocket, browser: WebSocket): void {
  const asked = new Set<number>()
  const opened = new Promise(resolve => browser.once('open', resolve))
  driver.on('message', async (message: RawData) => {
    const text = String(message)
    if (needless.some(method => text.includes(`"${method}"`))) asked.add((JSON.parse(text) as { id: number }).id)
    await opened
    browser.send(text)
  })
  browser.on('message', (message: RawData) => {
    const text = String(message)
    driver.send(asked.size > 0 ? pardon(text, asked) : text)
  })
  driver.on('close', () => firefox.kill())
  browser.on('close', () => driver.close()).on('error', () => driver.close())
}

function pardon(text: string, asked: Set<number>): string {
  const { id, error } = JSON.parse(text) as { id?: number; error?: string }
  if (id === undefined || !asked.delete(id) || error !== 'unknown command') return text
  return JSON.stringify({ type: 'success', id, result: {} })
}
