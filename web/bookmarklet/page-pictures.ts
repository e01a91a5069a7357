// What the page says of itself: the pictures it wants to be known by, its name, its address, and what is selected in it.
import { toAddress } from './addresses.ts'
import { type Candidate, candidate, claim, emptyBox, tidy } from './candidate.ts'
import { list } from './realm.ts'

const LONGEST_ADDRESS = 2_000

export interface PageWords {
  url: string
  title: string
  description: string
}

export function describePage(): PageWords {
  return {
    url: pageAddress(),
    title: tidy(metaOf('og:title') || document.title, 200),
    description: tidy(String(getSelection() ?? ''), 5_000),
  }
}

/** Its own word for its address counts only on its own host. */
function pageAddress(): string {
  const canonical = toAddress(
    document.querySelector('link[rel~="canonical" i]')?.getAttribute('href'),
    document.baseURI,
  )
  if (canonical && new URL(canonical).host === location.host) return canonical
  const [here = ''] = location.href.split('#')
  return here.length <= LONGEST_ADDRESS ? here : location.origin + location.pathname
}

export function picturesOfPage(): Candidate[] {
  const found = list<Candidate>()
  const add = (written: string | null | undefined, alt = '', width = 0, height = 0) => {
    const url = toAddress(written, document.baseURI)
    if (url) found.push(candidate([claim(url, width, height)], alt, emptyBox, emptyBox))
  }
  const first = metaOf('og:image') || metaOf('og:image:url')
  add(first, metaOf('og:image:alt'), Number(metaOf('og:image:width')) || 0, Number(metaOf('og:image:height')) || 0)
  for (const name of list(['og:image', 'og:image:url', 'og:image:secure_url', 'twitter:image', 'twitter:image:src'])) {
    for (const meta of metas(name)) if (meta.content !== first) add(meta.content)
  }
  for (const link of list(document.querySelectorAll('link[rel~="image_src" i]'))) add(link.getAttribute('href'))
  return found
}

function metas(name: string): HTMLMetaElement[] {
  return list(document.querySelectorAll<HTMLMetaElement>(`meta[property="${name}" i],meta[name="${name}" i]`))
}

const metaOf = (name: string): string => metas(name)[0]?.content ?? ''
