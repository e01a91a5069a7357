import { isSaveWindow } from './stash.ts'

let given = false

/** Has the save page keep the place of the tray's handle free. Once it does, it does until it is left: its button moves under no finger twice. */
export function leaveRoom(onSavePage: boolean, needed: boolean): void {
  given = onSavePage && !isSaveWindow.get() && (given || needed)
  const { style } = document.documentElement
  if (given) style.setProperty('--tray-room', 'calc(var(--target) + var(--space-3))')
  else style.removeProperty('--tray-room')
}
