/**
 * Whether a key goes into something that is written in, or to a dialog that lies over the page: then it is no shortcut.
 * @param anywhere for keys that mean the same on every page, and so in a dialog that is one
 */
export function isForText(event: KeyboardEvent, anywhere = false): boolean {
  const path = event.composedPath()
  const dialog = anywhere ? ':modal:not([data-page])' : ':modal'
  return path.some(isWritten) || path.some(element => element instanceof HTMLDialogElement && element.matches(dialog))
}

/** Whether text can be written into it. */
export function isWritten(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
