import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { consumers } from '../server/consumers.ts'
import { startInstance, type Instance } from './support/instance.ts'
import { call, connect, password, signUp, type Person } from './support/people.ts'

let instance: Instance
let ada: Person
beforeAll(async () => {
  // The clock of the sweeps alone: a check that comes every 20 seconds need not be waited for.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  instance = await startInstance()
  ada = await signUp(instance, 'ada')
})
afterAll(async () => {
  await instance.close()
  vi.useRealTimers()
})

/** A call with exactly these headers: fetch would add its own. */
function raw(
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<{ status: number; text: string }> {
  const { port } = new URL(instance.node(0).url)
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, answer => {
      let text = ''
      answer.on('data', chunk => (text += String(chunk))).on('end', () => resolve({ status: answer.statusCode!, text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

const json = { 'content-type': 'application/json' }

test('an idle connection is closed by who asks, not by the node: a proxy keeps it for 120 seconds at most', async () => {
  const answer = await fetch(`${instance.node(0).url}/healthz`)
  expect(answer.headers.get('keep-alive')).toBe('timeout=125')
})

describe('a write from another site', () => {
  const own = () => instance.node(0).url
  const credentials = () => JSON.stringify({ login: ada.username, password })
  test.each([
    ['another origin', () => ({ origin: 'https://evil.example' })],
    ['no origin at all, with a cookie', () => ({ cookie: ada.cookie })],
    ['a sandboxed frame', () => ({ origin: 'null', cookie: ada.cookie })],
    ['a sibling domain', () => ({ origin: own(), 'sec-fetch-site': 'same-site' })],
    ['another site, as the browser says', () => ({ origin: own(), 'sec-fetch-site': 'cross-site' })],
    ['the same host on another port', () => ({ origin: 'http://127.0.0.1:1' })],
    ['the same host by https', () => ({ origin: own().replace('http', 'https') })],
  ])('is refused: %s', async (_what, headers) => {
    const paths = [
      '/api/session',
      '/api/accounts',
      '/api/images',
      ...Object.keys(consumers).map(name => `/api/${name.replace(':', '/')}`),
    ]
    for (const path of paths) {
      const answer = await raw('POST', path, { ...json, ...headers() }, credentials())
      expect([path, answer.status]).toEqual([path, 403])
    }
    expect((await raw('DELETE', '/api/session', headers())).status).toBe(403)
  })

  test('passes from our own pages, and from a program without cookies', async () => {
    const fromPage = await raw(
      'POST',
      '/api/session',
      { ...json, origin: own(), 'sec-fetch-site': 'same-origin' },
      credentials(),
    )
    const fromProgram = await raw('POST', '/api/session', json, credentials())

    expect([fromPage.status, fromProgram.status]).toEqual([201, 201])
  })
})

describe('a socket', () => {
  test.each([['https://evil.example'], ['null'], ['http://127.0.0.1:1']])(
    'from the origin %s is refused',
    async origin => {
      await expect(connect(instance.node(0), { cookie: ada.cookie, origin })).rejects.toThrow()
      await expect(connect(instance.node(0), { origin })).rejects.toThrow()
    },
  )

  test('without an origin may not use a cookie', async () => {
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    }

    const refused = await raw('GET', '/socket.io/?EIO=4&transport=websocket', { ...upgrade, cookie: ada.cookie })

    // What Engine.IO answers to an upgrade that may not be.
    expect(refused).toEqual({ status: 400, text: 'origin not allowed' })
  })

  test('may not use long-polling unless it is switched on', async () => {
    expect((await raw('GET', '/socket.io/?EIO=4&transport=polling', {})).status).toBe(400)
  })

  test('is closed within the next check when its session no longer holds', async () => {
    const bob = await signUp(instance, 'bob', { node: 1 })
    const { db } = instance.node(0).app.ctx
    const { id } = await db
      .selectFrom('account')
      .select('id')
      .where('username', '=', bob.username)
      .executeTakeFirstOrThrow()
    await db
      .updateTable('session')
      .set({ expiresAt: new Date(0) })
      .where('accountId', '=', id)
      .execute()

    await vi.advanceTimersByTimeAsync(20_000)

    expect(await bob.ended).toBe('io server disconnect')
    expect(ada.socket.connected).toBe(true)
  })

  test('is closed within the next check when its person has proved again who they are, and another cookie is theirs', async () => {
    const bob = await signUp(instance, 'bob', { node: 1 })
    expect((await bob.http('POST', '/api/session/confirm', { password: bob.password })).status).toBe(200)

    await vi.advanceTimersByTimeAsync(20_000)

    expect(await bob.ended).toBe('io server disconnect')
    expect(ada.socket.connected).toBe(true)
  })

  test('of a person with a hundred windows is refused', async () => {
    const bob = await signUp(instance, 'bob')
    await Promise.all(Array.from({ length: 99 }, () => bob.open()))

    await expect(bob.open()).rejects.toThrow('too many')
  })
})

describe('every request', () => {
  const mayVisitorsAsk: Record<keyof typeof consumers, boolean> = {
    'administration:actions': false,
    'administration:edit': false,
    'administration:health': false,
    'administration:jobs': false,
    'administration:people': false,
    'administration:remove-image': false,
    'administration:restore': false,
    'administration:retry-job': false,
    'administration:set-role': false,
    'administration:suspend': false,
    'instance:get': true,
    'invitation:create': false,
    'invitation:get': true,
    'invitation:list': false,
    'invitation:revoke': false,
    'report:list': false,
    'report:resolve': false,
    'report:send': false,
    'report:unwatch': false,
    'report:watch': false,
    'account:block': false,
    'account:blocked': false,
    'account:edit': false,
    'account:follow': false,
    'account:followers': true,
    'account:following': true,
    'account:get': true,
    'account:list': true,
    'account:mute': false,
    'account:muted': false,
    'account:photo': false,
    'account:remove-follower': false,
    'account:remove-photo': false,
    'account:search': true,
    'account:suggested': false,
    'account:unblock': false,
    'account:unfollow': false,
    'account:unmute': false,
    'account:unwatch': true,
    'account:watch': true,
    'activity:list': true,
    'activity:unwatch': true,
    'activity:watch': true,
    'email:cancel': false,
    'email:change': false,
    'email:confirm': true,
    'email:look': true,
    'email:refuse': true,
    'email:resend': false,
    'identity:list': false,
    'identity:unlink': false,
    'account:leave': false,
    'export:begin': false,
    'export:get': false,
    'export:remove': false,
    'image:bookmark': false,
    'image:edit': false,
    'image:get': true,
    'image:keep': false,
    'image:like': false,
    'image:likers': true,
    'image:list': true,
    'image:look': true,
    'image:popular': true,
    'image:related': true,
    'image:release': false,
    'image:remove': false,
    'image:share': false,
    'image:unlike': false,
    'image:unwatch': true,
    'image:view': true,
    'image:watch': true,
    'notification:list': false,
    'notification:prefer': false,
    'notification:preferences': false,
    'notification:read': false,
    'page:read': false,
    'push:subscribe': false,
    'push:unsubscribe': false,
    'request:approve': false,
    'request:decline': false,
    'request:list': false,
    'passkey:list': false,
    'passkey:remove': false,
    'passkey:rename': false,
    'save:begin': false,
    'save:cancel': false,
    'save:list': false,
    'save:retry': false,
    'search:find': true,
    'session:end': false,
    'session:end-others': false,
    'session:list': false,
    'token:create': false,
    'token:list': false,
    'token:revoke': false,
    'two-factor:begin': false,
    'two-factor:disable': false,
    'two-factor:enable': false,
    'two-factor:get': false,
    'two-factor:renew-codes': false,
    'wall:leave': false,
    'wall:place': false,
  }
  const input = { id: '987654321', username: 'nobody_at_all', url: 'http://localhost/', title: 'x' }

  test.each(Object.entries(mayVisitorsAsk))(
    '%s may be asked by visitors: %s, by socket and by HTTP alike',
    async (name, may) => {
      const visitor = await connect(instance.node(0))
      const bySocket = (await visitor.socket.timeout(5_000).emitWithAck(name as 'image:get', input)) as {
        error?: { code: string }
      }
      const byHttp = await call(instance.node(0), 'POST', `/api/${name.replace(':', '/')}`, input)

      expect(bySocket.error?.code === 'unauthenticated').toBe(!may)
      expect(byHttp.status === 401).toBe(!may)
      expect(((await byHttp.json()) as { error?: { code: string } }).error).toEqual(bySocket.error)
    },
  )

  test('is in this table', () => {
    expect(Object.keys(mayVisitorsAsk).sort()).toEqual(Object.keys(consumers).sort())
  })
})

describe('a host', () => {
  test.each([['evil.example'], ['127.0.0.1.evil.example']])('that is not ours is refused: %j', async host => {
    for (const path of ['/', '/api/session', '/media/aa/bb.webp']) {
      expect((await raw('GET', path, { host })).status).toBe(400)
    }
    const upgrade = {
      host,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    }
    expect((await raw('GET', '/socket.io/?EIO=4&transport=websocket', upgrade)).status).toBeGreaterThanOrEqual(400)
  })
})

describe('every answer', () => {
  test.each([['/'], ['/api/session'], ['/nothing/here'], ['/healthz'], ['/images/1']])(
    '%s has the headers that protect it',
    async path => {
      const { headers } = await call(instance.node(0), 'GET', path)

      const policy = headers.get('content-security-policy')!
      for (const directive of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
      ]) {
        expect(policy).toContain(directive)
      }
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
      expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
      expect(headers.get('permissions-policy')).toContain('camera=()')
    },
  )

  test('keeps what it says from other sites: nothing is shared with them, with credentials or without', async () => {
    const image = await ada.upload()
    const paths = [
      '/',
      '/robots.txt',
      '/sitemap.xml',
      '/healthz',
      '/manifest.webmanifest',
      '/nothing/here',
      '/api/session',
      '/api/accounts',
      '/api/openapi.json',
      '/api/saves',
      image.sources[0]!.url,
      `/images/${image.id}`,
      '/socket.io/?EIO=4&transport=polling',
      ...Object.keys(consumers).map(name => `/api/${name.replace(':', '/')}`),
    ]
    // What oEmbed says is for other sites to read: the same to everybody, with a cookie or without.
    const embed = (cookie: boolean) =>
      (cookie ? ada.http : (...asked: [string, string]) => call(instance.node(0), ...asked))('GET', `/oembed?url=x`)
    for (const answer of [await embed(true), await embed(false)]) {
      const shared = [...answer.headers].filter(([name]) => name.startsWith('access-control'))
      expect(shared).toEqual([['access-control-allow-origin', '*']])
    }
    for (const origin of ['https://evil.example', 'null']) {
      const preflight = {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type, authorization',
      }
      for (const path of paths) {
        const answers = await Promise.all([
          ada.http('GET', path, undefined, { origin }),
          ada.http('POST', path, {}, { origin }),
          call(instance.node(0), 'OPTIONS', path, undefined, preflight),
        ])
        const shared = answers.flatMap(({ headers }) =>
          [...headers.keys()].filter(name => name.startsWith('access-control')),
        )
        expect([path, ...shared]).toEqual([path])
      }
    }
  })

  test('of the API that is not there is a JSON error', async () => {
    const answer = await call(instance.node(0), 'GET', '/api/nothing')

    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ error: { code: 'not_found' } })
  })
})

describe('behind https', () => {
  test('the cookie is bound to the host, and the browser is told to stay', async () => {
    const publicUrl = 'https://pictures.example.org'
    const secure = await startInstance({ PUBLIC_URL: publicUrl, ALLOWED_HOSTS: 'pictures.example.org,127.0.0.1' })
    try {
      const node = secure.nodes[0]!
      const answer = await call(
        node,
        'POST',
        '/api/accounts',
        { username: 'ada_secure', email: 'a@example.org', name: 'Ada', password },
        { origin: publicUrl },
      )

      expect(answer.status).toBe(201)
      expect(answer.headers.getSetCookie()[0]).toMatch(
        /^__Host-sid=[\w-]{43}; .*Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      )
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000')
      expect(answer.headers.get('content-security-policy')).toContain("connect-src 'self' wss://pictures.example.org")
    } finally {
      await secure.close()
    }
  })
})

describe('a forged address', () => {
  test('in X-Forwarded-For does not give more guesses', async () => {
    const { username } = await signUp(instance, 'bob')
    const statuses: number[] = []
    for (let attempt = 0; attempt < 11; attempt++) {
      const guess = { login: username, password: 'a wrong guess' }
      const headers = { 'x-forwarded-for': `203.0.113.${attempt}` }
      statuses.push((await call(instance.node(0), 'POST', '/api/session', guess, headers)).status)
    }

    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(statuses[10]).toBe(429)
  })
})
