// What proves who I am, as this tab asks the server about it.
import type { AuthenticationResponseJSON } from '@simplewebauthn/browser'
import type { SessionAnswer } from '../../server/protocol.ts'
import type { EmailLinkView, SessionView } from '../../server/views.ts'
import { fetchJson } from '../http.ts'
import { learnMe } from '../session.ts'
import { ask, reconnect } from '../socket.ts'

export type Proof = { password: string } | { code: string } | { passkey: AuthenticationResponseJSON }

/** For the next 15 minutes the server believes that it is me. */
export async function proveMe(proof: Proof): Promise<void> {
  const { account } = await fetchJson<SessionAnswer>('POST', '/api/session/confirm', proof)
  if (account) learnMe(account)
  reconnect()
}

/** Every other sign-in of mine ends. */
export async function changePassword(current: string, password: string): Promise<void> {
  await fetchJson('POST', '/api/password', { current, password })
  reconnect()
}

/** The server says the same whether or not there is such an account. */
export async function requestReset(login: string): Promise<void> {
  await fetchJson('POST', '/api/password/forgot', { login })
}

export async function resetPassword(token: string, password: string): Promise<void> {
  await fetchJson('POST', '/api/password/reset', { token, password })
}

export async function listSessions(): Promise<SessionView[]> {
  return (await ask('session:list', {})).sessions
}

export async function endSession(id: string): Promise<void> {
  await ask('session:end', { id })
}

export async function endOtherSessions(): Promise<void> {
  await ask('session:end-others', {})
}

export async function resendConfirmation(): Promise<void> {
  await ask('email:resend', {})
}

export async function changeEmail(email: string): Promise<void> {
  learnMe(await ask('email:change', { email }))
}

export async function cancelEmailChange(): Promise<void> {
  learnMe(await ask('email:cancel', {}))
}

export function lookAtLink(token: string): Promise<EmailLinkView> {
  return ask('email:look', { token })
}

export async function followLink(token: string): Promise<boolean> {
  return (await ask('email:confirm', { token })).changed
}

export async function refuseLink(token: string): Promise<void> {
  await ask('email:refuse', { token })
}

/** What a mailed link carries behind the #. It is taken out of the address: nobody who looks over the shoulder or into the history has it. */
export function takeLinkToken(): string {
  const token = location.hash.slice(1)
  if (token) history.replaceState(history.state, '', location.pathname)
  return token
}
