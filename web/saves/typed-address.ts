/** An address that people would call one, also without "https://"; undefined for any other text. */
export function toAddress(text: string): string | undefined {
  const trimmed = text.trim()
  if (/\s/.test(trimmed) || trimmed.length > 8_192) return undefined
  const whole = /^https?:\/\//i.test(trimmed)
    ? trimmed
    : /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(trimmed)
      ? `https://${trimmed}`
      : ''
  if (!URL.canParse(whole)) return undefined
  const { hostname, href } = new URL(whole)
  return hostname ? href : undefined
}
