// Addresses that lead inside, or nowhere, in all the spellings that have fooled somebody. P is the port on which a canary waits.

/** What can be told to be no address without looking at where it leads. */
export const malformed = [
  // Schemes.
  ...['file:///etc/passwd', 'ftp://127.0.0.1:P/', 'gopher://127.0.0.1:P/', 'dict://127.0.0.1:P/', 'ws://127.0.0.1:P/'],
  ...['data:image/png;base64,AAAA', 'javascript:alert(1)', 'blob:http://127.0.0.1:P/1', 'jar:http://127.0.0.1:P!/'],
  // Shapes.
  ...['//127.0.0.1:P/', 'http:127.0.0.1:P', 'http:/\\127.0.0.1:P', 'http://', 'http://%00/', 'http://127.0.\t0.1:P/'],
  ...['http://127.0.0.1:P\\@pub.example/', 'http://[fe80::1%25lo]:P/', 'http://127.0.0.1%2e.:P@/'],
  // Credentials.
  ...['http://user:pass@pub.example/', 'http://pub.example@127.0.0.1:P/'],
]

const hosts = [
  // IPv4.
  ...['127.0.0.1', '127.1', '127.0.1', '0177.0.0.1', '0x7f.0.0.1', '0x7f000001', '2130706433', '017700000001', '0'],
  ...['0.0.0.0', '127.0.0.1.', '127.0.0.1%2e', '①②⑦.⓪.⓪.①', '127。0。0。1'],
  // IPv6.
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]'],
  ...['[64:ff9b::127.0.0.1]', '[2002:7f00:1::]', '[fd00:ec2::254]', '[fec0::1]'],
  // Names.
  ...['localhost', 'LOCALHOST', 'localhost.', 'foo.localhost', 'localhost.localdomain', 'ip6-localhost'],
  ...['metadata.google.internal', 'hidden.onion', 'router.home.arpa'],
  // Metadata of clouds.
  ...['169.254.169.254', '169.254.170.2', '2852039166', '[::ffff:a9fe:a9fe]', '100.100.100.200', '192.0.0.192'],
  '168.63.129.16',
  // Private and reserved.
  ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.0.1', '198.18.0.1', '240.0.0.1', '255.255.255.255'],
  '224.0.0.1',
]

/** Refused, or not reached, for where they lead. */
export const inner = [
  ...hosts.map(host => `http://${host}:P/kitten.png`),
  ...['http://redis:6379/', 'http://postgres/', 'http://127.0.0.1/', 'https://127.0.0.1:P/', 'http://[::1]/'],
  ...['http://pub.example:22/', 'http://pub.example:25/', 'http://pub.example:6379/', 'http://pub.example:5432/'],
]

/** Public by number, but routed nowhere. */
export const nowhere = '3ffe::1'

const one = [
  ...['127.0.0.1', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001::7f00:1'],
  ...['::127.0.0.1', 'fd00::1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '255.255.255.255', '224.0.0.1'],
  ...['168.63.129.16', 'fec0::1', 'fe80::1', '2001:db8::1', '::ffff:0:7f00:1', '4000::1', '10.0.0.1'],
]

/** What the names of a hostile domain resolve to, by their first part: one list for each time that they are asked for. */
export const names: Record<string, string[][]> = {
  ...Object.fromEntries(one.map(address => [address.replaceAll(/[.:]/g, '-').replace(/^-+/, 'x'), [[address]]])),
  mixed: [[nowhere, '127.0.0.1']],
  empty: [[]],
  'turning-inwards': [[nowhere], ['127.0.0.1']],
  'turning-outwards': [['127.0.0.1'], [nowhere]],
}

/** Where a public host may send us; D is the hostile domain. */
export const redirects = [
  ...['http://127.0.0.1:P/', 'http://[::1]:P/', 'http://2130706433:P/', '//127.0.0.1:P/', 'http://localhost:P/'],
  ...['http://127-0-0-1.D:P/', 'http://mixed.D:P/', 'http://turning-inwards.D:P/'],
  ...['file:///etc/passwd', 'gopher://127.0.0.1:P/', 'data:image/png,AAAA', 'http://a:b@pub.example/', 'http://%00/'],
  ...['http://169.254.169.254/', 'http://pub.example:22/', ''],
]
