// Which square of a picture is shown: geometry alone, in pixels of the picture and fractions of the square.
export interface Size {
  width: number
  height: number
}

export interface Crop {
  /** The middle of the square. */
  x: number
  y: number
  /** 1 is the largest square that there is. */
  zoom: number
}

/** Fewer pixels than these are a blur. */
const leastSide = 96
const longestZoom = 8

export const middleOf = ({ width, height }: Size): Crop => ({ x: width / 2, y: height / 2, zoom: 1 })

export const sideOf = ({ width, height }: Size, zoom: number): number => Math.min(width, height) / zoom

export const mostZoom = (size: Size): number => Math.max(1, Math.min(longestZoom, sideOf(size, 1) / leastSide))

/** The nearest one that lies in the picture. */
export function within(size: Size, { x, y, zoom }: Crop): Crop {
  const near = between(1, zoom, mostZoom(size))
  const half = sideOf(size, near) / 2
  return { x: between(half, x, size.width - half), y: between(half, y, size.height - half), zoom: near }
}

/** As if the picture were pushed by fractions of the square. */
export function push(size: Size, crop: Crop, right: number, down: number): Crop {
  const side = sideOf(size, crop.zoom)
  return within(size, { ...crop, x: crop.x - right * side, y: crop.y - down * side })
}

/** What lies under a point of the square (0 to 1, from the top left) stays there. */
export function zoomAt(size: Size, crop: Crop, zoom: number, [across, down]: [number, number] = [0.5, 0.5]): Crop {
  const near = between(1, zoom, mostZoom(size))
  const shrunk = sideOf(size, crop.zoom) - sideOf(size, near)
  return within(size, { x: crop.x + (across - 0.5) * shrunk, y: crop.y + (down - 0.5) * shrunk, zoom: near })
}

const between = (least: number, value: number, most: number) => Math.max(least, Math.min(value, most))
