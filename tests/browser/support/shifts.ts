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
  const nameOf = (node: Node) => (node instanceof Element ? `${node.localName}.${node.className}` : node.nodeName)
  /** The browser names nothing in a shadow tree: what has one of these sizes now may be it. */
  const ofSize = (sizes: string[], root: ParentNode = document, path = ''): string[] =>
    [...root.querySelectorAll('*')].flatMap(element => {
      const here = `${path} ${nameOf(element)}`
      const box = boxOf(element.getBoundingClientRect())
      return [
        ...(sizes.includes(box.split(' ').slice(2).join(' ')) ? [`${here} ${box}`] : []),
        ...(element.shadowRoot ? ofSize(sizes, element.shadowRoot, here) : []),
      ]
    })
  window.shiftedBy = []
  new PerformanceObserver(list => {
    for (const { value, sources, startTime } of list.getEntries() as LayoutShift[]) {
      const moves = sources.map(({ node, previousRect, currentRect }) => {
        const words = node?.textContent?.trim().slice(0, 20) ?? ''
        const what = node ? nameOf(node) : 'what is gone or in a shadow tree'
        return `${what} “${words}” ${boxOf(previousRect)} → ${boxOf(currentRect)}`
      })
      const nameless = sources.filter(({ node }) => !node).flatMap(source => [source.previousRect, source.currentRect])
      const like = ofSize(nameless.map(boxOf).map(box => box.split(' ').slice(2).join(' '))).slice(0, 5)
      const where = `${location.pathname} at ${Math.round(startTime)} of ${Math.round(performance.now())} ms, scrolled ${scrollY} of ${document.documentElement.scrollHeight}`
      window.shiftedBy.push([`${value.toFixed(6)}: ${moves.join(', ')}`, where, ...like].join('; '))
    }
  }).observe({ type: 'layout-shift', buffered: true })
}
