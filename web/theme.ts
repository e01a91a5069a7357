// Light, dark, or as the system says; remembered in this browser.
import { Value } from './observe.ts'

export type Theme = 'system' | 'light' | 'dark'

const KEY = 'theme'

export const theme = new Value<Theme>(remembered())

export function applyTheme(): void {
  const chosen = theme.get()
  if (chosen === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = chosen
}

export function chooseTheme(chosen: Theme): void {
  theme.set(chosen)
  try {
    localStorage.setItem(KEY, chosen)
  } catch {
    // Storage may be switched off: the choice then lasts as long as the tab.
  }
  applyTheme()
}

addEventListener('storage', ({ key }) => {
  if (key !== KEY) return
  theme.set(remembered())
  applyTheme()
})

function remembered(): Theme {
  try {
    const stored = localStorage.getItem(KEY)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    return 'system'
  }
}
