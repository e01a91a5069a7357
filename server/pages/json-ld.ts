// The pictures that a page names in its structured data (schema.org as JSON-LD).

export interface NamedPicture {
  url: string
  width: unknown
  height: unknown
  alt: string
}

/** Values that are looked at in one script: more than any honest page has. */
const mostValues = 20_000

/** Whose pictures are not what the page is about. */
const aside = new Set(['logo', 'publisher', 'author', 'creator', 'provider', 'brand', 'review', 'comment', 'isPartOf'])
const pictureKeys = new Set(['image', 'images', 'photo', 'primaryImageOfPage', 'associatedMedia'])

/** In the order of the text; nothing when it is not JSON. Without recursion: nesting costs nothing. */
export function readJsonLd(text: string): NamedPicture[] {
  const pictures: NamedPicture[] = []
  const open: { value: unknown; isPicture: boolean }[] = [{ value: parse(text), isPicture: false }]
  for (let looked = 0; open.length > 0 && looked < mostValues; looked++) {
    const { value, isPicture } = open.pop()!
    if (typeof value === 'string') {
      if (isPicture) pictures.push({ url: value, width: null, height: null, alt: '' })
    } else if (Array.isArray(value)) {
      // What stands first comes off the pile first.
      for (const each of value.slice(0, mostValues).reverse()) open.push({ value: each, isPicture })
    } else if (isRecord(value)) {
      const url = isPicture || isImageObject(value) ? (value.contentUrl ?? value.url ?? value['@id']) : undefined
      if (typeof url === 'string') {
        const alt = typeof value.caption === 'string' ? value.caption : ''
        pictures.push({ url, width: plain(value.width), height: plain(value.height), alt })
      }
      const inside = Object.entries(value).filter(
        ([key, each]) => !aside.has(key) && (pictureKeys.has(key) || isNode(each)),
      )
      for (const [key, each] of inside.slice(0, mostValues).reverse()) {
        open.push({ value: each, isPicture: pictureKeys.has(key) })
      }
    }
  }
  return pictures
}

function parse(text: string): unknown {
  try {
    // Some systems hide it from browsers of the last century.
    return JSON.parse(text.replace(/^\s*(<!--|\/\/\s*<!\[CDATA\[)/, '').replace(/(-->|\/\/\s*\]\]>)\s*$/, ''))
  } catch {
    return undefined
  }
}

const isNode = (value: unknown): value is object => typeof value === 'object' && value !== null
const isRecord = (value: unknown): value is Record<string, unknown> => isNode(value) && !Array.isArray(value)

function isImageObject(value: Record<string, unknown>): boolean {
  return [value['@type']].flat().some(type => type === 'ImageObject' || type === 'Photograph')
}

/** A number, or a QuantitativeValue. */
function plain(value: unknown): unknown {
  return isRecord(value) ? value.value : value
}
