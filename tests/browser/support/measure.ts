// What axe cannot know: how large things are for a finger, what is cut off, and what lies under something else. Exceptions are rules.
import type { Page } from '@playwright/test'

/**
 * `targets`: every control is 44 pixels wide and high, unless it stands in a line of words.
 * `fit`: nothing is cut off at an edge, and nothing but what scrolls by itself is wider than the window.
 * `reach`: whatever gets the focus can be seen then.
 */
export type Measure = 'targets' | 'fit' | 'reach'

/** What is wrong, in words; empty when nothing is. */
export function measure(page: Page, ...measures: Measure[]): Promise<string[]> {
  return page.evaluate(inPage, measures)
}

function inPage(measures: Measure[]): string[] {
  const LEAST = 44
  const found: string[] = []
  const above = (element: Element): Element | null =>
    element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host ?? null
  const ancestors = (element: Element): Element[] => {
    const found: Element[] = []
    for (let at = above(element); at; at = above(at)) found.push(at)
    return found
  }
  const isIn = (element: Element, outer: Element): boolean =>
    element === outer || ancestors(element).some(at => at === outer)
  function all(root: ParentNode): Element[] {
    return [...root.querySelectorAll('*')].flatMap(element =>
      element.shadowRoot ? [element, ...all(element.shadowRoot)] : [element],
    )
  }
  const name = (element: Element): string => {
    const host = (element.getRootNode() as Partial<ShadowRoot>).host?.localName ?? 'document'
    const words = element.getAttribute('aria-label') ?? element.textContent ?? ''
    return `${host} ${element.localName}.${element.className} “${words.trim().replace(/\s+/g, ' ').slice(0, 40)}”`
  }

  const elements = all(document)
  // What is open over the page is all that can be used.
  const top =
    elements.filter(element => element.matches(':popover-open')).at(-1) ??
    elements.filter(element => element.matches('dialog:modal')).at(-1)
  const isUsable = (element: Element): boolean =>
    (!top || isIn(element, top)) &&
    !element.closest('[inert]') &&
    !ancestors(element).some(at => at.hasAttribute('inert'))
  const isSeen = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect()
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  }
  const labelsOf = (control: Element): Element[] => [...((control as HTMLInputElement).labels ?? [])]
  const controls = elements
    .filter(element =>
      element.matches(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"], [role=button]',
      ),
    )
    .filter(element => isUsable(element) && [element, ...labelsOf(element)].some(isSeen))
  const boxOf = (control: Element): DOMRect => {
    const choice = control.matches('[type=checkbox], [type=radio], [type=file]') || !isSeen(control)
    const boxes = [control, ...(choice ? labelsOf(control) : [])].filter(isSeen).map(one => one.getBoundingClientRect())
    const [left, top] = [Math.min(...boxes.map(box => box.left)), Math.min(...boxes.map(box => box.top))]
    const [right, bottom] = [Math.max(...boxes.map(box => box.right)), Math.max(...boxes.map(box => box.bottom))]
    return new DOMRect(left, top, right - left, bottom - top)
  }
  const hits = (control: Element, x: number, y: number): boolean => {
    let hit = document.elementFromPoint(x, y)
    for (let inner = hit; inner; inner = inner.shadowRoot?.elementFromPoint(x, y) ?? null) {
      if (inner === hit && hit !== document.elementFromPoint(x, y)) break
      hit = inner
    }
    return hit !== null && [control, ...labelsOf(control)].some(one => isIn(hit!, one))
  }

  /** Words around it in the same line: not those of other links and buttons. */
  const isInWords = (control: Element): boolean => {
    if (!/^inline(-block)?$/.test(getComputedStyle(control).display)) return false
    const block = ancestors(control).find(at => !/^(inline|contents)/.test(getComputedStyle(at).display))
    const others = (at: Node): string =>
      at === control || (at instanceof Element && at.matches('a, button, style'))
        ? ''
        : at instanceof Text
          ? at.data
          : [...at.childNodes].map(others).join('')
    return Boolean(block && /\p{L}/u.test(others(block)))
  }
  const reachFrom = (control: Element, x: number, y: number, dx: number, dy: number): number => {
    let by = 0
    while (by < LEAST && hits(control, x + dx * (by + 1), y + dy * (by + 1))) by++
    return by
  }
  const findSmall = (): void => {
    for (const control of controls) {
      let box = boxOf(control)
      if (box.width >= LEAST - 0.5 && box.height >= LEAST - 0.5) continue
      if (isInWords(control)) continue
      // What takes presses may be larger than what is seen.
      const scroll = scrollY
      control.scrollIntoView({ block: 'center', behavior: 'instant' })
      box = boxOf(control)
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
      const [wide, high] = [
        reachFrom(control, x, y, 1, 0) + reachFrom(control, x, y, -1, 0) + 1,
        reachFrom(control, x, y, 0, 1) + reachFrom(control, x, y, 0, -1) + 1,
      ]
      scrollTo({ top: scroll, behavior: 'instant' })
      const [width, height] = [Math.max(box.width, wide), Math.max(box.height, high)].map(Math.round)
      if (width! < LEAST || height! < LEAST) found.push(`only ${width} × ${height} for a finger: ${name(control)}`)
    }
  }

  const style = (element: Element) => getComputedStyle(element)
  const clips = (overflow: string) => /hidden|clip/.test(overflow)
  const scrolls = (element: Element) =>
    /auto|scroll/.test(style(element).overflowX) && element.scrollWidth > element.clientWidth
  const saysSo = (element: Element) =>
    style(element).textOverflow === 'ellipsis' || style(element).getPropertyValue('-webkit-line-clamp') !== 'none'
  const findCutOff = (): void => {
    const { scrollWidth } = document.documentElement
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} wide in a window of ${innerWidth}`)
    for (const element of elements) {
      if (element.matches('style, script, option') || !isUsable(element) || !isSeen(element)) continue
      const texts = [...element.childNodes].filter(node => node instanceof Text && node.data.trim())
      const isControl = controls.includes(element)
      if (texts.length === 0 && !isControl) continue
      // What lies over the page is cut off by nothing that it stands in.
      const around = [element, ...ancestors(element)]
      const outer = top ? around.slice(0, around.indexOf(top) + 1) : around
      if (outer.some(scrolls) || outer.some(at => style(at).clipPath !== 'none')) continue
      const range = document.createRange()
      const boxes = texts.flatMap(text => {
        range.selectNodeContents(text)
        return [...range.getClientRects()]
      })
      if (isControl) boxes.push(element.getBoundingClientRect())
      const { bottom } = element.getBoundingClientRect()
      if (
        bottom > 0 &&
        boxes.some(box => box.width > 1 && (box.left < -1 || box.right > innerWidth + 1)) &&
        !outer.some(saysSo)
      ) {
        found.push(`beyond the window: ${name(element)}`)
        continue
      }
      const cut = outer.find(at => {
        const { overflowX, overflowY, display } = style(at)
        if (at === document.documentElement || saysSo(at) || display === 'inline') return false
        const { left, top, width, height } = at.getBoundingClientRect()
        const more =
          overflowX === 'clip' ? Number.parseFloat(style(at).getPropertyValue('overflow-clip-margin')) || 0 : 0
        const edge = new DOMRect(left - more, top - more, width + 2 * more, height + 2 * more)
        const across = clips(overflowX) && boxes.some(box => box.right > edge.right + 2 || box.left < edge.left - 2)
        return across || (clips(overflowY) && boxes.some(box => box.bottom > edge.bottom + 4))
      })
      if (cut && !outer.slice(0, outer.indexOf(cut)).some(saysSo))
        found.push(`cut off by ${name(cut)}: ${name(element)}`)
    }
  }

  const findObscured = (): void => {
    for (const control of controls as HTMLElement[]) {
      if (control.matches(':disabled, [tabindex="-1"]')) continue
      control.focus()
      const { left, top, width, height } = boxOf(control)
      const [from, to] = [Math.max(top, 0), Math.min(top + height, innerHeight)]
      const points = [0.5, 0.1, 0.9].flatMap(across =>
        [0.5, 0.15, 0.85].map(down => [left + width * across, from + (to - from) * down] as const),
      )
      if (!points.some(([x, y]) => hits(control, x, y)))
        found.push(`has the focus and cannot be seen: ${name(control)}`)
    }
    ;(document.activeElement as HTMLElement | null)?.blur()
    if (!top) scrollTo({ top: 0, behavior: 'instant' })
  }

  if (measures.includes('targets')) findSmall()
  if (measures.includes('fit')) findCutOff()
  if (measures.includes('reach')) findObscured()
  return found
}
