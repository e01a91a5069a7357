// Messages to addresses that browsers give go through the guard of every other address.
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { createPoster } from '../../server/media/post.ts'
import { inner, malformed, names } from '../support/forbidden.ts'

let hits = 0
const canary = createServer(socket => (hits++, socket.destroy()))
let port = 0
beforeAll(async () => {
  await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve))
  port = (canary.address() as AddressInfo).port
})
afterAll(() => canary.close())

test('nothing is sent to where none of them may lead, whatever it is called and resolves to', async () => {
  const config = { ...readConfig({}), fetchPorts: ['80', '443', String(port)] }
  const asked = new Map<string, number>()
  const post = createPoster(config, {
    async lookup(name) {
      const count = asked.get(name) ?? 0
      asked.set(name, count + 1)
      const answers = names[name.split('.')[0]!] ?? [['127.0.0.1']]
      return answers[Math.min(count, answers.length - 1)]!.map(address => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }))
    },
  })
  const hostile = Object.keys(names).map(name => `https://${name}.d.example:P/`)
  const all = [...inner, ...malformed, ...inner.map(url => url.replace('http:', 'https:')), ...hostile]
  const sent: string[] = []
  const message = { headers: { 'content-type': 'application/octet-stream' }, body: Buffer.from('x') }
  for (const url of all.map(url => url.replaceAll(/\bP\b/g, String(port)))) {
    await post(url, message).then(
      () => sent.push(url),
      () => {},
    )
  }
  expect(sent).toEqual([])
  expect(hits).toBe(0)
})
