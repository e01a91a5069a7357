// A page's policy cannot be read, and every breach of it is reported to the site: so nothing is loaded but what comes from
// where pictures have come.
import { namesPicture, originOf } from './addresses.ts'
import { list, map } from './realm.ts'

/** By origin whether pictures have come from it, by `?origin` whether it looks as if, by address what is known to be broken. */
export type Loadable = Map<string, boolean>

/** Milliseconds. What a policy forbids is listed like what was loaded, but with next to no time taken. */
const LEAST_DURATION = 1

/** What the browser says that it has loaded as a picture. */
export function findLoadable(): Loadable {
  const loadable: Loadable = map()
  for (const entry of list(performance.getEntriesByType('resource') as PerformanceResourceTiming[])) {
    const { initiatorType, name, duration } = entry
    // Style sheets load fonts as well.
    const isPicture =
      /^(img|image|input|video|object)$/.test(initiatorType) || (initiatorType === 'css' && namesPicture(name))
    if (isPicture && duration >= LEAST_DURATION) loadable.set(`?${originOf(name)}`, true)
  }
  return loadable
}

/** This one has been seen to be loaded as a picture, or to be none. */
export function mark(loadable: Loadable, url: string, good: boolean): void {
  if (good) loadable.set(originOf(url), true)
  else loadable.set(url, false).set(`?${originOf(url)}`, false)
}

export function mayLoad(loadable: Loadable, url: string): boolean {
  const origin = originOf(url)
  return loadable.get(url) ?? loadable.get(origin) ?? loadable.get(`?${origin}`) ?? false
}

export function isBroken(loadable: Loadable, url: string): boolean {
  return loadable.get(url) === false
}
