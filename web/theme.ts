// Light, dark, or as the system says; remembered in this browser.
import { chosenHere } from './device.ts'

export type Theme = 'system' | 'light' | 'dark'

export const theme = chosenHere<Theme>('theme', text => (text === 'light' || text === 'dark' ? text : 'system'))
theme.subscribe(applyTheme)

export function applyTheme(): void {
  const chosen = theme.get()
  if (chosen === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = chosen
}
