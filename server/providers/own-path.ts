/**
 * The page to which somebody goes on, as a path: what stands in an address may come from anybody. Everything that a browser would take
 * for another site, or for a call, becomes the first page.
 */
export function ownPath(given: unknown): string {
  const base = 'http://own.invalid'
  if (typeof given !== 'string' || given.length > 2_000 || !given.startsWith('/') || !URL.canParse(given, base))
    return '/'
  const { origin, pathname, search, hash } = new URL(given, base)
  // Without its dots a path may begin with two slashes, which a browser takes for a host.
  if (origin !== base || pathname.startsWith('//') || /^\/(api|media|socket\.io)(\/|$)/.test(pathname)) return '/'
  return pathname + search + hash
}
