// The configuration that is shipped, in the real nginx, before two real nodes: what a person does first, over HTTPS.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { connect as connectHttp2 } from 'node:http2'
import { connect as connectPlain } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { FormData } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActivityView, ImageView } from '../../server/views.ts'
import { createDatabase } from '../support/database.ts'
import { makeFolder, removeFolder } from '../support/daemon.ts'
import { chooseAddress, startFront, toLoopback } from '../support/front.ts'
import type { Front, Visitor } from '../support/front.ts'
import { startNode } from '../support/node-process.ts'
import type { NodeProcess } from '../support/node-process.ts'
import { somePicture } from '../support/people.ts'
import { startRedis } from '../support/services.ts'

const cleanups: (() => Promise<unknown>)[] = []
let front: Front
let nodes: NodeProcess[]
let environment: Record<string, string>
let ada: Visitor
let bob: Visitor

beforeAll(async () => {
  const [database, redis, address] = await Promise.all([createDatabase(), startRedis(), chooseAddress()])
  const data = makeFolder()
  const web = makeFolder()
  // nginx runs as somebody else.
  await chmod(data, 0o755)
  await chmod(web, 0o755)
  await mkdir(join(web, 'assets'))
  await writeFile(join(web, 'assets/main-4f2a.js'), `console.log('${'bower '.repeat(500)}')`)
  environment = {
    PUBLIC_URL: address.publicUrl,
    ALLOWED_HOSTS: `${address.host},127.0.0.1`,
    TRUSTED_PROXIES: '1',
    DATA_DIR: data,
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
  }
  nodes = await Promise.all([startNode(environment), startNode(environment)])
  front = await startFront(address, { nodes: nodes.map(node => node.port), data, web })
  cleanups.push(
    front.stop,
    async () => void (await Promise.all(nodes.map(node => node.kill()))),
    redis.stop,
    database.drop,
    () => removeFolder(data),
    () => removeFolder(web),
  )
})
afterAll(async () => {
  for (const cleanUp of cleanups) await cleanUp()
})

async function signUp(username: string): Promise<Visitor> {
  const visitor = front.visitor()
  const account = { username, name: username, email: `${username}@example.org`, password: 'correct horse battery' }
  const answer = await visitor.call('POST', '/api/accounts', account)
  expect(answer.status).toBe(201)
  const [cookie] = answer.headers.getSetCookie()
  expect(cookie).toMatch(/^__Host-sid=[^;]+;/)
  expect(cookie).toMatch(/; HttpOnly/)
  expect(cookie).toMatch(/; Secure/)
  return visitor
}

async function upload(visitor: Visitor, title: string, bytes?: Uint8Array<ArrayBuffer>) {
  const form = new FormData()
  form.set('title', title)
  form.set('file', new Blob([bytes ?? new Uint8Array(await somePicture(900, 600))]), 'picture.png')
  return visitor.call('POST', '/api/images', form)
}

/** What comes back, as text, until the other side closes; empty when it says nothing. */
async function everythingFrom(socket: ReturnType<typeof connectPlain>, request: string): Promise<string> {
  let text = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
  socket.on('error', () => {})
  socket.write(request)
  await new Promise(resolve => socket.once('close', resolve))
  return text
}

test('a person signs up over HTTPS, and their browser keeps a cookie that no other host can set', async () => {
  ada = await signUp('ada')
  bob = await signUp('bob')
  const session = (await (await ada.call('GET', '/api/session')).json()) as { account: { username: string } }
  expect(session.account.username).toBe('ada')
})

test('plain HTTP leads to the one public address', async () => {
  const socket = connectPlain(front.httpPort, '127.0.0.1')
  const answer = await everythingFrom(
    socket,
    `GET /images/1?a=b HTTP/1.1\r\nHost: ${front.host}\r\nConnection: close\r\n\r\n`,
  )
  expect(answer).toMatch(/^HTTP\/1\.1 308 /)
  expect(answer).toContain(`\r\nLocation: ${front.publicUrl}/images/1?a=b\r\n`)
})

test('a browser is offered HTTP/2, and answered over it', async () => {
  const session = connectHttp2(front.publicUrl, { ca: front.nginx.certificate, lookup: toLoopback })
  const stream = session.request({ ':path': '/readyz' })
  const [headers] = (await once(stream, 'response')) as [{ ':status': number }]
  expect(session.alpnProtocol).toBe('h2')
  expect(headers[':status']).toBe(200)
  session.destroy()
})

test('whoever asks for another name is shown no certificate and told nothing', async () => {
  const { httpPort, httpsPort, host } = front
  const request = 'GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n'
  expect(await everythingFrom(connectPlain(httpPort, '127.0.0.1'), request)).toBe('')

  const foreign = connectTls({ port: httpsPort, host: '127.0.0.1', servername: 'evil.example' })
  await expect(once(foreign, 'secureConnect')).rejects.toThrow(/unrecognized name/)

  const ca = front.nginx.certificate
  const disguised = connectTls({ port: httpsPort, host: '127.0.0.1', servername: host, ca })
  expect(await everythingFrom(disguised, request)).toBe('')
})

let picture: ImageView

test('a picture is uploaded, and nginx serves it from the disk as a node would', async () => {
  const answer = await upload(ada, 'A kitten')
  expect(answer.status).toBe(201)
  picture = ((await answer.json()) as { image: ImageView }).image

  for (const { url, type } of picture.sources) {
    const served = await bob.call('GET', url)
    expect(served.status).toBe(200)
    const direct = await fetch(nodes[0]!.url + url)
    expect(Buffer.from(await served.arrayBuffer())).toEqual(Buffer.from(await direct.arrayBuffer()))
    expect(served.headers.get('content-type')).toBe(type)
    // The node knows the hash, nginx the time and the size: so this one came from nginx.
    expect(served.headers.get('etag')).not.toBe(direct.headers.get('etag'))
    for (const name of [
      'content-type',
      'cache-control',
      'content-security-policy',
      'cross-origin-resource-policy',
      'x-content-type-options',
    ]) {
      expect(served.headers.get(name), name).toBe(direct.headers.get(name))
    }
  }
})

test('the picture of a private account is sent by nginx only to whom a node allows it, and is asked for each time', async () => {
  const eve = await signUp('eve')
  const answer = await upload(eve, 'For friends')
  const { url } = ((await answer.json()) as { image: ImageView }).image.sources[0]!
  expect((await bob.call('GET', url)).status).toBe(200)
  expect((await eve.call('POST', '/api/account/edit', { private: true })).status).toBe(200)

  // nginx asks one node after the other, and each hears of it by itself.
  const asked = [bob, front.visitor(), bob, front.visitor()]
  const statuses = async () => (await Promise.all(asked.map(who => who.call('GET', url)))).map(({ status }) => status)
  await expect.poll(statuses, { timeout: 2_000 }).toEqual(Array(4).fill(404))
  // The way by which nginx is told is not open to anybody else.
  expect((await bob.call('GET', `/checked${url}`)).status).toBe(404)
  const forged = await bob.call('GET', url, undefined, { 'x-accel-files': 'on', 'x-accel-redirect': `/checked${url}` })
  expect(forged.status).toBe(404)

  const own = await eve.call('GET', url)
  expect(own.status).toBe(200)
  expect(own.headers.get('cache-control')).toBe('private, no-cache')
  expect(own.headers.get('content-type')).toBe('image/webp')
  expect(own.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
  const bytes = Buffer.from(await own.arrayBuffer())
  const etag = own.headers.get('etag')!
  const again = { 'if-none-match': etag, 'cache-control': 'max-age=0' }
  expect((await eve.call('GET', url, undefined, again)).status).toBe(304)
  expect((await bob.call('GET', url, undefined, again)).status).toBe(404)
  const part = await eve.call('GET', url, undefined, { range: 'bytes=0-9' })
  expect([part.status, Buffer.from(await part.arrayBuffer())]).toEqual([206, bytes.subarray(0, 10)])
})

test('what is no picture below /media/ is answered by a node, in the shape of every error', async () => {
  const hash = randomBytes(32).toString('hex')
  for (const path of [`/media/${hash.slice(0, 2)}/${hash}.webp`, '/media/a.html', '/media/']) {
    const answer = await bob.call('GET', path)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } })
  }
})

test('the built interface comes from the disk, compressed and for ever', async () => {
  const answer = await bob.call('GET', '/assets/main-4f2a.js')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  expect(answer.headers.get('content-type')).toMatch(/javascript/)
})

test('a file past the limit is refused with a sentence', async () => {
  const answer = await upload(ada, 'Too much', new Uint8Array(22 * 1024 * 1024))
  expect(answer.status).toBe(413)
  expect(await answer.json()).toMatchObject({ error: { code: 'too_large' } })
})

test('the measurements of the nodes are not for the public', async () => {
  expect((await bob.call('GET', '/metrics')).status).toBe(404)
  expect((await fetch(`${nodes[0]!.url}/metrics`)).status).toBe(200)
})

test('a page of another site cannot open a socket with the cookie of a person here', async () => {
  await expect(ada.open({ origin: 'https://evil.example' })).rejects.toThrow()
})

test('what happens on either node reaches a socket through nginx, whichever node it is on', async () => {
  const { socket, ask } = await bob.open()
  await ask('account:follow', { username: 'ada' })

  for (const [index, node] of nodes.entries()) {
    const heard = new Promise<ActivityView>(resolve => {
      socket.on('activity:recorded', activity => {
        const { target } = activity
        if (target?.kind === 'image' && target.image.title === `Find ${index}`) resolve(activity)
      })
    })
    await uploadTo(node, ada, `Find ${index}`)
    expect(await heard).toMatchObject({ verb: 'bookmarked', actor: { username: 'ada' } })
  }
  socket.close()
})

/** Past nginx, so that it is known which node does it. */
async function uploadTo(node: NodeProcess, visitor: Visitor, title: string) {
  const form = new globalThis.FormData()
  form.set('title', title)
  form.set('file', new Blob([new Uint8Array(await somePicture())]), 'picture.png')
  const headers = { cookie: visitor.cookie(), origin: front.publicUrl }
  const answer = await fetch(`${node.url}/api/images`, { method: 'POST', body: form, headers })
  expect(answer.status).toBe(201)
}

test('when a node is killed, every request goes on at the other one', async () => {
  await nodes[0]!.kill()
  for (let round = 0; round < 10; round++) {
    expect((await bob.call('GET', '/api/session')).status).toBe(200)
    const verb = round % 2 ? 'unlike' : 'like'
    const answer = await bob.call('POST', `/api/image/${verb}`, { id: picture.id })
    expect(await answer.json()).toEqual({ data: { likes: round % 2 ? 0 : 1 } })
  }
  const { socket, ask } = await bob.open()
  expect(await ask('image:get', { id: picture.id })).toMatchObject({ title: 'A kitten', likes: 0 })
  socket.close()
})

test('a node that came back is asked at once when the other one dies, even if nginx has only a socket to judge it by', async () => {
  const { port } = nodes[0]!
  nodes[0] = await startNode({ ...environment, PORT: String(port) })
  // From then on nginx lets one request through to see whether it is back. There is nothing of nginx to await.
  await delay(5_500)
  await nodes[1]!.kill()

  const { socket } = await bob.open()
  const statuses: number[] = []
  for (let round = 0; round < 20; round++) statuses.push((await bob.call('GET', '/api/session')).status)

  expect(statuses).toEqual(Array(20).fill(200))
  expect(socket.connected).toBe(true)
  socket.close()
})

test('with no node left, everything says when to come again: nobody could say who may see a picture', async () => {
  await nodes[0]!.terminate()
  for (const path of ['/api/session', picture.sources[0]!.url]) {
    const answer = await bob.call('GET', path)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    expect(await answer.json()).toMatchObject({ error: { code: 'unavailable' } })
  }
  const html = 'text/html,application/xhtml+xml,*/*;q=0.8'
  for (const [language, opening, words] of [
    ['de-AT,en;q=0.5', '<html lang="de" dir="ltr">', 'sobald es wieder da ist'],
    ['ar', '<html lang="ar" dir="rtl">', 'فور عودته'],
    ['nl', '<html lang="en" dir="ltr">', 'as soon as it is back'],
  ] as const) {
    const page = await bob.call('GET', '/popular', undefined, { accept: html, 'accept-language': language })
    expect(page.status).toBe(503)
    expect(page.headers.get('retry-after')).toBe('5')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const text = await page.text()
    expect(text).toContain(opening)
    expect(text).toContain(words)
    expect(text).toContain('<meta http-equiv="refresh" content="5">')
  }
  expect((await bob.call('GET', '/away.html')).status).toBe(404)
})

test('a flood from one address is held off with a sentence', async () => {
  const answers = await Promise.all(Array.from({ length: 400 }, () => bob.call('GET', '/api/session')))
  const refused = answers.filter(answer => answer.status === 429)
  expect(refused.length).toBeGreaterThan(100)
  expect(await refused[0]!.json()).toMatchObject({ error: { code: 'too_many' } })
})
