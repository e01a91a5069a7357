// Icons of what one can do with a picture; they come with its page.
import { svg } from 'lit'
import { line } from '../ui/icons.ts'

export const earlier = line(svg`<path d="M12.500 4 6.500 10l6 6" />`)
export const later = line(svg`<path d="M7.500 4l6 6-6 6" />`)
export const closer = line(
  svg`<circle cx="8.800" cy="8.800" r="5.300" /><path d="m12.800 12.800 4 4M8.800 6.600V11M6.600 8.800H11" />`,
)
export const further = line(
  svg`<circle cx="8.800" cy="8.800" r="5.300" /><path d="m12.800 12.800 4 4M6.600 8.800H11" />`,
)
export const chain = line(
  svg`<path d="M8.600 11.400a3 3 0 0 0 4.300 0l2.700-2.700a3 3 0 0 0-4.300-4.300l-1 1M11.400 8.600a3 3 0 0 0-4.300 0l-2.700 2.700a3 3 0 0 0 4.300 4.300l1-1" />`,
)
export const copies = line(
  svg`<rect x="7" y="7" width="9.500" height="9.500" rx="1.800" /><path d="M13 7V5.300A1.800 1.800 0 0 0 11.200 3.500H5.300A1.800 1.800 0 0 0 3.500 5.300v5.900A1.800 1.800 0 0 0 5.300 13H7" />`,
)
export const printer = line(
  svg`<path d="M6 7.500v-4h8v4M6 14.500H4.300A.8.8 0 0 1 3.500 13.700V8.300a.8.8 0 0 1 .8-.8h11.400a.8.8 0 0 1 .8.8v5.400a.8.8 0 0 1-.8.8H14M6 12h8v4.500H6z" />`,
)
