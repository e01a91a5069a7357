// Line icons, 20 × 20, drawn for this house. Decoration only: whatever they mean is also said in words.
import { svg, html, type TemplateResult, type SVGTemplateResult } from 'lit'

/** Draws an icon of the house. */
export const line = (paths: SVGTemplateResult, { width = 1.6, look = '' } = {}): TemplateResult =>
  html`<svg
    class=${look}
    width="20"
    height="20"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width=${width}
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${paths}
  </svg>`

export const heart = (filled: boolean): TemplateResult =>
  line(
    svg`<path fill=${filled ? 'currentColor' : 'none'} d="M10 16.500S3.200 12.700 3.200 8A3.700 3.700 0 0 1 10 6a3.700 3.700 0 0 1 6.800 2c0 4.700-6.800 8.500-6.800 8.500z" />`,
  )
export const plus = line(svg`<path d="M10 4v12M4 10h12" />`)
export const enter = line(svg`<path d="M11 4.500h4.500v11H11M3.500 10h8M8.500 6.800 11.700 10l-3.200 3.200" />`)
export const home = line(
  svg`<path d="M3.500 9.200 10 3.500l6.500 5.700V16a.8.8 0 0 1-.8.8H4.300a.8.8 0 0 1-.8-.8zM8 16.500v-4.700h4v4.700" />`,
)
export const grid = line(
  svg`<rect x="3" y="3" width="6" height="8" rx="1.200" /><rect x="11" y="3" width="6" height="5" rx="1.200" /><rect x="3" y="13" width="6" height="4" rx="1.200" /><rect x="11" y="10" width="6" height="7" rx="1.200" />`,
)
export const people = line(
  svg`<circle cx="7.500" cy="7" r="2.800" /><path d="M2.500 16.200c.3-2.900 2.400-4.700 5-4.700s4.700 1.800 5 4.700M13 4.400a2.800 2.800 0 0 1 0 5.200M14.800 12c1.500.8 2.500 2.200 2.700 4.200" />`,
)
export const bell = line(
  svg`<path d="M5 13.500V9a5 5 0 0 1 10 0v4.500l1.500 1.500h-13zM8.300 17.300a2 2 0 0 0 3.400 0" />`,
)
export const arrowUp = line(svg`<path d="M10 16V4.500M5 9.200l5-5 5 5" />`)
export const outside = line(svg`<path d="M8 4.500H4.500v11h11V12M11.500 4h4.500v4.500M15.700 4.300 9.200 10.800" />`)
export const send = line(svg`<path d="M10 12.500V3.500M6.500 6.800 10 3.300l3.500 3.500M6 9.500H4.500v7h11v-7H14" />`)
export const letter = line(
  svg`<rect x="2.800" y="4.500" width="14.400" height="11" rx="1.800" /><path d="m3.400 5.600 6.600 5.200 6.600-5.200" />`,
)
export const download = line(svg`<path d="M10 3.500v9M6.500 9.200l3.500 3.500 3.500-3.500M4.500 13v3.500h11V13" />`)
export const picture = line(
  svg`<rect x="2.800" y="3.800" width="14.400" height="12.400" rx="2" /><circle cx="7" cy="8" r="1.300" /><path d="m3.200 14.500 4-3.700 3 2.700 3.200-3.700 3.400 3.900" />`,
)
export const chevron = line(svg`<path d="m5.500 8 4.500 4.500L14.500 8" />`, { look: 'chevron' })
export const search = line(svg`<circle cx="9" cy="9" r="5.500" /><path d="m13.200 13.200 3.800 3.800" />`)
export const check = line(svg`<path d="m4.500 10.500 3.700 3.700 7.300-8.200" />`, { width: 2 })
export const cross = line(svg`<path d="m5 5 10 10M15 5 5 15" />`)
export const eye = line(
  svg`<path d="M2.500 10S5.200 5 10 5s7.500 5 7.500 5-2.700 5-7.500 5-7.500-5-7.500-5z" /><circle cx="10" cy="10" r="2.200" />`,
)
export const moon = line(svg`<path d="M16.500 11.500A6.800 6.800 0 1 1 8.500 3.500a5.500 5.500 0 0 0 8 8z" />`)

export const more = line(
  svg`<circle cx="4.500" cy="10" r=".6" /><circle cx="10" cy="10" r=".6" /><circle cx="15.500" cy="10" r=".6" />`,
)

/** The mark: a bower of twigs, and the bird in it. */
export const mark = html`<svg
  width="30"
  height="30"
  viewBox="0 0 32 32"
  fill="none"
  aria-hidden="true"
  focusable="false"
>
  <path
    d="M5.500 28C3.500 18 6 9 12.500 4M9.800 28C8.400 19.500 10 12.500 14.300 8M26.500 28C28.500 18 26 9 19.500 4M22.200 28C23.600 19.500 22 12.500 17.700 8"
    stroke="var(--accent)"
    stroke-width="2"
    stroke-linecap="round"
  />
  <path
    fill="currentColor"
    d="M11 28c-.4-5.400 1.300-9.600 5-9.900 1.300-.1 2.500.4 3.200 1.300l2.300.8-1.900 1.200c.3 3-1 5.300-3.200 6.600z"
  />
</svg>`
