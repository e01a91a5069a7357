// People as this tab knows them, and everything it asks the server about them.
import type { AccountView } from '../../server/views.ts'
import { Facts } from '../facts.ts'
import type { ItemPage } from '../paged-list.ts'
import { session, whenSomeoneElse } from '../session.ts'
import { ask, on } from '../socket.ts'
import { Watchlist } from '../watchlist.ts'
import { wish } from '../wishes.ts'

export interface AccountFact {
  followers: number
  following: number
  images: number
  followedByMe: boolean
  photo: string | null
}

export const accountFacts = new Facts<AccountFact>()
on('account:changed', ({ username, followers, following, images, photo }) =>
  accountFacts.learn(username, { followers, following, images, photo }),
)
on(
  'mine:changed',
  ({ account }) => account && accountFacts.learn(account.username, { followedByMe: account.followedByMe }),
)
whenSomeoneElse(() => {
  accountFacts.forget()
  const me = session.get()
  if (!me) return
  const { username, followers, following, images, photo } = me
  accountFacts.learn(username, { followers, following, images, photo })
})

/** The people whose counts this tab is told. */
export const watchedAccounts = new Watchlist({
  watch: async username => learnAccount(await ask('account:watch', { username })),
  unwatch: username => ask('account:unwatch', { username }),
  most: 60,
})

function learnAccount<Account extends AccountView & { followedByMe: boolean }>(account: Account): Account {
  const { followers, following, images, photo, followedByMe } = account
  accountFacts.learn(account.username, { followers, following, images, photo, followedByMe })
  return account
}

export async function getAccount(username: string): Promise<AccountView> {
  return learnAccount(await ask('account:get', { username }))
}

export async function listAccounts(before?: string): Promise<ItemPage<AccountView>> {
  const { accounts, next } = await ask('account:list', { before, limit: 30 })
  return { items: accounts.map(learnAccount), next }
}

export async function setFollowed(username: string, followed: boolean): Promise<void> {
  const { followers, followedByMe = false } = accountFacts.get(username)
  accountFacts.learn(username, {
    followedByMe: followed,
    followers: followers === undefined ? undefined : Math.max(0, followers + Number(followed) - Number(followedByMe)),
  })
  await wish(
    `account ${username}`,
    followed,
    async wanted =>
      accountFacts.learn(username, await ask(wanted ? 'account:follow' : 'account:unfollow', { username })),
    () => accountFacts.learn(username, { followers, followedByMe }),
  )
}

export function pathOf({ username }: { username: string }): string {
  return `/people/${encodeURIComponent(username)}`
}
