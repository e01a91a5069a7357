// Who am I: the account behind the cookie, and the ways to change it.
import { msg } from '@lit/localize'
import type { SessionAnswer } from '../server/protocol.ts'
import type { OwnAccountView, SecondStepView } from '../server/views.ts'
import { backoff } from './backoff.ts'
import { firstPageShown, firstSession } from './first-screen.ts'
import { fetchJson } from './http.ts'
import { speakFor } from './language/language.ts'
import { locale } from './locale.ts'
import { Value } from './observe.ts'
import { connect, on, onEnded, reconnectAsSomeoneElse, shownAs } from './socket.ts'
import { notify } from './ui/notices.ts'

/** Undefined until the server has said; null for a visitor. */
export const session = new Value<OwnAccountView | null | undefined>(undefined)

/** Whether a visitor needs an invitation, or cannot sign up at all. */
export let closed = firstSession?.closed

export interface NewAccount {
  username: string
  /** The code of an invitation. */
  invitation?: string
  name: string
  email: string
  password: string
}

/** Milliseconds that the first page may take to come. */
const PATIENCE = 10_000

/** The next time to ask who I am, where that could not be answered, and how often it could not. */
let again: ReturnType<typeof setTimeout> | undefined
let failed = 0
/** The server ends our socket when we sign out: nobody needs to be told. */
let leaving = false

// Tabs tell one another: the server only closes the sockets of sessions that end.
const tabs = new BroadcastChannel('bowerbird-session')
tabs.addEventListener('message', () => void look())
onEnded(look)
shownAs(shownName)
on('account:changed', ({ username, photo }) => {
  const me = session.get()
  if (me?.username === username && photo !== undefined && photo !== me.photo) session.set({ ...me, photo })
})
on('account:edited', ({ cursor: _place, ...changes }) => {
  const me = session.get()
  if (me) session.set({ ...me, ...changes })
})
on('live:resync', () => void look())
session.subscribe(() => {
  const { language, timeZone, restoredAt } = session.get() ?? {}
  Object.assign(locale, { language: language ?? undefined, timeZone: timeZone ?? undefined })
  speakFor(language)
  if (!restoredAt || restoredAt === sessionStorage.getItem('restored')) return
  sessionStorage.setItem('restored', restoredAt)
  void import('./accounts/welcome.ts').then(({ welcomeBack }) => welcomeBack())
})

/** The key of what I have typed into a form and not sent yet; undefined for a visitor. */
export function draftOf(form: string): string | undefined {
  const me = session.get()
  return me ? `${me.username} ${form}` : undefined
}

/** Called when another person is here than before, or nobody; not for changes to the account of the same one. Returns the undo. */
export function whenSomeoneElse(listener: () => void): () => void {
  let before = session.get()?.username
  return session.subscribe(() => {
    const now = session.get()?.username
    if (now === before) return
    before = now
    listener()
  })
}

/** Finds out who I am, however long the server takes to be there, and goes live. */
export async function start(): Promise<void> {
  if (firstSession) {
    session.set(firstSession.account)
    // What comes through the connection must find who listens to it.
    await Promise.race([firstPageShown, new Promise(resolve => setTimeout(resolve, PATIENCE))])
  }
  connect()
  for (let attempt = 0; session.get() === undefined; attempt++) {
    try {
      learn(await fetchJson<SessionAnswer>('GET', '/api/session'))
    } catch {
      await new Promise(resolve => setTimeout(resolve, backoff(attempt)))
    }
  }
}

export async function signUp(account: NewAccount): Promise<void> {
  begin((await fetchJson<SessionAnswer>('POST', '/api/accounts', account)).account)
}

/** `become` with an account that is new. */
export function begin(account: OwnAccountView | null): void {
  become(account)
  if (account && !account.emailConfirmed) void import('./accounts/welcome.ts').then(({ welcome }) => welcome(account))
}

/**
 * `login` is a username or an e-mail address.
 * @returns what is still owed beside the password; undefined when I am in
 */
export async function signIn(login: string, password: string): Promise<SecondStepView | undefined> {
  const { account, second } = await fetchJson<SessionAnswer>('POST', '/api/session', { login, password })
  if (account) become(account)
  return second
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

/** The end of my account. @returns the day until which signing in brings it back, in ISO 8601 */
export async function leaveForGood(): Promise<string> {
  leaving = true
  try {
    const { data } = await fetchJson<{ data: { deleteAt: string } }>('POST', '/api/account/leave', {})
    become(null)
    return data.deleteAt
  } finally {
    leaving = false
  }
}

/** My account as the server has just answered it; the other tabs are told by the server. */
export function learnMe(account: OwnAccountView): void {
  if (account.username === session.get()?.username) session.set(account)
}

/** I am somebody else from now on, or nobody, as the server has just answered; every tab is told. */
export function become(account: OwnAccountView | null): void {
  // First, so that what is asked from here on is asked as them.
  reconnectAsSomeoneElse()
  session.set(account)
  tabs.postMessage('changed')
}

/** A username; '' for a visitor; undefined while nobody knows. */
export function shownName(): string | undefined {
  const me = session.get()
  return me === null ? '' : me?.username
}

/** Asks again who I am: the session has ended, another tab has signed in or out, or what I missed cannot be told. */
async function look(): Promise<void> {
  if (leaving) return
  const before = session.get()
  const answer = await fetchJson<SessionAnswer>('GET', '/api/session').catch(() => undefined)
  // Whoever has signed in or out meanwhile knows better.
  if (session.get()?.username !== before?.username) return
  clearTimeout(again)
  if (!answer) {
    // What is shown may be somebody's who is not here any more: until that is known it is asked.
    again = setTimeout(() => void look(), backoff(failed++))
    return
  }
  failed = 0
  if (before && !answer.account) notify(msg('You have been signed out.'))
  if (answer.account?.username !== before?.username) reconnectAsSomeoneElse()
  learn(answer)
}

function learn(answer: SessionAnswer): void {
  closed = answer.closed
  session.set(answer.account)
}
