// The two ceremonies of WebAuthn: what the authenticator is asked to sign, and whether it has.
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { Config } from '../config.ts'
import type { Credential, Owner } from './queries.ts'

/** EdDSA, ES256 and RS256, of which every authenticator knows one. */
const supportedAlgorithmIDs = [-8, -7, -257]
/** As long as the challenge holds. */
const milliseconds = 5 * 60 * 1_000

/** What an authenticator keeps with the passkey: our own number, in which nobody can read who it is. */
export const handleOf = (accountId: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`account:${accountId}`)

/** With its certificates it takes a tenth of a second to load: by the first passkey, not by every start. */
const load = () => import('@simplewebauthn/server')

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** Found without a username, and opened by a finger, a face or a PIN: that makes a passkey two factors by itself. */
export async function askForNew(
  { publicUrl }: Config,
  accountId: string,
  { username, name }: Owner,
  known: Credential[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { generateRegistrationOptions } = await load()
  return generateRegistrationOptions({
    rpName: 'Bowerbird',
    rpID: publicUrl.hostname,
    userID: handleOf(accountId),
    userName: username,
    userDisplayName: name,
    timeout: milliseconds,
    attestationType: 'none',
    supportedAlgorithmIDs,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: base64url(credentialId), transports })),
  })
}

/** @param known the passkeys of one person; none for whoever is about to say who they are */
export async function askForProof(
  { publicUrl }: Config,
  known: Credential[] = [],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await load()
  return generateAuthenticationOptions({
    rpID: publicUrl.hostname,
    timeout: milliseconds,
    userVerification: 'required',
    allowCredentials: known.map(({ credentialId, transports }) => ({ id: base64url(credentialId), transports })),
  })
}

/** @param isOurs whether the challenge is one of ours; it is asked before anything else, and then no more. @throws {Error} */
export async function checkNew(
  { publicUrl }: Config,
  response: RegistrationResponseJSON,
  isOurs: (challenge: string) => Promise<boolean>,
): Promise<{ credentialId: Buffer; publicKey: Buffer; counter: number; synced: boolean }> {
  const { verifyRegistrationResponse } = await load()
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: isOurs,
    expectedOrigin: publicUrl.origin,
    expectedRPID: publicUrl.hostname,
    requireUserVerification: true,
    supportedAlgorithmIDs,
  })
  if (!verified) throw new Error('The registration could not be verified')
  const { credential, credentialBackedUp } = registrationInfo
  return {
    credentialId: Buffer.from(credential.id, 'base64url'),
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    synced: credentialBackedUp,
  }
}

/** @returns how often the authenticator says it was used. @throws {Error} */
export async function checkProof(
  { publicUrl }: Config,
  response: AuthenticationResponseJSON,
  publicKey: Uint8Array,
  isOurs: (challenge: string) => Promise<boolean>,
): Promise<number> {
  const { verifyAuthenticationResponse } = await load()
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: isOurs,
    expectedOrigin: publicUrl.origin,
    expectedRPID: publicUrl.hostname,
    requireUserVerification: true,
    // The last count is compared where the new one is written, so that two at once cannot both pass.
    credential: { id: response.id, publicKey: new Uint8Array(publicKey), counter: 0 },
  })
  if (!verified) throw new Error('The signature is not that of the passkey')
  return authenticationInfo.newCounter
}
