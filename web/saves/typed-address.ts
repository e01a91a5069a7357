/** At home, where hardly anything has a certificate: a name without a dot, `localhost`, or a number. */
const isNear = /^([\w-]+|[\w.-]*\.(localhost|local)|\d+(\.\d+){3})(:|[/?]|$)/i

/** An address that people would call one, also without "https://"; undefined for any other text. */
export function toAddress(text: string): string | undefined {
  const trimmed = text.trim()
  if (/\s/.test(trimmed) || trimmed.length > 8_192) return undefined
  const whole = /^https?:\/\//i.test(trimmed)
    ? trimmed
    : /^([\w-]+(\.[\w-]+)+|[\w-]+(\.[\w-]+)*:\d{2,5}|localhost(?=\/))([/?]\S*)?$/i.test(trimmed)
      ? `${isNear.test(trimmed) ? 'http' : 'https'}://${trimmed}`
      : ''
  if (!URL.canParse(whole)) return undefined
  const { hostname, href } = new URL(whole)
  return hostname ? href : undefined
}
