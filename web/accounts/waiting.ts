// What a visitor was about to do when they were asked to sign in.
import { isSaveWindow } from '../saves/stash.ts'

/** Whether they have picked something to save: in the window of the bookmarklet, by the share sheet, or in a link. */
export function hasPicked(search: string = location.search): boolean {
  return isSaveWindow.get() || /^\/images\/new\b/.test(new URLSearchParams(search).get('then') ?? '')
}
