import { describe, expect, test } from 'vitest'
import { countryOf } from '../../server/sessions/country.ts'
import { deviceOf, networkShown, placeOf } from '../../server/sessions/device.ts'

describe('a device in words', () => {
  test.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'Chrome on Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
      'Safari on macOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    ['Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox on Android'],
    [
      'Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
      'Chrome on iPad',
    ],
    ['python-requests/2.32', 'python-requests'],
    ['Mozilla/5.0', 'An unknown program'],
    ['', 'An unknown program'],
    ['<script>alert(1)</script>', 'An unknown program'],
  ])('%s', (userAgent, words) => {
    expect(deviceOf(userAgent)).toBe(words)
  })
})

describe('a place in words', () => {
  test.each([
    ['203.0.113.77', 'Network 203.0.113.…'],
    ['::ffff:203.0.113.77', 'Network 203.0.113.…'],
    ['192.168.178.20', 'Your local network'],
    ['172.20.0.3', 'Your local network'],
    ['172.32.0.3', 'Network 172.32.0.…'],
    ['fd12:3456:789a::1', 'Your local network'],
    ['fe80::1', 'Your local network'],
    ['2001:db8:1:2:3:4:5:6', 'Network 2001:db8:1:…'],
    ['2001:db8::5', 'Network 2001:db8:…'],
    ['127.0.0.1', 'The server’s own computer'],
    ['::1', 'The server’s own computer'],
    ['', 'An unknown network'],
  ])('%s', (address, words) => {
    expect(placeOf(networkShown(address))).toBe(words)
  })
})

describe('the country of a network', () => {
  test.each([
    ['141.30.1.9', 'DE'],
    ['::ffff:141.30.1.9', 'DE'],
    ['133.11.0.1', 'JP'],
    ['2001:638:902:1::5', 'DE'],
    ['192.168.178.20', null],
    ['10.1.2.3', null],
    ['fd12:3456:789a::1', null],
    ['fe80::1', null],
    ['127.0.0.1', null],
    ['::1', null],
    ['', null],
    ['nonsense', null],
  ])('%s: %s', async (address, country) => {
    expect(await countryOf(networkShown(address))).toBe(country)
  })
})
