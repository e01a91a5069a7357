import { describe, expect, test } from 'vitest'
import { isPublicAddress, parseAddress, whyRefused } from '../../server/media/address.ts'

const refused = (url: string, allowed: string[] = []) => whyRefused(new URL(url), allowed, ['80', '443'])

describe('an IP address', () => {
  test.each(['93.184.215.14', '1.1.1.1', '172.15.255.255', '172.32.0.1', '2606:4700::1111', '2a00:1450:4001::200e'])(
    '%s is public',
    address => expect(isPublicAddress(address)).toBe(true),
  )

  test.each([
    ...[
      '127.0.0.1',
      '127.255.255.254',
      '0.0.0.0',
      '0.1.2.3',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.0.1',
    ],
    ...['169.254.169.254', '169.254.170.2', '100.100.100.200', '192.0.0.192', '168.63.129.16', '198.18.0.1'],
    ...['192.0.2.1', '198.51.100.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '192.88.99.1'],
    ...['::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:93.184.215.14', '::127.0.0.1', '::7f00:1'],
    ...['::ffff:0:7f00:1', '64:ff9b::7f00:1', '64:ff9b:1::1', '2002:7f00:1::', '2001::1', '2001:db8::1', '3fff::1'],
    ...['fe80::1', 'fe80::1%lo', '2606:4700::1111%eth0', 'fd00:ec2::254', 'fec0::1', 'ff02::1', '100::1'],
    ...['100:0:0:1::1', '200::1', '4000::1', '5f00::1', '2001:10::1', '2001:20::1'],
    ...['0177.0.0.1', '0x7f.1', '2130706433', '127.1', '93.184.215', 'localhost', ''],
  ])('%s is not', address => expect(isPublicAddress(address)).toBe(false))
})

describe('an address that a person gives', () => {
  test.each([
    ...[
      'file:///etc/passwd',
      'ftp://pub.example/a',
      'gopher://pub.example/',
      'dict://pub.example:11211/',
      'ws://pub.example/',
    ],
    ...['data:image/png;base64,AAAA', 'javascript:alert(1)', 'blob:https://pub.example/1', 'jar:http://pub.example!/'],
    ...[
      '//127.0.0.1/',
      'http:127.0.0.1',
      'http:/\\127.0.0.1',
      'http://',
      'http:///a',
      'http://%00/',
      'http://a\tb.example/',
    ],
    ...[
      'http://127.0.0.1:80\\@pub.example/',
      'kitten.png',
      '',
      'http://[::1',
      'http://1.2.3.4.5/',
      'http://256.256.256.256/',
    ],
    ...['http://user:pass@pub.example/', 'http://pub.example@127.0.0.1/', `https://pub.example/${'a'.repeat(5000)}`],
  ])('%j is no web address', text => {
    expect(() => parseAddress(text)).toThrow(
      expect.objectContaining({ code: 'invalid', details: { fields: { url: expect.stringMatching(/\.$/) } } }),
    )
  })

  test('is trimmed, and loses its fragment', () => {
    expect(parseAddress(' https://pub.example/a b.png?c=d#e\n').href).toBe('https://pub.example/a%20b.png?c=d')
  })

  test.each([
    'http://pub.example/',
    'https://pub.example:443/',
    'http://pub.example:443/',
    'https://1.1.1.1/',
    'http://[2606:4700::1111]/',
  ])('%s may be called', url => expect(refused(url)).toBeUndefined())

  test.each([
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
      'printer.local',
      'router.home.arpa',
      'abcdef.onion',
      'a.test',
      'a.invalid',
      'pub.example.',
    ],
    ...['127.0.0.1.', '127.0.0.1%2e', '①②⑦.⓪.⓪.①', '127。0。0。1', '2852039166', '0', '[::ffff:a9fe:a9fe]'],
  ])('http://%s/ may not', host => expect(refused(`http://${host}/`)).toBeTypeOf('string'))

  test.each(['22', '25', '6379', '5432', '8080', '0', '65535'])('port %s may not be called', port =>
    expect(refused(`http://pub.example:${port}/`)).toBeTypeOf('string'),
  )
})

describe('an exception', () => {
  test('lifts the rules for its host and port', () => {
    expect(refused('http://redis:6379/', ['redis:6379'])).toBeUndefined()
    expect(refused('http://127.0.0.1:8080/', ['127.0.0.1:8080'])).toBeUndefined()
    expect(refused('http://[::1]:8080/', ['[::1]:8080'])).toBeUndefined()
    expect(refused('http://intranet/', ['intranet:80'])).toBeUndefined()
  })

  test('lifts them for nothing else', () => {
    const allowed = ['redis:6379', '127.0.0.1:8080']
    expect(refused('http://redis/', allowed)).toBeTypeOf('string')
    expect(refused('https://127.0.0.1/', allowed)).toBeTypeOf('string')
    expect(refused('http://localhost:8080/', allowed)).toBeTypeOf('string')
    expect(refused('http://user@127.0.0.1:8080/', allowed)).toBeTypeOf('string')
    expect(refused('ftp://redis:6379/', allowed)).toBeTypeOf('string')
  })
})
