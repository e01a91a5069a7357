// People as this tab knows them, and everything it asks the server about them.
import type { AccountSeenView } from '../../server/views.ts'
import { Facts } from '../facts.ts'
import type { ItemPage } from '../paged-list.ts'
import { session, whenSomeoneElse } from '../session.ts'
import { ask, on } from '../socket.ts'
import { Watchlist } from '../watchlist.ts'
import { forgetWishes, wish } from '../wishes.ts'

export interface AccountFact {
  followers: number
  following: number
  images: number
  followedByMe: boolean
  photo: string | null
  name: string
  private: boolean
  requestedByMe: boolean
  followsMe: boolean
  blockedByMe: boolean
  mutedByMe: boolean
}

export const accountFacts = new Facts<AccountFact>()
on('account:changed', ({ username, followers, following, images, photo, name, private: isPrivate }) =>
  accountFacts.hear(username, { followers, following, images, photo, name, private: isPrivate }),
)
on('mine:changed', ({ account }) => account && accountFacts.hear(account.username, account.relation))
whenSomeoneElse(() => {
  forgetWishes()
  accountFacts.forget()
  const me = session.get()
  if (!me) return
  const { username, followers, following, images, photo, name } = me
  accountFacts.learn(username, { followers, following, images, photo, name })
})

/** The people whose counts this tab is told. */
export const watchedAccounts = new Watchlist({
  watch: username => accountFacts.whenAnswered(username, ask('account:watch', { username }), learnAccount),
  unwatch: username => ask('account:unwatch', { username }),
  most: 60,
})

export function learnAccount(account: AccountSeenView): AccountSeenView {
  const { followers, following, images, photo, name, private: isPrivate, relation } = account
  accountFacts.learn(account.username, { followers, following, images, photo, name, private: isPrivate, ...relation })
  return account
}

export async function getAccount(username: string): Promise<AccountSeenView> {
  return learnAccount(await ask('account:get', { username }))
}

export async function listAccounts(before?: string): Promise<ItemPage<AccountSeenView>> {
  const { accounts, next } = await ask('account:list', { before, limit: 30 })
  return { items: accounts.map(learnAccount), next }
}

/** Of a private account following is a request; following no more also takes it back. */
export async function setFollowed(username: string, followed: boolean): Promise<void> {
  const { followedByMe = false, requestedByMe = false, private: isPrivate } = accountFacts.get(username)
  const follows = followed && (followedByMe || !isPrivate)
  showFollowed(username, { followedByMe: follows, requestedByMe: followed && !follows })
  await wish(
    `account ${username}`,
    followed,
    { followedByMe, requestedByMe },
    async wanted => {
      const answer = await ask(wanted ? 'account:follow' : 'account:unfollow', { username })
      const requested = 'requested' in answer && answer.requested === true
      const has = { followedByMe: wanted && !requested, requestedByMe: requested }
      accountFacts.learn(username, { followers: answer.followers, ...has })
      return has
    },
    has => showFollowed(username, has),
  )
}

/** Whether I follow, and the one that it counts for: what was heard of others meanwhile stays. */
function showFollowed(username: string, now: Pick<AccountFact, 'followedByMe' | 'requestedByMe'>): void {
  const { followers, followedByMe = false } = accountFacts.get(username)
  const more = Number(now.followedByMe) - Number(followedByMe)
  accountFacts.learn(username, {
    ...now,
    followers: followers === undefined ? undefined : Math.max(0, followers + more),
  })
}

export function pathOf({ username }: { username: string }): string {
  return `/people/${encodeURIComponent(username)}`
}
