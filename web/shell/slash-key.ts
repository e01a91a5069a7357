import { go } from '../router.ts'
import { isSaveWindow } from '../saves/stash.ts'
import type { SearchPage } from '../search/search-page.ts'
import { isForText } from '../ui/typing.ts'

/** From anywhere to the search. @param shown the page that can be reached */
export function listenForSlash(shown: () => HTMLElement | undefined): void {
  addEventListener('keydown', event => {
    const { key, ctrlKey, metaKey, altKey, defaultPrevented } = event
    if (key !== '/' || ctrlKey || metaKey || altKey || defaultPrevented || isForText(event, true) || isSaveWindow.get())
      return
    event.preventDefault()
    const page = shown() as Partial<SearchPage> | undefined
    if (page?.focusField) page.focusField()
    else go('/search')
  })
}
