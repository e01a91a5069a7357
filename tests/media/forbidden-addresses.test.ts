import { beforeEach, describe, expect, test } from 'vitest'
import type { Lookup } from '../../server/media/connection.ts'
import type { Media } from '../../server/media/media.ts'
import { startCanary, startMedia, startWeb } from './support.ts'

const limits = { connect: 300, headers: 500, idle: 500, total: 2_000 }

/** Public by number, but routed nowhere: what a name may safely resolve to in a test. */
const nowhere = '3ffe::1'

const ways = [
  {
    way: 'fetched',
    visit: (url: string) => media.fetch(url),
    message: 'No picture could be fetched from that address. Check it, or save the picture and upload it.',
  },
  {
    way: 'read as a page',
    visit: (url: string) => media.readPage(url),
    message: 'That address could not be read. Check it, or save the picture and upload it.',
  },
]

const family = (address: string) => ({ address, family: address.includes(':') ? 6 : 4 })

let canary: Awaited<ReturnType<typeof startCanary>>
let media: Media
let names: Record<string, string[] | (() => string[])>
let asked: string[]

const lookup: Lookup = async name => {
  asked.push(name)
  const found = names[name] ?? []
  return (typeof found === 'function' ? found() : found).map(family)
}

/** A media that finds the canary's port as ordinary as 80, so that addresses alone can protect it. */
async function start(standIn = 0) {
  const ports = ['80', '443', String(canary.port)]
  const started = await startMedia(
    { fetchAllow: [`pub.example:${standIn}`], fetchPorts: ports },
    { lookup, fetchLimits: limits },
  )
  media = started.media
  return started
}

beforeEach(async () => {
  asked = []
  names = { 'pub.example': ['127.0.0.1'] }
  canary = await startCanary()
})

describe.each(ways)('an address that is $way', ({ visit, message }) => {
  const unreachable = { code: 'unreachable', message }

  async function expectRefusal(url: string) {
    const started = performance.now()
    await expect(visit(url)).rejects.toMatchObject(unreachable)
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(canary.hits()).toBe(0)
  }

  describe('however an inner address is spelt, it is not called', () => {
    test.each([
      ...[
        '127.0.0.1',
        '127.1',
        '127.0.1',
        '0177.0.0.1',
        '0x7f.0.0.1',
        '0x7f000001',
        '2130706433',
        '017700000001',
        '0',
        '0.0.0.0',
      ],
      ...['127.0.0.1.', '127.0.0.1%2e', '①②⑦.⓪.⓪.①', '127。0。0。1'],
      ...[
        '[::1]',
        '[::]',
        '[0:0:0:0:0:0:0:1]',
        '[::ffff:127.0.0.1]',
        '[::ffff:7f00:1]',
        '[::127.0.0.1]',
        '[64:ff9b::127.0.0.1]',
      ],
      ...['[2002:7f00:1::]', '[fd00:ec2::254]', '[fec0::1]', '[::ffff:a9fe:a9fe]'],
      ...[
        'localhost',
        'LOCALHOST',
        'localhost.',
        'foo.localhost',
        'localhost.localdomain',
        'ip6-localhost',
        'redis',
        'postgres',
      ],
      ...[
        'metadata.google.internal',
        '169.254.169.254',
        '169.254.170.2',
        '2852039166',
        '100.100.100.200',
        '192.0.0.192',
      ],
      ...['168.63.129.16', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', '198.18.0.1', '240.0.0.1'],
      ...['255.255.255.255', '224.0.0.1', 'abc.onion', 'abc.home.arpa'],
    ])('http://%s', async host => {
      names[host.toLowerCase()] = ['127.0.0.1', '::1']
      await start()
      await expectRefusal(`http://${host}:${canary.port}/kitten.png`)
      expect(asked).toEqual([])
    })

    test.each([22, 25, 6379, 5432])('port %i of a public host', async port => {
      names['shop.example'] = [nowhere]
      await start()
      await expectRefusal(`http://shop.example:${port}/`)
      expect(asked).toEqual([])
    })

    test('nor on the ordinary ports, without exceptions', async () => {
      ;({ media } = await startMedia({}, { lookup, fetchLimits: limits }))
      names['shop.example'] = ['127.0.0.1']
      await expectRefusal('http://127.0.0.1/')
      await expectRefusal('https://shop.example/')
      await expectRefusal(`http://127.0.0.1:${canary.port}/`)
    })
  })

  describe('whatever a name resolves to, no inner address is called', () => {
    test.each([
      ...['127.0.0.1', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::7f00:1'],
      ...[
        '::127.0.0.1',
        '::7f00:1',
        'fd00::1',
        '169.254.169.254',
        '100.64.0.1',
        '0.0.0.0',
        '255.255.255.255',
        '224.0.0.1',
      ],
      ...['168.63.129.16', 'fec0::1', 'fe80::1', '2001:db8::1', '::ffff:0:7f00:1', '4000::1'],
    ])('%s', async address => {
      names['shop.example'] = [address]
      await start()
      await expectRefusal(`http://shop.example:${canary.port}/`)
      expect(asked).toEqual(['shop.example'])
    })

    test('a public address and an inner one together', async () => {
      names['shop.example'] = [nowhere, '127.0.0.1']
      await start()
      await expectRefusal(`http://shop.example:${canary.port}/`)
    })

    test('nothing at all', async () => {
      await start()
      await expectRefusal(`http://shop.example:${canary.port}/`)
    })

    test.each([
      ['public first, then inner', [[nowhere], ['127.0.0.1']]],
      ['inner first, then public', [['127.0.0.1'], [nowhere]]],
    ])('one answer now and another later: %s', async (_, answers) => {
      names['shop.example'] = () => answers.shift() ?? []
      await start()
      await expectRefusal(`http://shop.example:${canary.port}/`)
      // What was looked at is what is connected to: there is no second question.
      expect(asked).toEqual(['shop.example'])
    })

    test('an answer that changes after it was looked at: nothing is sent to where it led', async () => {
      let looks = 0
      let received = 0
      const inner = await startWeb(() => received++)
      const turning: Lookup = async () => [{ get address() { return looks++ === 0 ? '1.1.1.1' : '127.0.0.1' }, family: 4 }] // prettier-ignore
      ;({ media } = await startMedia({ fetchPorts: [String(inner.port)] }, { lookup: turning, fetchLimits: limits }))
      await expect(visit(`http://shop.example:${inner.port}/`)).rejects.toMatchObject(unreachable)
      expect(looks).toBeGreaterThan(1)
      expect(received).toBe(0)
    })
  })

  describe('a redirect from a public host', () => {
    async function startStandIn() {
      const web = await startWeb((request, response) => {
        const to = new URL(request.url ?? '', 'http://pub.example').searchParams.get('to')
        if (to === null) return response.end('picture')
        response.writeHead(302, { location: to }).end('elsewhere')
      })
      await start(web.port)
      return `http://pub.example:${web.port}/`
    }

    test.each([
      ...['http://127.0.0.1:P/', 'http://[::1]:P/', 'http://2130706433:P/', '//127.0.0.1:P/', 'http://shop.example:P/'],
      ...['http://mixed.example:P/', 'file:///etc/passwd', 'gopher://127.0.0.1:P/', 'http://a:b@pub.example:P/'],
      ...[
        'http://localhost:P/',
        'http://169.254.169.254/',
        'http://pub.example:22/',
        'data:image/png,AAAA',
        'http://%00/',
        '',
      ],
    ])('is not followed to %s', async to => {
      names['shop.example'] = ['127.0.0.1']
      names['mixed.example'] = [nowhere, '127.0.0.1']
      const standIn = await startStandIn()
      await expectRefusal(`${standIn}?to=${encodeURIComponent(to.replace('P', String(canary.port)))}`)
    })

    test.each([
      ['public first, then inner', [[nowhere], ['127.0.0.1']]],
      ['inner first, then public', [['127.0.0.1'], [nowhere]]],
    ])('is not followed to a name that changes: %s', async (_, answers) => {
      names['turning.example'] = () => answers.shift() ?? []
      const standIn = await startStandIn()
      await expectRefusal(`${standIn}?to=http://turning.example:${canary.port}/`)
      expect(asked).toEqual(['pub.example', 'turning.example'])
    })

    test('is followed to a place on the same host, and the answer says where it ended', async () => {
      const standIn = await startStandIn()
      expect(await visit(`${standIn}?to=%2Fthere.png%23part`)).toMatchObject({ url: `${standIn}there.png` })
    })

    test('is followed five times, not six', async () => {
      const standIn = await startStandIn()
      const chain = (length: number): string =>
        length === 0 ? standIn : `${standIn}?to=${encodeURIComponent(chain(length - 1))}`
      expect(await visit(chain(5))).toMatchObject({ url: standIn })
      await expectRefusal(chain(6))
    })

    test('in a circle ends', async () => {
      const web = await startWeb((_, response) => response.writeHead(301, { location: '/again' }).end())
      await start(web.port)
      await expectRefusal(`http://pub.example:${web.port}/`)
      expect(web.connections()).toBe(6)
    })
  })
})
