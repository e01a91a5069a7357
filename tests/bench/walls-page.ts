// What a page is asked while it is measured: its frames, its long tasks, its tiles. All of it runs in the browser.
import type { CDPSession, Page } from '@playwright/test'
import { quantile } from './report.ts'

export interface Frames {
  perSecond: number
  /** Milliseconds that the slowest twentieth took at least. */
  slow: number
  /** Tasks of more than 50 ms, and the longest of them in milliseconds. */
  longTasks: number
  longest: number
  /** At most, at any time. */
  tiles: number
}

interface Measured {
  gaps: number[]
  tasks: number[]
  tiles: number
}

/** Scrolls by so many pixels in each frame, for so many milliseconds; to and fro where the page ends. */
export async function scroll(page: Page, milliseconds: number, step = 12): Promise<Frames> {
  const { gaps, tasks, tiles } = await page.evaluate(
    ([milliseconds, step]) =>
      new Promise<Measured>(resolve => {
        const measured: Measured = { gaps: [], tasks: [], tiles: 0 }
        const observer = new PerformanceObserver(list => {
          for (const { duration } of list.getEntries()) measured.tasks.push(duration)
        })
        observer.observe({ type: 'longtask' })
        const countIn = (root: Document | ShadowRoot): number => {
          let count = root.querySelectorAll('image-tile, li.bare').length
          for (const one of root.querySelectorAll('*'))
            if (one.shadowRoot && /-(shell|page|wall)$/.test(one.localName)) count += countIn(one.shadowRoot)
          return count
        }
        const began = performance.now()
        let last = began
        let way = step
        let frames = 0
        const frame = () => {
          const now = performance.now()
          measured.gaps.push(now - last)
          last = now
          const before = scrollY
          scrollBy({ top: way, behavior: 'instant' })
          if (Math.abs(scrollY - before) < 1) way = -way
          if (++frames % 60 === 0) measured.tiles = Math.max(measured.tiles, countIn(document))
          if (now - began < milliseconds) requestAnimationFrame(frame)
          else
            setTimeout(() => {
              observer.disconnect()
              resolve(measured)
            }, 100)
        }
        requestAnimationFrame(frame)
      }),
    [milliseconds, step] as const,
  )
  const rest = gaps.slice(1)
  const whole = rest.reduce((sum, gap) => sum + gap, 0)
  return {
    perSecond: (1000 * rest.length) / whole,
    slow: quantile(rest, 0.95),
    longTasks: tasks.length,
    longest: Math.max(0, ...tasks),
    tiles,
  }
}

/** Megabytes that JavaScript holds, after everything else has been let go of. */
export async function heapOf(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return usedSize / 1e6
}
