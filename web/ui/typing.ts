/** Whether a key goes into something that is written in, or to a dialog that lies over the page: then it is no shortcut. */
export function isForText(event: KeyboardEvent): boolean {
  const path = event.composedPath()
  return path.some(isWritten) || path.some(element => element instanceof HTMLDialogElement && element.matches(':modal'))
}

/** Whether text can be written into it. */
export function isWritten(target: EventTarget | undefined): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
