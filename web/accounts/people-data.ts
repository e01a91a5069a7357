// Finding people, and what they are to one another: everything that is not needed on the first screen.
import type { AccountRef, AccountSeenView, RequestView, SuggestionView } from '../../server/views.ts'
import { Value } from '../observe.ts'
import type { ItemPage } from '../paged-list.ts'
import { whenSomeoneElse } from '../session.ts'
import { ask, on } from '../socket.ts'
import { accountFacts, learnAccount } from './data.ts'

/** How many people wait for my answer; undefined until the server has said. */
export const waiting = new Value<number | undefined>(undefined)
on('request:changed', change => waiting.set(change.waiting))
whenSomeoneElse(() => waiting.set(undefined))

const toPage = ({ accounts, next }: { accounts: AccountSeenView[]; next: string | null }) => ({
  items: accounts.map(learnAccount),
  next,
})

type AccountPage = Promise<ItemPage<AccountSeenView>>

export async function searchAccounts(text: string, before?: string): AccountPage {
  return toPage(await ask('account:search', { text, before, limit: 30 }))
}

/** Who follows somebody, or whom somebody follows. */
export async function listConnected(side: 'followers' | 'following', username: string, before?: string): AccountPage {
  return toPage(await ask(`account:${side}`, { username, before, limit: 30 }))
}

export async function listSuggestions(limit: number): Promise<SuggestionView[]> {
  const { suggestions } = await ask('account:suggested', { limit })
  suggestions.forEach(({ account }) => learnAccount(account))
  return suggestions
}

export async function listKept(kind: 'blocked' | 'muted', before?: string): Promise<ItemPage<AccountRef>> {
  const { accounts, next } = await ask(`account:${kind}`, { before, limit: 30 })
  return { items: accounts, next }
}

export async function listRequests(before?: string): Promise<ItemPage<RequestView>> {
  const { requests, next } = await ask('request:list', { before, limit: 30 })
  if (!before && next === null) waiting.set(requests.length)
  return { items: requests, next }
}

export async function answerRequest(username: string, approve: boolean): Promise<void> {
  await ask(approve ? 'request:approve' : 'request:decline', { username })
}

export async function setBlocked(username: string, blocked: boolean): Promise<void> {
  await ask(blocked ? 'account:block' : 'account:unblock', { username })
  const severed = { followedByMe: false, requestedByMe: false, followsMe: false }
  accountFacts.learn(username, { blockedByMe: blocked, ...(blocked && severed) })
}

export async function setMuted(username: string, muted: boolean): Promise<void> {
  await ask(muted ? 'account:mute' : 'account:unmute', { username })
  accountFacts.learn(username, { mutedByMe: muted })
}

export async function removeFollower(username: string): Promise<void> {
  await ask('account:remove-follower', { username })
  accountFacts.learn(username, { followsMe: false })
}
