// Pictures of the interface beside which every later one is laid: the same fonts, words, times and pictures on every machine.
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import config from '../../../playwright.config.ts'

const launch = config.use?.launchOptions ?? {}

/** For `test.use`: a Chromium that knows no fonts but those that the tests install. */
export const steady = {
  launchOptions: {
    ...launch,
    args: [...(launch.args ?? []), '--font-render-hinting=none', '--disable-lcd-text'],
    env: { ...process.env, FONTCONFIG_FILE: join(import.meta.dirname, 'fonts.conf') } as Record<string, string>,
  },
}

export const wide = { width: 1280, height: 800 }
export const narrow = { width: 390, height: 844 }

interface Box {
  x: number
  y: number
  width: number
  height: number
}

interface Options {
  /** What matters of the page as it was found. */
  clip?: Box
  /** What is not the same on every machine. */
  mask?: Locator[]
  alsoNarrow?: boolean
}

/**
 * Compares what is seen with `baselines/<name>.png`, and, when `alsoNarrow`, as it is on a phone at night with
 * `<name>-narrow.png`. The page is left as it was found.
 */
export async function compare(page: Page, name: string, { clip, mask, alsoNarrow }: Options = {}): Promise<void> {
  await settle(page)
  await expect(page).toHaveScreenshot(`${name}.png`, { clip, mask })
  if (!alsoNarrow) return
  const before = page.viewportSize() ?? wide
  await page.setViewportSize(narrow)
  await page.emulateMedia({ colorScheme: 'dark' })
  await settle(page)
  await expect(page).toHaveScreenshot(`${name}-narrow.png`, { mask })
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(before)
}

/** Nothing is pointed at, every picture in sight has come, and every port is the same. */
export async function settle(page: Page): Promise<void> {
  await page.mouse.move(0, 0)
  await expect.poll(() => page.locator('img').evaluateAll(countMissing)).toBe(0)
  await page.evaluate(loadLetters)
  await page.evaluate(hidePorts)
}

/** In the browser: our letters, also where they came too late for the page to wait for them. */
export async function loadLetters(): Promise<void> {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule) || rule.style.getPropertyValue('font-display') !== 'optional') continue
      const family = rule.style.getPropertyValue('font-family').replaceAll('"', '')
      const { href } = new URL(/url\("(.+?)"\)/.exec(rule.cssText)![1]!, sheet.href ?? document.baseURI)
      const face = new FontFace(family, `url(${href})`, {
        weight: rule.style.getPropertyValue('font-weight'),
        unicodeRange: rule.style.getPropertyValue('unicode-range'),
        display: 'block',
      })
      const known = [...document.fonts].some(
        other => other.display === 'block' && other.family === face.family && other.unicodeRange === face.unicodeRange,
      )
      if (!known) document.fonts.add(face)
    }
  }
  await document.fonts.ready
}

function countMissing(images: Element[]): number {
  const missing = images.filter(image => {
    const { top, bottom, left, right } = image.getBoundingClientRect()
    const inSight = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
    return inSight && !(image as HTMLImageElement).complete
  })
  return missing.length
}

/** In the browser: in what is read and in what is written in fields, through every shadow root. */
function hidePorts(): void {
  const port = /(?<=localhost:)\d+/g
  const roots: Node[] = [document]
  for (const root of roots) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text && port.test(node.data)) node.data = node.data.replace(port, '40000')
      if (node instanceof HTMLInputElement && node.type !== 'file') node.value = node.value.replace(port, '40000')
      if (node instanceof Element && node.shadowRoot) roots.push(node.shadowRoot)
    }
  }
}
