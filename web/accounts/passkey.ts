// Passkeys in the browser: made, and used to sign in or to show again that it is me. Loaded when one is wanted.
import { msg } from '@lit/localize'
import {
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import type { PasskeyAnswer, PasskeyOptionsAnswer, SessionAnswer } from '../../server/protocol.ts'
import type { PasskeyView } from '../../server/views.ts'
import { AnswerError } from '../answer-error.ts'
import { fetchJson } from '../http.ts'
import { become } from '../session.ts'

/** The challenge of the server holds for five minutes: before that a new one takes its place. */
const renewAfter = 4 * 60_000

/** Asks for a passkey in the browser's own window. @throws {AnswerError} */
export async function signInByPasskey(): Promise<void> {
  await enter(await provePasskey())
}

/** What `POST /api/session/confirm` takes as `passkey`. @throws {AnswerError} also when the person closes the browser's window */
export async function provePasskey(): Promise<AuthenticationResponseJSON> {
  const optionsJSON = await askForOptions()
  return startAuthentication({ optionsJSON }).catch(refuse)
}

/**
 * Offers passkeys among what the browser fills into the field for the username, for as long as it is shown. Returns the end of it.
 * @param fail is told when one was chosen and not accepted
 */
export function offerPasskeys(fail: (error: unknown) => void): () => void {
  let ended = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function offer(): Promise<void> {
    if (!(await browserSupportsWebAuthnAutofill())) return
    const optionsJSON = await askForOptions().catch(() => undefined)
    if (ended || !optionsJSON) return
    timer = setTimeout(() => void offer(), renewAfter)
    // Its field is within an element, where the library does not look for it.
    const waiting = startAuthentication({ optionsJSON, useBrowserAutofill: true, verifyBrowserAutofillInput: false })
    // Ended by us, or by the window that the button opens.
    const response = await waiting.catch(() => undefined)
    if (!response || ended) return
    clearTimeout(timer)
    await enter(response).catch((error: unknown) => {
      fail(error)
      void offer()
    })
  }

  void offer()
  return () => {
    ended = true
    clearTimeout(timer)
    WebAuthnAbortService.cancelCeremony()
  }
}

/** @throws {AnswerError} also when the person closes the browser's window */
export async function makePasskey(name: string): Promise<PasskeyView> {
  const { options: optionsJSON } = await fetchJson<PasskeyOptionsAnswer<PublicKeyCredentialCreationOptionsJSON>>(
    'POST',
    '/api/passkeys/options',
    {},
  )
  const response = await startRegistration({ optionsJSON }).catch(refuse)
  return (await fetchJson<PasskeyAnswer>('POST', '/api/passkeys', { name, response })).passkey
}

async function askForOptions(): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const path = '/api/session/passkey/options'
  return (await fetchJson<PasskeyOptionsAnswer<PublicKeyCredentialRequestOptionsJSON>>('POST', path, {})).options
}

async function enter(response: AuthenticationResponseJSON): Promise<void> {
  become((await fetchJson<SessionAnswer>('POST', '/api/session/passkey', response)).account)
}

/** What the browser says is for developers. */
function refuse(error: unknown): never {
  const { name } = error as Error
  const message =
    name === 'InvalidStateError'
      ? msg('This device has a passkey for your account already.')
      : name === 'SecurityError'
        ? msg('Passkeys do not work at this address. Open Bowerbird by its name, over https.')
        : msg('No passkey was given. Try again, or choose another way.')
  throw new AnswerError({ code: 'invalid', message })
}
