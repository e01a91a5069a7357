// Web Push: what comes to a device where no window of ours is open, and only there where its owner is signed in.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startInstance, type Instance } from './support/instance.ts'
import { signUp, type Person } from './support/people.ts'
import { startPushService, type PushService } from './support/push-service.ts'

let service: PushService
let plain: PushService
let instance: Instance
let ada: Person
let bob: Person
beforeAll(async () => {
  service = await startPushService()
  plain = await startPushService({ tls: false })
  instance = await startInstance({ FETCH_ALLOW: service.host })
  await signUp(instance, 'first')
  ada = await signUp(instance, 'ada', { node: 0 })
  bob = await signUp(instance, 'bob', { node: 1 })
})
afterAll(async () => {
  await instance.close()
  service.close()
  plain.close()
})

const subscribed = async (person: Person) => {
  const subscription = service.subscribe()
  await person.ask('push:subscribe', { subscription })
  return subscription
}

describe('a browser that is called', () => {
  test('shows who did what, encrypted for it alone and signed by this instance', async () => {
    const { endpoint } = await subscribed(ada)
    const { id, slug } = await ada.upload({ title: 'Kitten' })

    await bob.ask('image:like', { id })

    const push = await service.next(endpoint)
    expect(push.payload).toEqual({
      title: 'Bowerbird',
      words: 'bob liked “Kitten”.',
      url: `/images/${id}/${slug}`,
      tag: expect.stringMatching(/^notification-\d+$/),
    })
    expect(push.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', topic: expect.any(String) })
    expect(push.claims.aud).toBe(`https://${service.host}`)
    expect(push.claims.sub).toMatch(/^(mailto|https):/)
    expect(push.claims.exp - Date.now() / 1000).toBeLessThanOrEqual(24 * 3_600)
    expect(push.key).toBe((await bob.ask('instance:get', {})).pushKey)
    await ada.ask('push:unsubscribe', { endpoint })
  })

  test('is left alone while the same goes on, when it was read or taken back, and by kinds that are off', async () => {
    const { endpoint } = await subscribed(ada)
    const path = new URL(endpoint).pathname
    const liked = await ada.upload()
    const seen = await ada.upload()
    const undone = await ada.upload()
    await ada.ask('notification:prefer', { kind: 'followed', push: false })
    const cyd = await signUp(instance, 'cyd')

    await bob.ask('account:follow', { username: ada.username })
    await bob.ask('image:like', { id: undone.id })
    await bob.ask('image:unlike', { id: undone.id })
    await bob.ask('image:like', { id: seen.id })
    const { notification } = await ada.next(
      'notification:changed',
      ({ notification }) => notification.image?.id === seen.id,
    )
    await ada.ask('notification:read', { upTo: notification.position })
    await bob.ask('image:like', { id: liked.id })
    await cyd.ask('image:like', { id: liked.id })

    // Queued last, called once, and with what is true by then.
    expect((await service.next(endpoint)).payload.words).toBe('cyd and bob liked “A find”.')
    expect(service.calls.filter(call => call === path)).toHaveLength(1)
    await ada.ask('push:unsubscribe', { endpoint })
  })

  test('is forgotten when it is gone, and when its session ends', async () => {
    const gone = await subscribed(ada)
    service.answer(gone.endpoint, 410)
    const other = await subscribed(ada)
    const { id } = await ada.upload()
    await bob.ask('image:like', { id })
    await service.next(other.endpoint)
    await expect.poll(() => endpoints()).toEqual([other.endpoint])

    await ada.http('DELETE', '/api/session')
    expect(await endpoints()).toEqual([])
  })

  test('is not called for who was signed in there before', async () => {
    const cyd = await signUp(instance, 'cyd')
    await subscribed(cyd)

    const answer = await cyd.http('POST', '/api/session', { login: bob.username, password: bob.password })

    expect(answer.status).toBe(201)
    expect(await endpoints()).toEqual([])
  })
})

async function endpoints(): Promise<string[]> {
  const { db } = instance.node(0).app.ctx
  const rows = await db.selectFrom('pushSubscription').select('endpoint').orderBy('id').execute()
  return rows.map(row => row.endpoint)
}

describe('refused are', () => {
  const refusal = async (change: (subscription: ReturnType<PushService['subscribe']>) => void) => {
    const subscription = service.subscribe()
    change(subscription)
    return bob.ask('push:subscribe', { subscription }).catch((error: Error) => error.message)
  }

  test('keys that no browser has', async () => {
    expect(await refusal(({ keys }) => (keys.p256dh = 'AAAA'))).toContain('keys of this browser')
    expect(await refusal(({ keys }) => (keys.auth = 'AAAA'))).toContain('keys of this browser')
  })

  test('addresses that lead inside, or without TLS', async () => {
    const cannot = 'cannot be called from here'
    expect(await refusal(given => (given.endpoint = plain.subscribe().endpoint))).toContain(cannot)
    expect(await refusal(given => (given.endpoint = 'http://push.example.com/1'))).toContain(cannot)
    expect(await refusal(given => (given.endpoint = 'https://169.254.169.254/latest'))).toContain(cannot)
    expect(await refusal(given => (given.endpoint = 'file:///etc/passwd'))).toContain('web address')
  })
})
