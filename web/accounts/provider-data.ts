// What the sign-in pages and the settings ask about OpenID Connect providers.
import type {
  ArrivalAnswer,
  IdentitiesView,
  ProvidersAnswer,
  ProviderView,
  SessionAnswer,
  WayAnswer,
} from '../../server/protocol.ts'
import { fetchJson } from '../http.ts'
import { begin } from '../session.ts'
import { herePath } from '../language/address.ts'
import { ask } from '../socket.ts'

let listed: Promise<ProviderView[]> | undefined

/** They do not change while a page is open. */
export function listProviders(): Promise<ProviderView[]> {
  listed ??= fetchJson<ProvidersAnswer>('GET', '/api/providers').then(({ providers }) => providers)
  listed.catch(() => (listed = undefined))
  return listed
}

/** Where a sign-in begins: the browser goes there itself. */
export function wayIn(name: string, search = location.search): string {
  const given = new URLSearchParams(search)
  const query = new URLSearchParams()
  for (const key of ['then', 'invitation']) if (given.get(key)) query.set(key, given.get(key)!)
  return `/api/providers/${name}/start${query.size > 0 ? `?${query}` : ''}`
}

export const listIdentities = (): Promise<IdentitiesView> => ask('identity:list', {})
export const unlinkIdentity = (id: string): Promise<IdentitiesView> => ask('identity:unlink', { id })

/** Leaves for the provider, and comes back to this page. */
export async function leaveFor(name: string, purpose: 'link' | 'confirm'): Promise<void> {
  const onward = herePath()
  const { url } = await fetchJson<WayAnswer>('POST', `/api/providers/${name}/${purpose}`, { onward })
  location.assign(url)
}

export const findArrival = async () => (await fetchJson<ArrivalAnswer>('GET', '/api/providers/arrival')).arrival

export async function finishSignUp(given: { email?: string; invitation?: string }): Promise<void> {
  begin((await fetchJson<SessionAnswer>('POST', '/api/providers/finish', given)).account)
}

export async function joinAccount(): Promise<void> {
  await fetchJson<SessionAnswer>('POST', '/api/providers/join', {})
}
