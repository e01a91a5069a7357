// The candidates of a srcset attribute, as the HTML standard splits them.

export interface Candidate {
  url: string
  /** Pixels, of `300w`. */
  width: number | null
  /** Of `2x`; 1 when nothing is said. */
  density: number
}

/** Linear: each character is looked at once, whatever stands there. */
export function parseSrcset(text: string): Candidate[] {
  const candidates: Candidate[] = []
  let at = 0
  const skip = (isOver: (character: string) => boolean) => {
    const start = at
    while (at < text.length && !isOver(text.charAt(at))) at++
    return text.slice(start, at)
  }
  while (at < text.length) {
    skip(character => character !== ',' && !isSpace(character))
    const address = skip(isSpace)
    // A comma at its end belongs to the list; one inside belongs to the address.
    const url = trimCommas(address)
    const descriptor = url === address ? skip(character => character === ',').trim() : ''
    if (url) candidates.push({ url, ...readDescriptor(descriptor) })
  }
  return candidates
}

function readDescriptor(text: string): Omit<Candidate, 'url'> {
  const width = /(?:^|\s)(\d{1,5})w(?:\s|$)/.exec(text.slice(0, 100))?.[1]
  const density = /(?:^|\s)(\d{1,2}(?:\.\d{1,4})?)x(?:\s|$)/.exec(text.slice(0, 100))?.[1]
  return { width: width ? Number(width) : null, density: density ? Number(density) : 1 }
}

function trimCommas(text: string): string {
  let end = text.length
  while (end > 0 && text.charAt(end - 1) === ',') end--
  return text.slice(0, end)
}

const isSpace = (character: string) => /\s/.test(character)
