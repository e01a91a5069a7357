// Who am I: the account behind the cookie, and the ways to change it.
import { msg } from '@lit/localize'
import type { OwnAccountView, SessionAnswer } from '../server/protocol.ts'
import { backoff } from './backoff.ts'
import { fetchJson } from './http.ts'
import { Value } from './observe.ts'
import { connect, onEnded, reconnectAsSomeoneElse } from './socket.ts'
import { notify } from './ui/notices.ts'

/** Undefined until the server has said; null for a visitor. */
export const session = new Value<OwnAccountView | null | undefined>(undefined)

export interface NewAccount {
  username: string
  name: string
  email: string
  password: string
}

/** The server ends our socket when we sign out: nobody needs to be told. */
let leaving = false

// Tabs tell one another: the server only closes the sockets of sessions that end.
const tabs = new BroadcastChannel('bowerbird-session')
tabs.addEventListener('message', () => void look())
onEnded(look)

/** Finds out who I am, however long the server takes to be there, and goes live. */
export async function start(): Promise<void> {
  connect()
  for (let attempt = 0; session.get() === undefined; attempt++) {
    try {
      session.set((await fetchJson<SessionAnswer>('GET', '/api/session')).account)
    } catch {
      await new Promise(resolve => setTimeout(resolve, backoff(attempt)))
    }
  }
}

export async function signUp(account: NewAccount): Promise<void> {
  become((await fetchJson<SessionAnswer>('POST', '/api/accounts', account)).account)
}

/** `login` is a username or an e-mail address. */
export async function signIn(login: string, password: string): Promise<void> {
  become((await fetchJson<SessionAnswer>('POST', '/api/session', { login, password })).account)
}

export async function signOut(): Promise<void> {
  leaving = true
  try {
    await fetchJson('DELETE', '/api/session')
    become(null)
  } finally {
    leaving = false
  }
}

function become(account: OwnAccountView | null): void {
  session.set(account)
  reconnectAsSomeoneElse()
  tabs.postMessage('changed')
}

/** Asks again who I am: the session has ended, or another tab has signed in or out. */
async function look(): Promise<void> {
  if (leaving) return
  const before = session.get()
  const answer = await fetchJson<SessionAnswer>('GET', '/api/session').catch(() => undefined)
  if (!answer || answer.account?.username === before?.username) return
  if (before && !answer.account) notify(msg('You have been signed out.'))
  session.set(answer.account)
  reconnectAsSomeoneElse()
}
