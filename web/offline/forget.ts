// What this device keeps of whoever leaves by themselves goes with them. The worker sees to its own part of a sign-out also when the
// window is closed at once; but it need not be there, and hears of nothing else.
import { forgetSearchesOf } from '../search/recent.ts'
import { leaveForGood, session, signOut } from '../session.ts'
import { dropDrafts } from '../ui/drafts.ts'
import { forgetPerson } from './device.ts'

/** Of the forms that they have begun only those go that tell of somebody else. */
export async function signOutHere(): Promise<void> {
  const me = session.get()?.username
  await signOut()
  if (me) await forget(me, `${me} share `)
}

/** @returns as `leaveForGood` */
export async function leaveHere(): Promise<string> {
  const me = session.get()?.username
  const until = await leaveForGood()
  if (me) await forget(me, `${me} `)
  return until
}

async function forget(username: string, drafts: string): Promise<void> {
  forgetSearchesOf(username)
  dropDrafts(drafts)
  // They have left, whatever this browser refuses.
  await forgetPerson(true).catch((error: unknown) => console.warn(error))
}
