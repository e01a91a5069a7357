import { msg } from '@lit/localize'
import '../ui/error-state.ts'
import { notify } from '../ui/notices.ts'

/**
 * The code of a page did not come: the connection is broken, or the server has a newer version, which is then said.
 * @param room where the page would be, when there is no other in it: then it is said there, and stays
 */
export async function tellNotLoaded(error: unknown, room?: HTMLElement): Promise<void> {
  console.error(error)
  const isOutdated = await import('../offline/update.ts').then(
    update => update.explain(),
    () => false,
  )
  if (isOutdated) return
  const message = msg('This page could not be loaded. Check your connection, or reload.')
  if (!room) return notify(message, 'error')
  const state = Object.assign(document.createElement('error-state'), { message })
  state.addEventListener('retry', () => location.reload())
  room.replaceChildren(state)
}
