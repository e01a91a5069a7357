// What a provider says about somebody, as far as it can be used; anything may be missing, and nothing is believed to be well formed.
import { z } from 'zod'
import type { Profile } from './queries.ts'

const words = (longest: number) =>
  z
    .string()
    .transform(text =>
      text
        .replaceAll(/\p{Cc}+/gu, ' ')
        .toWellFormed()
        .trim()
        .slice(0, longest)
        .toWellFormed(),
    )
    .transform(text => text || null)
    .catch(null)

const Claims = z.object({
  email: z.email().max(254).nullable().catch(null),
  email_verified: z.unknown().optional(),
  name: words(100),
  given_name: words(50),
  family_name: words(50),
  preferred_username: words(100),
  nickname: words(100),
  picture: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .catch(null),
})

export function readProfile(claims: object): Profile {
  const said = Claims.parse(claims)
  const parts = [said.given_name, said.family_name].filter(part => part !== null)
  return {
    email: said.email,
    // Some say "true", some 1: only the standard's word is believed.
    emailVerified: said.email !== null && said.email_verified === true,
    name: said.name ?? (parts.length > 0 ? parts.join(' ') : null),
    username: said.preferred_username ?? said.nickname,
    picture: said.picture,
  }
}
