// What this device keeps of whoever leaves by themselves goes with them. The worker sees to its own part of a sign-out also when the
// window is closed at once; but it need not be there, and hears of nothing else.
import { leaveForGood, signOut } from '../session.ts'
import { forgetPerson } from './device.ts'

export async function signOutHere(): Promise<void> {
  await signOut()
  await forget()
}

/** @returns as `leaveForGood` */
export async function leaveHere(): Promise<string> {
  const until = await leaveForGood()
  await forget()
  return until
}

async function forget(): Promise<void> {
  // They have left, whatever this browser refuses.
  await forgetPerson(true).catch((error: unknown) => console.warn(error))
}
