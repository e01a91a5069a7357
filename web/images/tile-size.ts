// How tall the tile of an image is, for its element and for what the HTML shows before there are elements.

/** Pixels below the picture. */
export const CAPTION = 60

/** Times its width: a telephone's window is no taller. */
const TALLEST = 2.2

interface Size {
  width: number
  height: number
}

/** In pixels, for a tile of that width. */
export function tileHeight({ width, height }: Size, tileWidth: number): number {
  return Math.round(Math.min((tileWidth * height) / width, tileWidth * TALLEST)) + CAPTION
}

/** Whether the whole of it is narrower than its tile: no picture is cut, and none takes three windows of the wall. */
export const isTall = ({ width, height }: Size): boolean => height > width * TALLEST
