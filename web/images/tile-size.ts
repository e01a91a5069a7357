// How tall the tile of an image is, for its element and for what the HTML shows before there are elements.

/** Pixels below the picture. */
export const CAPTION = 60

/** In pixels, for a tile of that width. Very tall pictures are cut, and shown whole on their page. */
export function tileHeight({ width, height }: { width: number; height: number }, tileWidth: number): number {
  return Math.round(Math.min((tileWidth * height) / width, tileWidth * 2.2)) + CAPTION
}
