// What a page says of itself in its head: Open Graph, Twitter's cards, microdata, links.
import { pixels, type Named } from './named.ts'
import { candidatesOf, namedByImage } from './shown.ts'

type Attributes = Map<string, string>

export const headAttributes = [
  ...['property', 'name', 'itemprop', 'content', 'rel', 'href', 'as', 'type', 'imagesrcset'],
]

export function readHead() {
  const named: Named[] = []
  let title: string | undefined
  /** The picture that the following properties are about. */
  let current: Named | undefined

  function add(rank: Named['rank'], url: string): Named {
    const one: Named = { rank, url, same: [], width: null, height: null, alt: '' }
    named.push(one)
    return one
  }

  function meta(attributes: Attributes): void {
    const content = attributes.get('content')?.trim()
    const property = (attributes.get('property') ?? attributes.get('name') ?? attributes.get('itemprop'))?.toLowerCase()
    if (!content || !property) return
    switch (property.trim()) {
      case 'og:title':
        title ??= content
        return
      case 'og:image':
      case 'og:image:url':
        if (current?.url !== content) current = add(0, content)
        return
      case 'og:image:secure_url':
        if (current) Object.assign(current, { url: content, same: [...current.same, current.url] })
        else current = add(0, content)
        return
      case 'og:image:width':
        if (current) current.width = pixels(content)
        return
      case 'og:image:height':
        if (current) current.height = pixels(content)
        return
      case 'og:image:alt':
        if (current) current.alt = content
        return
      case 'twitter:image':
      case 'twitter:image:src':
        add(1, content)
        return
      case 'image':
        add(2, content)
    }
  }

  function link(attributes: Attributes): void {
    const href = attributes.get('href')?.trim()
    const kinds = (attributes.get('rel') ?? '').slice(0, 200).toLowerCase().split(/\s+/)
    if (href && kinds.includes('image_src')) add(1, href)
    if (href && attributes.get('itemprop') === 'image') add(2, href)
    if (kinds.includes('preload') && attributes.get('as')?.toLowerCase() === 'image') {
      const set = attributes.get('imagesrcset') ?? ''
      const shown = namedByImage(new Map([['src', href ?? '']]), candidatesOf(new Map([['srcset', set]])))
      if (shown) named.push(shown)
    }
  }

  return { meta, link, named, title: () => title }
}
