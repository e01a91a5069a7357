// The interface itself, for when the server does not answer: one version as the build has written it into this script.
import { findKept, forgetPerson, INTERFACE, LONGEST } from '../offline/device.ts'
import { built, spokenHere } from './built.ts'

/** While somebody still has a window of the version before, its code stays. */
const VERSIONS = 2
/** Milliseconds after which the page of yesterday is better than none. */
const PATIENCE = 4_000
/** Milliseconds. */
const HEAD_START = 100
/** Something before our server has answered in its place. */
const unanswered = new Set([502, 503, 504])
const SHELL = '/index.html'
/** Of every answer of the server: above all which code may run in the page. */
const guards =
  /^(content-security-policy|x-content-type-options|x-frame-options|referrer-policy|cross-origin-.*|permissions-policy)$/

const name = () => `${INTERFACE}${built.version}`

export async function keepInterface(): Promise<void> {
  if (!built.page) return
  const cache = await caches.open(name())
  // Whoever has read the version before in German reads this one in German, though it has not been opened yet.
  const files = [...built.files, built.languages[await spokenHere()] ?? []].flat()
  const known = await Promise.all(files.map(file => caches.match(file)))
  await cache.addAll(files.filter((_file, index) => !known[index]))
  await Promise.all(files.map((file, index) => known[index] && cache.put(file, known[index])))
  const { headers } = await fetch('/manifest.webmanifest', { credentials: 'omit' })
  const kept = new Headers([...headers].filter(([header]) => guards.test(header)))
  kept.set('content-type', 'text/html; charset=utf-8')
  await cache.put(SHELL, new Response(built.page, { headers: kept }))
}

export async function dropOldInterfaces(): Promise<void> {
  const names = (await caches.keys()).filter(one => one.startsWith(INTERFACE) && one !== name())
  for (const old of names.slice(0, Math.max(0, names.length - VERSIONS + 1))) await caches.delete(old)
}

/** From the network whenever it answers in time. */
export async function openPage(request: Request, preloaded?: Promise<Response | undefined>): Promise<Response> {
  const answer = Promise.resolve(preloaded).then(async early => {
    if (early) return early
    // Where the browser races the network against the worker, both wait for the same answer: without us it comes sooner.
    const same = await fetch(request)
    if (!unanswered.has(same.status)) await new Promise(resolve => setTimeout(resolve, HEAD_START))
    return same
  })
  const late = new Promise<undefined>(resolve => setTimeout(resolve, PATIENCE))
  const first = await Promise.race([answer.catch(() => undefined), late])
  if (first && !unanswered.has(first.status)) return first
  return (await keptPage()) ?? answer
}

/** In the language of the last page, and with the name of who was here: what they are shown stands in the database. */
async function keptPage(): Promise<Response | undefined> {
  const shell = await caches.match(SHELL, { cacheName: name() })
  if (!shell) return undefined
  const spoken = await spokenHere()
  const here = await findKept('facts', 'session').catch(() => undefined)
  if (here && Date.now() - here.at > LONGEST) await forgetPerson(false)
  const account = here && Date.now() - here.at <= LONGEST ? here.account : null
  const json = JSON.stringify({ session: { account }, offline: true }).replace(/</g, '\\u003c')
  const data = `<script type="application/json" id="first-screen">${json}</script></body>`
  return new Response(
    (await shell.text())
      .replace(/<html[^>]*>/, `<html lang="${spoken}" dir="${spoken === 'ar' ? 'rtl' : 'ltr'}">`)
      .replace('</body>', () => data),
    { headers: shell.headers },
  )
}
