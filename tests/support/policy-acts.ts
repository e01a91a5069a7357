// What is done in the world of the policy table so that every event happens, but those whose row says why they cannot.
import { connect, pictureForm, somePicture, type Connection } from './people.ts'
import { kinds, type Kind, type World } from './policy-world.ts'

export interface Acted {
  /** Who asked her, and whom she let in and shut out again. */
  asking: string
  blocked: string
  /** An image that has come and gone. */
  passing: string
}

/** Ends when everybody has heard what was told before: in order, of which the last is for everybody. */
export async function makeEverythingHappen(world: World): Promise<Acted> {
  const { pia, sockets } = world
  const { id: passing } = await pia.upload({ title: 'Things of pia, new' })
  await pia.ask('image:edit', { id: world.image, description: 'Things of pia, changed' })
  await pia.ask('image:like', { id: world.image })
  await pia.ask('image:look', { id: world.image })
  await pia.ask('account:edit', { name: 'Pia' })
  const asking = await beAsked(world)
  await setAndMake(world)
  await save(world)
  await report(world)
  const blocked = (await pia.ask('account:blocked', {})).accounts[0]!.username
  await pia.ask('account:unblock', { username: blocked })
  await sockets.blocked.next('account:shown')
  await pia.ask('account:block', { username: blocked })
  await sockets.blocked.next('account:hidden', ({ cursor }) => cursor > sockets.blocked.all('account:shown')[0]!.cursor)
  await pia.ask('image:remove', { id: passing })
  const connected = kinds.filter(kind => kind !== 'suspended')
  await Promise.all(connected.map(kind => sockets[kind].next('image:removed', ({ id }) => id === passing)))
  return { asking, blocked, passing }
}

/** The stranger asks to follow her, which is theirs to hear of too; she reads it, and they take it back. */
async function beAsked({ pia, ask }: World): Promise<string> {
  await ask('stranger', 'account:follow', { username: pia.username })
  const asking = (await pia.next('request:changed')).username
  const told = await pia.next('notification:changed', ({ notification }) => notification.kind === 'requested')
  await pia.ask('notification:read', { ids: [told.notification.id] })
  await pia.next('notification:read')
  await ask('stranger', 'account:unfollow', { username: pia.username })
  await pia.next('request:changed', ({ request }) => request === null)
  await pia.next('notification:forgotten')
  return asking
}

async function setAndMake({ pia }: World): Promise<void> {
  await pia.ask('notification:prefer', { kind: 'saved', push: false })
  await pia.next('notification:preferred')
  await pia.ask('token:create', { name: 'A program', scopes: ['read'] })
  await pia.next('security:changed')
  await pia.ask('export:begin', {})
  await pia.next('export:progressed')
  await pia.next('export:changed', ({ export: view }) => view?.state === 'ready')
}

/** One that succeeds, and one that she gives up. */
async function save({ pia }: World): Promise<void> {
  await pia.http('POST', '/api/saves', pictureForm({ title: 'Things of pia, kept' }, await somePicture()))
  await pia.next('save:progressed')
  await pia.next('image:saved', ({ image }) => image.title === 'Things of pia, kept')
  const { saves } = await pia.ask('save:begin', { saves: [{ url: 'http://127.0.0.1:1/nothing.png' }] })
  const [{ id } = { id: '' }] = saves
  await pia.next('save:changed', ({ save }) => save.id === id && save.state === 'failed')
  await pia.ask('save:cancel', { id })
  await pia.next('save:cancelled')
}

/** Everybody would like to hear of the reports; somebody sends one about her, and it is settled. */
async function report({ pia, sockets, ask }: World): Promise<void> {
  for (const kind of kinds.filter(kind => kind !== 'suspended'))
    await sockets[kind].ask('report:watch', {}).catch(() => undefined)
  await ask('stranger', 'report:send', { kind: 'account', username: pia.username, reason: 'other' })
  const { id } = (await sockets.administrator.next('report:recorded')).report
  await ask('administrator', 'report:resolve', { id, outcome: 'nothing' })
}

/** One more window of each, after a time of which nothing is known any more. Whoever is suspended is a visitor there. */
export async function openLate({ pia, cookieOf }: World): Promise<Record<Kind, Connection>> {
  const open = async (kind: Kind) => [
    kind,
    await connect(pia.node, { cookie: cookieOf(kind), handshake: { cursor: 'of another time' } }),
  ]
  return Object.fromEntries(await Promise.all(kinds.map(open))) as Record<Kind, Connection>
}
