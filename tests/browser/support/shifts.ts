// What moves in a page without having been asked to, and from where to where, for whoever looks for the reason.

declare global {
  interface Window {
    /** A line for each thing that has shifted. */
    shiftedBy: string[]
  }
}

/** In the browser, before anything of the page: `page.addInitScript(watchShifts)`. */
export function watchShifts(): void {
  interface LayoutShift extends PerformanceEntry {
    value: number
    sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[]
  }
  const boxOf = ({ x, y, width, height }: DOMRect) => [x, y, width, height].map(Math.round).join(' ')
  window.shiftedBy = []
  new PerformanceObserver(list => {
    for (const { value, sources } of list.getEntries() as LayoutShift[]) {
      const moves = sources.map(({ node, previousRect, currentRect }) => {
        const what =
          node instanceof Element ? `${node.localName}.${node.className}` : (node?.nodeName ?? 'what is gone')
        const words = node?.textContent?.trim().slice(0, 20) ?? ''
        return `${what} “${words}” ${boxOf(previousRect)} → ${boxOf(currentRect)}`
      })
      window.shiftedBy.push(`${value.toFixed(6)}: ${moves.join(', ')}`)
    }
  }).observe({ type: 'layout-shift', buffered: true })
}
