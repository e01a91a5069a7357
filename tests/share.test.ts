// The share sheet, where no service worker has taken what it sends.
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startInstance, type Instance } from './support/instance.ts'
import { call, somePicture } from './support/people.ts'

let instance: Instance
beforeAll(async () => {
  instance = await startInstance()
})
afterAll(() => instance.close())

const fromTheSystem = { origin: undefined, 'sec-fetch-site': 'none' }

async function share(
  parts: Record<string, string | Blob>,
  headers: Record<string, string | undefined> = fromTheSystem,
): Promise<{ status: number; to: URL | undefined; code: string | undefined }> {
  const form = new FormData()
  for (const [name, value] of Object.entries(parts)) form.append(name, value)
  const answer = await call(instance.node(0), 'POST', '/images/share', form, headers)
  const to = answer.headers.get('location')
  const body = answer.status >= 400 ? ((await answer.json()) as { error: { code: string } }) : undefined
  return { status: answer.status, to: to ? new URL(to, instance.node(0).url) : undefined, code: body?.error.code }
}

describe('what the system shares', () => {
  test('leads to the save page with its words', async () => {
    const { status, to } = await share({ title: 'A kitten & more', text: 'Look: https://example.org/kitten', url: '' })

    expect([status, to?.pathname]).toEqual([303, '/images/new'])
    expect(Object.fromEntries(to!.searchParams)).toEqual({
      title: 'A kitten & more',
      text: 'Look: https://example.org/kitten',
    })
  })

  test('is told to have lost its files, and loses nothing else', async () => {
    const picture = new Blob([new Uint8Array(await somePicture())], { type: 'image/png' })

    const { to } = await share({ url: 'https://example.org/page', files: picture })

    expect(Object.fromEntries(to!.searchParams)).toEqual({ url: 'https://example.org/page', lost: 'files' })
  })

  test('may be nothing at all', async () => {
    expect((await share({})).to?.href).toBe(`${instance.node(0).url}/images/new`)
  })

  test('is cut to what an address can carry', async () => {
    const { status, to } = await share({ title: 'long '.repeat(3_000), text: 'é'.repeat(50_000) })

    expect([status, to!.href.length < 8_000]).toEqual([303, true])
    expect(to!.searchParams.get('title')).toHaveLength(200)
  })

  test('leads nowhere else, whatever is in it', async () => {
    const { to } = await share({
      title: '\r\nSet-Cookie: sid=1',
      url: '//evil.example/\r\nLocation: https://evil.example',
    })

    expect([to?.origin, to?.pathname]).toEqual([instance.node(0).url, '/images/new'])
  })
})

describe('refused is', () => {
  test.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a sibling domain', { origin: undefined, 'sec-fetch-site': 'same-site' }],
    ['a browser that does not say where it comes from', { origin: undefined }],
  ])('what comes from %s', async (_what, headers) => {
    expect(await share({ title: 'Hello' }, headers)).toMatchObject({ status: 403, code: 'forbidden' })
  })

  test('what is no form', async () => {
    const json = await call(instance.node(0), 'POST', '/images/share', { title: 'Hello' }, fromTheSystem)
    expect(json.status).toBe(415)
    const bare = { ...fromTheSystem, 'content-type': 'multipart/form-data' }
    expect((await call(instance.node(0), 'POST', '/images/share', {}, bare)).status).toBe(422)
    const broken = { ...fromTheSystem, 'content-type': 'multipart/form-data; boundary=x' }
    expect((await call(instance.node(0), 'POST', '/images/share', { no: 'part' }, broken)).status).toBe(422)
  })

  test('what is larger than 32 MB, as soon as it is', async () => {
    const { port } = new URL(instance.node(0).url)
    const status = await new Promise((resolve, reject) => {
      const sent = request({
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: '/images/share',
        agent: false,
        headers: { 'sec-fetch-site': 'none', 'content-type': 'multipart/form-data; boundary=x' },
      })
      sent.on('response', answer => {
        resolve(answer.statusCode)
        sent.destroy()
      })
      sent.on('error', reject)
      sent.write('--x\r\nContent-Disposition: form-data; name="files"; filename="a.png"\r\n\r\n')
      // Never ended.
      const chunk = Buffer.alloc(1024 * 1024)
      for (let megabyte = 0; megabyte < 33; megabyte++) sent.write(chunk)
    })
    expect(status).toBe(413)
  })
})
