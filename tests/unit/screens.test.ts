// The built interface as a node hands it out.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Koa from 'koa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadPages } from '../../server/http/pages.ts'

let folder: string
let url: string
let close: () => Promise<unknown>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bowerbird-screens-'))
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Bowerbird</title>')
  const server = new Koa().use(await loadPages(folder)).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = () => new Promise(resolve => server.close(resolve))
})
afterAll(async () => {
  await close()
  await rm(folder, { recursive: true })
})

const visit = (path: string, headers: Record<string, string> = {}) =>
  fetch(url + path, { headers: { accept: 'text/html', 'accept-encoding': 'identity', ...headers }, redirect: 'manual' })

test('there is a screen at each address that the interface knows, and a word that there is none at others', async () => {
  const statuses = async (paths: string[]) => Promise.all(paths.map(async path => (await visit(path)).status))

  expect(await statuses(['/', '/popular', '/people/ada/followers', '/settings/data', '/administration/jobs'])).toEqual(
    Array(5).fill(200),
  )
  expect(await statuses(['/nothing', '/settings/nothing', '/people/ada/nothing'])).toEqual(Array(3).fill(404))
  expect(await (await visit('/nothing')).text()).toContain('<title>Bowerbird')
})

test.each([
  ['/settings/?tab=1', '/settings?tab=1'],
  ['/administration/people//', '/administration/people'],
])('an address with a slash at its end leads to the one without: %s', async (path, location) => {
  const answer = await visit(path)
  expect([answer.status, answer.headers.get('location')]).toEqual([308, location])
})

test.each(['//elsewhere.example/', '/\\elsewhere.example/', '///'])('but never to another site: %s', async path => {
  const answer = await visit(path)
  expect(answer.headers.get('location') ?? '/').toMatch(/^\/(?![/\\])/)
})

test('whoever asks for no page gets none', async () => {
  expect((await visit('/people', { accept: 'application/json' })).status).toBe(404)
  expect((await visit('/api/nothing')).headers.get('content-type')).not.toContain('html')
})

test('what is in the address of a mailed link goes to no other site', async () => {
  expect((await visit('/confirm-email')).headers.get('referrer-policy')).toBe('no-referrer')
})
