import { msg } from '@lit/localize'
import { notify } from '../ui/notices.ts'

/** The code of a page did not come: the connection is broken, or the server has a newer version, which is then said. */
export async function tellNotLoaded(error: unknown): Promise<void> {
  console.error(error)
  const isOutdated = await import('../offline/update.ts').then(
    update => update.explain(),
    () => false,
  )
  if (!isOutdated) notify(msg('This page could not be loaded. Check your connection, or reload.'), 'error')
}
