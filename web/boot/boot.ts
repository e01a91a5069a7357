// What runs while the HTML is being read, before anything is seen of it: the build writes it into the page. Without it the page can be read
// all the same.
import { beginCode } from './code.ts'
import { layWalls } from './walls.ts'

// As theme.ts does later: no page begins in the wrong colours.
const theme = remembered('theme')
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme

layWalls(remembered('density'))
beginCode()

function remembered(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
