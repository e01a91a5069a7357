const longest = 60

/** The readable part of an image's address: letters and digits of any script, in lower case, joined by hyphens; never empty. */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
  let slug = ''
  for (const word of words ?? []) {
    if (slug && slug.length + word.length + 1 > longest) break
    slug += slug ? `-${word}` : [...word].slice(0, longest).join('')
  }
  return slug || 'image'
}
