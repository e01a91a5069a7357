// Saving what somebody else has, from a button or a key.
import { msg } from '@lit/localize'
import type { Id } from '../../server/views.ts'
import { toAnswerError } from '../answer-error.ts'
import { herePath } from '../language/address.ts'
import { go } from '../router.ts'
import { session } from '../session.ts'
import { ask } from '../socket.ts'
import { notify } from '../ui/notices.ts'
import { imageFacts, keptPictures, learnKept } from './data.ts'

/** With which image of mine I keep the picture of an image: itself when it is mine, null when I do not, undefined while it is not known. */
export function keptAs(imageId: Id): Id | null | undefined {
  const { picture } = imageFacts.get(imageId)
  return picture === undefined ? undefined : keptPictures.get(picture).keptAs
}

/** Saves it to my wall; the tray says so, and takes it back. What cannot be saved is said. */
export async function keepImage(imageId: Id): Promise<void> {
  if (!session.get()) {
    notify(msg('Sign in to save images.'))
    go(`/sign-in?then=${encodeURIComponent(herePath())}`)
    return
  }
  if (keptAs(imageId)) {
    notify(msg('You have this already'))
    return
  }
  try {
    learnKept(await ask('image:keep', { id: imageId }))
  } catch (error) {
    const { code, image, message } = toAnswerError(error)
    // Also when another window of mine was faster.
    if (code === 'conflict' && image) learnKept(image)
    notify(code === 'conflict' ? msg('You have this already') : message, code === 'conflict' ? 'plain' : 'error')
  }
}
