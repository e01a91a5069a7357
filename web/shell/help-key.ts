import { isForText } from '../ui/typing.ts'
import type { ShortcutHelp } from './shortcut-help.ts'

/** The question mark shows what the keys do, wherever one is. @param root in which the help lies */
export function listenForHelp(root: () => Node): void {
  let help: ShortcutHelp | undefined
  addEventListener('keydown', async event => {
    if (event.key !== '?' || event.ctrlKey || event.metaKey || event.altKey || isForText(event, true)) return
    const { ShortcutHelp } = await import('./shortcut-help.ts')
    help ??= root().appendChild(new ShortcutHelp())
    help.open = true
  })
}
