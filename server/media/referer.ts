import { isIP } from 'node:net'

/**
 * The page as it may be told to whoever serves the picture: only where that is the page's own host, one below it or the one
 * above it, and never from https to http. Without credentials and fragment.
 */
export function refererOf(pageUrl: string | null | undefined, picture: URL): string | undefined {
  if (!pageUrl || !URL.canParse(pageUrl)) return undefined
  const page = new URL(pageUrl)
  if (page.protocol !== 'https:' && page.protocol !== 'http:') return undefined
  if (page.protocol === 'https:' && picture.protocol === 'http:') return undefined
  if (!isBelow(page.hostname, picture.hostname) && !isBelow(picture.hostname, page.hostname)) return undefined
  page.username = ''
  page.password = ''
  page.hash = ''
  return page.href
}

/** Every host is below itself. */
function isBelow(host: string, above: string): boolean {
  if (host === above) return true
  return above.includes('.') && !isIP(host) && !isIP(above) && host.endsWith(`.${above}`)
}
