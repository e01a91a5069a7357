// The first screen of a page, in its HTML: what it shows to this viewer, and the answers to what its element will ask first. To add a
// page is to add a line to `screens`.
import { msg } from '@lit/localize'
import type { Context as HttpContext } from 'koa'
import { findOwnAccount } from '../accounts/accounts.ts'
import { listActivity } from '../activity/activity.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Identify } from '../http/identity.ts'
import type { DrawPage, Drawn } from '../http/template.ts'
import { pathIn } from '../language/spoken.ts'
import { whoIsNobody } from '../instance/instance.ts'
import { mayRead, type Identity } from '../policy/standing.ts'
import type { SessionAnswer } from '../protocol.ts'
import type { Spoken } from '../protocol-own.ts'
import { headOf, titleOf } from './head.ts'
import { html, jsonForScript } from './html.ts'
import { drawImage } from './image-screen.ts'
import { drawPeople } from './people-screen.ts'
import { drawPerson } from './person-screen.ts'
import { drawSearch } from './search-screen.ts'
import { firstAnswer, firstPage, type FirstAnswer, type Look, phonePage, type Sketch } from './sketch.ts'
import { drawEverything, drawPopular, drawWelcome } from './wall-screens.ts'

interface Screen {
  /** What it captures are the parameters. */
  pattern: RegExp
  draw(look: Look): Promise<Sketch>
}

const screens: Screen[] = [
  { pattern: /^\/$/, draw: drawWelcome },
  { pattern: /^\/images$/, draw: drawEverything },
  { pattern: /^\/images\/(?!new$)([^/]+)(?:\/[^/]*)?$/, draw: drawImage },
  { pattern: /^\/people$/, draw: drawPeople },
  { pattern: /^\/people\/([^/]+)$/, draw: drawPerson },
  { pattern: /^\/popular$/, draw: drawPopular },
  { pattern: /^\/search$/, draw: drawSearch },
]

/** Characters of JSON; beyond it the page asks for itself. */
const mostData = 256 * 1024

/** Milliseconds for which pages say how one comes in without asking again: what somebody may do is asked when they do it. */
const entranceHolds = 2_000

/** What the interface is given along with its page. @see web/first-screen.ts */
interface FirstScreenData {
  session: SessionAnswer
  /** Everything up to here is in the answers. */
  cursor?: string
  everybody?: true
  answers?: FirstAnswer[]
}

export function createFirstScreen(ctx: Context, identify: Identify): DrawPage {
  const absolute = (path: string) => `${ctx.config.publicUrl.origin}${path}`
  const eyesOf = (http: HttpContext) => () => ctx.visitorOf(http.headers, http.req.socket.remoteAddress)

  let nobody: { session: SessionAnswer; until: number } | undefined
  async function findNobody(): Promise<SessionAnswer> {
    const now = performance.now()
    if (!nobody || now > nobody.until) nobody = { session: await whoIsNobody(ctx.db), until: now + entranceHolds }
    return nobody.session
  }

  return async http => {
    // A token that does not hold is a program's, which wants no page.
    const identity = await identify(http)
    // Before anything is read: what happens from here on is told to the socket that begins with it.
    const cursor = ctx.groups.here()
    if (identity) return drawForPerson(http, identity, cursor)
    const found = find(http.path)
    if (!found) return undefined
    const [drawn, session] = await Promise.all([draw(found, http, null), findNobody()])
    if ('status' in drawn) return { ...drawn, data: jsonForScript({ session }) }
    return finish(http, drawn, { session, cursor, answers: drawn.answers }, false)
  }

  async function drawForPerson(http: HttpContext, identity: Identity, cursor: string): Promise<Drawn> {
    const viewerId = mayRead(identity) ? identity.accountId : null
    const account = viewerId ? await findOwnAccount(ctx, viewerId) : undefined
    const session = { account: account ?? null }
    const found = find(http.path)
    if (http.path === '/' && viewerId && account) {
      const data = await listActivity(ctx, viewerId, { limit: firstPage })
      const answers = [firstAnswer('activity:list', { limit: firstPage }, data)]
      const everybody = account.following === 0 && { everybody: true as const }
      return bare({ session, cursor, answers, ...everybody }, 'activity/home-page.ts')
    }
    const drawn = found && (await draw(found, http, viewerId))
    if (!drawn) return bare({ session, cursor })
    if ('status' in drawn) return { ...drawn, ...bare({ session, cursor }), status: drawn.status, head: drawn.head }
    return finish(http, drawn, { session, cursor, answers: drawn.answers }, true)
  }

  async function draw({ screen, parameters }: Found, http: HttpContext, viewerId: string | null) {
    http.vary('User-Agent')
    try {
      return await screen.draw({
        ctx,
        viewerId,
        parameters,
        query: http.URL.searchParams,
        most: isPhone(http) ? phonePage : firstPage,
        absolute,
        eyes: eyesOf(http),
      })
    } catch (error) {
      if (error instanceof AppError && error.code === 'not_found') return missing(error.message)
      throw error
    }
  }

  function finish(http: HttpContext, sketch: Sketch, data: FirstScreenData, personal: boolean): Drawn {
    const { cursor, ...stays } = { ...data, ...(sketch.everybody && { everybody: true as const }) }
    const text = jsonForScript(stays)
    const { answers: _tooMuch, ...least } = stays
    return {
      status: 200,
      head: headOf(sketch, absolute, http.state.addressed).html,
      body: inAddress(http.state.addressed, sketch.body?.html ?? ''),
      data: text.length > mostData ? jsonForScript(least) : text,
      cursor,
      personal,
      module: sketch.module,
    }
  }
}

/** Whoever has come by an address in a language goes on in it. Nothing that somebody has written has a quote in it here. */
function inAddress(language: Spoken | undefined, body: string): string {
  if (!language) return body
  const ours = / (href|action)="(\/(?!(?:api|assets|icons|media)\/)[^"]*)"/g
  return body.replace(ours, (_all, name: string, path: string) => ` ${name}="${pathIn(language, path)}"`)
}

/** For the element of the page alone. */
function bare({ cursor, ...data }: FirstScreenData, module?: string): Drawn {
  return { status: 200, head: undefined, body: '', data: jsonForScript(data), cursor, personal: true, module }
}

function missing(message: string): Drawn & { status: 404 } {
  return {
    status: 404,
    head: html`<title>${titleOf(msg('Not here'))}</title>
      <meta name="description" content="${message}" />
      <meta name="robots" content="noindex" />`.html,
    body: html`<main class="first nowhere">
      <h1>${msg('This is not here')}</h1>
      <p>${message}</p>
      <p><a class="door" href="/images">${msg('See everything')}</a></p>
    </main>`.html,
    data: '{}',
    cursor: undefined,
    personal: false,
    module: undefined,
  }
}

/** As phones of every make call themselves, and tablets do not. @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Browser_detection_using_the_user_agent */
const isPhone = (http: HttpContext) => /\bMobi/.test(http.get('User-Agent'))

interface Found {
  screen: Screen
  parameters: string[]
}

function find(path: string): Found | undefined {
  for (const screen of screens) {
    const match = screen.pattern.exec(path)
    if (match) return { screen, parameters: match.slice(1).map(decode) }
  }
  return undefined
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
