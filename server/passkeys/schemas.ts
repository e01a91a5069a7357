// What a browser sends of a passkey. Only its outline is checked here: what is inside, the ceremony looks at.
import { msg } from '@lit/localize'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import { text } from '../schemas.ts'

const bytes = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[\w-]*$/)
const unreadable = () => msg('This is not the answer of a passkey.')

const common = { id: bytes(1_400).min(1), rawId: bytes(1_400), type: z.literal('public-key') }
const extensions = z.record(z.string(), z.unknown()).default({})

/** As `AuthenticationResponseJSON` of WebAuthn. */
export const Proof: z.ZodType<AuthenticationResponseJSON> = z.object(
  {
    ...common,
    clientExtensionResults: extensions,
    response: z.object({
      clientDataJSON: bytes(8_000),
      authenticatorData: bytes(8_000),
      signature: bytes(8_000),
      userHandle: bytes(200)
        .nullish()
        .transform(handle => handle ?? undefined),
    }),
  },
  { error: unreadable },
)

/** As `RegistrationResponseJSON` of WebAuthn. */
const Made: z.ZodType<RegistrationResponseJSON> = z.object(
  {
    ...common,
    clientExtensionResults: extensions,
    response: z.object({
      clientDataJSON: bytes(8_000),
      attestationObject: bytes(40_000),
      transports: z.array(z.string().max(30)).max(20).optional(),
    }),
  },
  { error: unreadable },
) as unknown as z.ZodType<RegistrationResponseJSON>

export const PasskeyName = text(60, () => msg('The name'))

export const NewPasskey = z.object({
  name: PasskeyName.default('').transform(name => name || msg('Passkey')),
  response: Made,
})
