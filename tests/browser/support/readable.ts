// Whether words can be read on what they stand on, in the colours that the reader has chosen.
import type { Page } from '@playwright/test'

/**
 * In forced colours: the texts that have less contrast than 3 to 1, each with its colours. Behind words a browser then paints the page's own
 * colour, whatever they stand on, unless `forced-color-adjust` says otherwise.
 */
export async function listUnreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
    const toRgba = (colour: string): number[] => {
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
      return [...canvas.getImageData(0, 0, 1, 1).data]
    }
    const luminance = (rgba: number[]) => {
      const [red = 0, green = 0, blue = 0] = rgba.map(part => {
        const share = part / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const parentOf = (one: Element): Element | null =>
      one.assignedSlot ?? one.parentElement ?? (one.getRootNode() as ShadowRoot).host ?? null
    const probe = document.body.appendChild(document.createElement('p'))
    probe.style.cssText = 'forced-color-adjust: none; background: Canvas'
    const paper = toRgba(getComputedStyle(probe).backgroundColor)
    probe.remove()
    const behind = (element: Element): number[] => {
      for (let one: Element | null = element; one; one = parentOf(one)) {
        const style = getComputedStyle(one)
        if (style.forcedColorAdjust !== 'none') return paper
        const colour = toRgba(style.backgroundColor)
        if (colour[3]! > 127) return colour
      }
      return paper
    }
    const found: string[] = []
    const roots: Node[] = [document.body]
    for (const root of roots) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
      for (let node: Node | null = walker.nextNode(); node; node = walker.nextNode()) {
        if (node instanceof Element && node.shadowRoot) roots.push(node.shadowRoot)
        const holder =
          node instanceof Text && node.data.trim() ? (node.parentElement ?? (root as ShadowRoot).host) : null
        if (!holder?.checkVisibility({ visibilityProperty: true }) || /^(STYLE|SCRIPT)$/.test(holder.tagName)) continue
        const [ink, ground] = [toRgba(getComputedStyle(holder).color), behind(holder)].map(luminance)
        const contrast = (Math.max(ink!, ground!) + 0.05) / (Math.min(ink!, ground!) + 0.05)
        if (contrast < 3) found.push(`“${(node as Text).data.trim()}”: ${contrast.toFixed(1)}`)
      }
    }
    return found
  })
}
