// What I decide about my own account, and everything this asks the server.
import type { AccountChanges } from '../../server/protocol-own.ts'
import type { AccountAnswer } from '../../server/protocol.ts'
import { upload } from '../http.ts'
import { Value } from '../observe.ts'
import { learnMe } from '../session.ts'
import { ask } from '../socket.ts'
import { wish } from '../wishes.ts'

/** What I have just chosen, until the server has it or refuses. */
export const chosenDelay = new Value<number | undefined>(undefined)

/** @param seconds 0, or 5 to 60 */
export async function setSaveDelay(seconds: number): Promise<void> {
  chosenDelay.set(seconds)
  try {
    const send = async (saveDelay: number) => learnMe(await ask('account:edit', { saveDelay }))
    await wish('save delay', seconds, undefined, send, () => undefined)
  } finally {
    chosenDelay.set(undefined)
  }
}

/** What is not named stays as it is. */
export async function editAccount(changes: AccountChanges): Promise<void> {
  learnMe(await ask('account:edit', changes))
}

/** `progress` is told fractions of 1. */
export async function setPhoto(file: File, progress: (done: number) => void): Promise<void> {
  const form = new FormData()
  form.set('file', file)
  learnMe((await upload<AccountAnswer>('/api/account/photo', form, progress)).account)
}

/** The server fetches the picture itself: that takes as long as its host takes. */
export async function setPhotoByAddress(url: string): Promise<void> {
  learnMe(await ask('account:photo', { url }))
}

export async function removePhoto(): Promise<void> {
  learnMe(await ask('account:remove-photo', {}))
}
