/** The first http(s) address in these texts: Android's share sheet puts it into the text as often as into its own field. */
export function findAddress(...texts: string[]): string {
  for (const text of texts)
    for (const [found] of text.matchAll(/\bhttps?:\/\/[^\s<>"]+/gi)) {
      const address = withoutSentence(found)
      if (URL.canParse(address)) return address
    }
  return ''
}

/** What follows an address in a sentence is not part of it, nor is the bracket that it stands in. */
function withoutSentence(found: string): string {
  const outside = found.includes('(') ? ".,;:!?'’”»" : ".,;:!?'’”»)"
  let end = found.length
  while (outside.includes(found.charAt(end - 1))) end--
  return found.slice(0, end)
}
