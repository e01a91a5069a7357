// Pages as those read them who show links to them: each takes what it knows, in its order, from the first so many bytes.
import { Parser } from 'htmlparser2'

export interface Read {
  title?: string | undefined
  description?: string | undefined
  image?: string | undefined
  address?: string | undefined
}

export interface PageRead {
  title: string
  metas: Map<string, string>
  links: { rel: string; href: string; type: string }[]
  /** Of `<script type="application/ld+json">`. */
  jsonLd: Record<string, unknown>[]
  firstScreen: { cursor?: string; everybody?: true; session?: unknown; answers?: { name: string; data: unknown }[] }
  images: Record<string, string>[]
  anchors: Record<string, string>[]
  /** Text that a person reads. */
  text: string
  /** Scripts that would run. */
  scripts: Record<string, string>[]
  /** Attributes that are code. */
  inline: string[]
}

/** Meta elements count once, the first of a name. */
export function readHtml(html: string): PageRead {
  const page: PageRead = {
    title: '',
    metas: new Map(),
    links: [],
    jsonLd: [],
    firstScreen: {},
    images: [],
    anchors: [],
    text: '',
    scripts: [],
    inline: [],
  }
  const open: { name: string; attributes: Record<string, string>; text: string }[] = []
  const parser = new Parser({
    onopentag(name, attributes) {
      open.push({ name, attributes, text: '' })
      page.inline.push(...Object.keys(attributes).filter(key => key === 'style' || key.startsWith('on')))
      const { content = '', rel = '', href = '', type = '' } = attributes
      const key = attributes.property ?? attributes.name
      if (name === 'meta' && key && !page.metas.has(key)) page.metas.set(key, content)
      if (name === 'link') page.links.push({ rel, href, type })
      if (name === 'img') page.images.push(attributes)
      if (name === 'a') page.anchors.push(attributes)
    },
    ontext(text) {
      const inside = open.at(-1)
      if (inside) inside.text += text
      if (inside && !['script', 'style', 'title'].includes(inside.name)) page.text += text
    },
    onclosetag(name) {
      const closed = open.pop()
      if (!closed) return
      if (name === 'title' && !open.some(one => one.name === 'svg')) page.title ||= closed.text
      if (name !== 'script') return
      const { type, id } = closed.attributes
      if (type === 'application/ld+json') page.jsonLd.push(JSON.parse(closed.text) as Record<string, unknown>)
      else if (id === 'first-screen') page.firstScreen = JSON.parse(closed.text) as PageRead['firstScreen']
      else page.scripts.push(closed.attributes)
    },
  })
  parser.end(html)
  return page
}

const openGraph = ({ metas }: PageRead): Read => ({
  title: metas.get('og:title'),
  description: metas.get('og:description'),
  image: metas.get('og:image'),
  address: metas.get('og:url'),
})
const plain = ({ title, metas, links }: PageRead): Read => ({
  title,
  description: metas.get('description'),
  image: undefined,
  address: links.find(link => link.rel === 'canonical')?.href,
})
const filled = (...reads: Read[]): Read =>
  reads.reduceRight((less, more) => ({
    ...less,
    ...Object.fromEntries(Object.entries(more).filter(([, value]) => value)),
  }))

interface Crawler {
  agent: string
  /** Bytes of the page that it reads. */
  most: number
  read(page: PageRead): Read
}

/** What each documents of itself, or is known to read. */
export const crawlers: Record<string, Crawler> = {
  Facebook: {
    agent: 'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
    most: 1024 * 1024,
    read: page => filled(openGraph(page), plain(page)),
  },
  X: {
    agent: 'Twitterbot/1.0',
    most: 1024 * 1024,
    // No card, no preview; what a card lacks is taken from Open Graph.
    read: page => (page.metas.has('twitter:card') ? openGraph(page) : {}),
  },
  Slack: { agent: 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', most: 32 * 1024, read: openGraph },
  Discord: {
    agent: 'Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)',
    most: 512 * 1024,
    read: openGraph,
  },
  WhatsApp: { agent: 'WhatsApp/2.23.20.0 A', most: 300 * 1024, read: openGraph },
  Google: {
    agent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    most: 2 * 1024 * 1024,
    read: page => ({ ...plain(page), image: page.metas.get('og:image') }),
  },
  Mastodon: {
    agent: 'http.rb/5.1.1 (Mastodon/4.2.0; +https://mastodon.example/) Bot',
    most: 1024 * 1024,
    read: page => filled(openGraph(page), plain(page)),
  },
  LinkedIn: {
    agent: 'LinkedInBot/1.0 (compatible; Mozilla/5.0; +http://www.linkedin.com)',
    most: 3 * 1024 * 1024,
    read: openGraph,
  },
}
