// The part of the configuration that names OpenID Connect providers: for each its own variables.
import { z } from 'zod'

export interface OidcProvider {
  /** Of its addresses here: lower-case letters, digits and hyphens. */
  name: string
  /** What stands on its button. */
  label: string
  issuer: URL
  clientId: string
  clientSecret: string
}

type Part = 'ISSUER' | 'CLIENT_ID' | 'CLIENT_SECRET' | 'LABEL'

/** In clear text only on this very machine: the secret and the people's codes go there. */
const safeAddress = /^(https:\/\/|http:\/\/(localhost|127(\.\d+){3}|\[::1\])(?=[:/]|$))[^?#@]*$/i
const printable = z.string().regex(/^[ -~]{1,500}$/)

/** What each of a provider's variables must look like, and an example; LABEL alone may be missing. */
const parts: Record<Part, readonly [z.ZodType, string, string]> = {
  ISSUER: [
    z.string().refine(text => URL.canParse(text) && safeAddress.test(text)),
    'must be the https address of an issuer',
    'OIDC_GOOGLE_ISSUER=https://accounts.google.com',
  ],
  CLIENT_ID: [printable, 'must be the id of a client at the provider', 'OIDC_GOOGLE_CLIENT_ID=bowerbird'],
  CLIENT_SECRET: [printable, 'must be the secret of the client', 'OIDC_GOOGLE_CLIENT_SECRET=the-secret'],
  LABEL: [z.string().max(40), 'must be a name of at most 40 characters', 'OIDC_GOOGLE_LABEL=Google'],
}
const variable = /^OIDC_([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)_(?:ISSUER|CLIENT_ID|CLIENT_SECRET|LABEL)$/

/**
 * `OIDC_<NAME>_ISSUER` and so on, for as many names as there are, by their labels. Each must be whole: half of one would be found out
 * at the first sign-in.
 * @param refuse makes the error of the line that names the variable
 */
export function readOidc(
  environment: Record<string, string | undefined>,
  refuse: (line: string) => Error,
): OidcProvider[] {
  const names = new Set<string>()
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith('OIDC_') || !text?.trim()) continue
    const provider = variable.exec(name)?.[1]
    if (!provider) throw refuse(`${name} must be of the form OIDC_<NAME>_<PART>, for example ${parts.ISSUER[2]}`)
    names.add(provider)
  }
  return [...names]
    .map(name => {
      function part(which: Part): string | undefined {
        const text = environment[`OIDC_${name}_${which}`]?.trim() || undefined
        const [schema, problem, example] = parts[which]
        const fits = text === undefined ? which === 'LABEL' : schema.safeParse(text).success
        if (!fits) throw refuse(`OIDC_${name}_${which} ${problem}, for example ${example}`)
        return text
      }
      const words = name.toLowerCase().replaceAll('_', ' ')
      return {
        name: words.replaceAll(' ', '-'),
        label: part('LABEL') ?? words.charAt(0).toUpperCase() + words.slice(1),
        issuer: new URL(part('ISSUER')!),
        clientId: part('CLIENT_ID')!,
        clientSecret: part('CLIENT_SECRET')!,
      }
    })
    .sort((one, other) => one.label.localeCompare(other.label))
}
